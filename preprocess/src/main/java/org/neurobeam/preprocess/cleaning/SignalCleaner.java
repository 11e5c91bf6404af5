package org.neurobeam.preprocess.cleaning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.DataException;

/**
 * Cleans the signals of one recording: scrub, detrend, filter, regress confounds out, standardise, each run on its own.
 *
 * <p>{@link #fit} prepares everything that does not depend on the signals; the cleaner is immutable and may be shared by
 * threads. A voxel's result depends on that voxel alone, so blocks of voxels give the same bits as all at once. The one
 * exception is {@link Standardization#PSC}, which adds a removed mean back by a rule over all voxels: cleaning of a
 * whole matrix decides by that matrix; for blocks sum {@link #pscStatistics} over them and clean with
 * {@link #withPsc}.
 *
 * <p>Cost O(T (c + 60)) a voxel with c confounds; memory beyond input and output is 16 series a call.
 *
 * @see <a href="https://doi.org/10.1002/hbm.24528">Lindquist et al. 2019</a> on the order of operations
 * @see <a href="https://doi.org/10.1016/j.neuroimage.2013.08.048">Power et al. 2014</a> on scrubbing
 */
public final class SignalCleaner {
    private static final int TILE = 16;

    private final CleaningOptions options;
    private final Timeline timeline;
    private final List<RunCleaner> runs;
    private final Optional<PscStatistics> psc;

    private SignalCleaner(
            CleaningOptions options, Timeline timeline, List<RunCleaner> runs, Optional<PscStatistics> psc) {
        this.options = options;
        this.timeline = timeline;
        this.runs = runs;
        this.psc = psc;
    }

    /** Prepares cleaning without confounds; fails like {@link #fit(CleaningOptions, Timeline, DoubleMatrix)}. */
    public static SignalCleaner fit(CleaningOptions options, Timeline timeline) {
        return fit(options, timeline, DoubleMatrix.zeros(timeline.volumes(), 0));
    }

    /**
     * Prepares cleaning.
     *
     * @param confounds [T x c], finite at the kept volumes; the constant is not one of them
     * @throws IllegalArgumentException if confounds and timeline differ in length
     * @throws DataException if a confound is not finite, naming the first volume and column
     * @throws org.neurobeam.schemas.error.NumericalException if a run keeps no volume or is too short for the filter
     */
    public static SignalCleaner fit(CleaningOptions options, Timeline timeline, DoubleMatrix confounds) {
        if (confounds.rows() != timeline.volumes()) {
            throw new IllegalArgumentException("confounds [" + confounds.rows() + " volumes x " + confounds.columns()
                    + " columns] do not match the timeline [" + timeline.volumes()
                    + " volumes]; give one row for every volume, censored ones included");
        }
        List<Timeline.Run> parts = timeline.runs();
        boolean fallback = options.compatible() && parts.size() > 1;
        CleaningOptions applied = fallback
                ? options.withStandardizeConfounds(true)
                        .withScrub(new ScrubOptions(false, options.scrub().compat()))
                : options;
        List<RunCleaner> runs = new ArrayList<>();
        for (Timeline.Run run : parts) {
            runs.add(RunCleaner.fit(applied, run, columns(confounds, run)));
        }
        return new SignalCleaner(options, timeline, List.copyOf(runs), Optional.empty());
    }

    private static double[][] columns(DoubleMatrix confounds, Timeline.Run run) {
        int n = run.keep.length;
        double[][] columns = new double[confounds.columns()][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < columns.length; j++) {
                double value = confounds.get(run.start + i, j);
                if (run.keep[i] && !Double.isFinite(value)) {
                    throw new DataException(
                            "confounds",
                            "volume " + (run.start + i) + ", column " + j,
                            "non_finite",
                            "expected a finite number, found " + value
                                    + "; replace it, censor the volume or leave the column out");
                }
                columns[j][i] = value;
            }
        }
        return columns;
    }

    /** Number of volumes that signals must have. */
    public int volumes() {
        return timeline.volumes();
    }

    /** Number of volumes that cleaned signals have. */
    public int keptVolumes() {
        return runs.stream().mapToInt(RunCleaner::kept).sum();
    }

    /** Number of runs. */
    public int runs() {
        return runs.size();
    }

    /** Independent confounds of a run, cosines included: the degrees of freedom that they take. */
    public int confoundRank(int run) {
        return runs.get(run).confoundRank();
    }

    /** Findings that do not depend on the signals. */
    public List<String> warnings() {
        return runs.stream().flatMap(r -> r.warnings().stream()).toList();
    }

    /**
     * Cleans a whole recording in float64.
     *
     * @param signals [T volumes x V voxels]
     * @return [kept volumes x V]
     * @throws IllegalArgumentException if signals have another number of volumes
     * @throws DataException if a kept value is not finite and options do not allow it, naming the first sample and voxel
     */
    public Cleaned<DoubleMatrix> clean(DoubleMatrix signals) {
        DoubleMatrix out = DoubleMatrix.zeros(keptVolumes(), signals.columns());
        return cleaned(new SignalBlock.Doubles(signals), new SignalBlock.Doubles(out), out);
    }

    /**
     * Cleans a whole recording; arithmetic in float64.
     *
     * @param signals [T volumes x V voxels]
     * @return [kept volumes x V]; fails like {@link #clean(DoubleMatrix)}
     */
    public Cleaned<FloatMatrix> clean(FloatMatrix signals) {
        FloatMatrix out = FloatMatrix.zeros(keptVolumes(), signals.columns());
        return cleaned(new SignalBlock.Floats(signals), new SignalBlock.Floats(out), out);
    }

    /**
     * Cleans a block of voxels as it lies on disk; arithmetic in float64.
     *
     * @param signals [V voxels x T volumes]
     * @return [V x kept volumes]; fails like {@link #clean(DoubleMatrix)}, and with IllegalArgumentException if PSC was
     *     chosen and {@link #withPsc} not called, because a block cannot decide for the recording
     */
    public Cleaned<FloatMatrix> cleanVoxelMajor(FloatMatrix signals) {
        if (options.standardize() == Standardization.PSC && psc.isEmpty()) {
            throw new IllegalArgumentException("PSC of a block of voxels needs the statistics of the whole recording:"
                    + " sum pscStatistics over all blocks and call withPsc first");
        }
        FloatMatrix out = FloatMatrix.zeros(signals.rows(), keptVolumes());
        return cleaned(new SignalBlock.VoxelMajor(signals), new SignalBlock.VoxelMajor(out), out);
    }

    /**
     * What a block contributes to the decision of {@link Standardization#PSC}.
     *
     * @param signals [V voxels x T volumes]; fails like {@link #clean(DoubleMatrix)}
     */
    public PscStatistics pscStatistics(FloatMatrix signals) {
        return pscStatistics(new SignalBlock.VoxelMajor(signals));
    }

    /**
     * The same cleaner with the decision of {@link Standardization#PSC} taken.
     *
     * @param statistics of all voxels of the recording
     */
    public SignalCleaner withPsc(PscStatistics statistics) {
        if (statistics.runs() != runs.size()) {
            throw new IllegalArgumentException(
                    "statistics of " + statistics.runs() + " runs for a recording of " + runs.size() + " runs");
        }
        return new SignalCleaner(options, timeline, runs, Optional.of(statistics));
    }

    private PscStatistics pscStatistics(SignalBlock signals) {
        PscStatistics sums = new PscStatistics(new double[runs.size()], new double[runs.size()]);
        Workspace work = workspace();
        double[] tile = new double[TILE * volumes()];
        for (int first = 0; first < signals.voxels(); first += TILE) {
            int count = load(signals, first, tile);
            for (int v = 0; v < count; v++) {
                for (int r = 0; r < runs.size(); r++) {
                    RunCleaner run = runs.get(r);
                    peak(signals, run, tile, v * volumes() + run.start());
                    double before = run.residual(tile, v * volumes() + run.start(), work);
                    sums.add(r, LinearTrend.mean(work.rows, 0, run.kept()), before);
                }
            }
        }
        return sums;
    }

    private <M> Cleaned<M> cleaned(SignalBlock signals, SignalBlock out, M matrix) {
        boolean[] addMean = addMean(signals);
        VoxelStatistics statistics = VoxelStatistics.empty(runs.size(), signals.voxels());
        Workspace work = workspace();
        double[] tile = new double[TILE * volumes()];
        double[] result = new double[TILE * keptVolumes()];
        for (int first = 0; first < signals.voxels(); first += TILE) {
            int count = load(signals, first, tile);
            for (int v = 0; v < count; v++) {
                int to = v * keptVolumes();
                for (int r = 0; r < runs.size(); r++) {
                    RunCleaner run = runs.get(r);
                    int from = v * volumes() + run.start();
                    double peak = peak(signals, run, tile, from);
                    double before = run.residual(tile, from, work);
                    statistics.set(r, first + v, run.standardize(work, addMean[r] ? before : 0, peak));
                    System.arraycopy(work.rows, 0, result, to, run.kept());
                    to += run.kept();
                }
            }
            out.store(first, count, result);
        }
        return new Cleaned<>(matrix, statistics, warnings(statistics));
    }

    /** For each run whether percent signal change adds the original mean back. */
    private boolean[] addMean(SignalBlock signals) {
        boolean[] addMean = new boolean[runs.size()];
        if (options.standardize() == Standardization.PSC) {
            PscStatistics decided = psc.orElseGet(() -> pscStatistics(signals));
            for (int r = 0; r < addMean.length; r++) {
                addMean[r] = decided.addsMean(r);
            }
        }
        return addMean;
    }

    private int load(SignalBlock signals, int first, double[] tile) {
        if (signals.volumes() != volumes()) {
            throw new IllegalArgumentException("signals [" + signals.volumes() + " volumes x " + signals.voxels()
                    + " voxels] do not match the cleaner [" + volumes() + " volumes]");
        }
        int count = Math.min(TILE, signals.voxels() - first);
        signals.load(first, count, tile);
        if (options.ensureFinite()) {
            for (int i = 0; i < count * volumes(); i++) {
                tile[i] = Double.isFinite(tile[i]) ? tile[i] : 0;
            }
        }
        return count;
    }

    private double peak(SignalBlock signals, RunCleaner run, double[] tile, int offset) {
        double peak = run.peak(tile, offset);
        if (Double.isNaN(peak)) {
            throw firstNonFinite(signals);
        }
        return peak;
    }

    private DataException firstNonFinite(SignalBlock signals) {
        for (RunCleaner run : runs) {
            for (int i : run.read()) {
                for (int v = 0; v < signals.voxels(); v++) {
                    double value = signals.get(run.start() + i, v);
                    if (!Double.isFinite(value)) {
                        return new DataException(
                                "signals",
                                "sample " + (run.start() + i) + ", voxel " + v,
                                "non_finite",
                                "expected a finite number, found " + value
                                        + "; mask the voxel, censor the volume or set ensureFinite");
                    }
                }
            }
        }
        throw new IllegalStateException("no value is non-finite");
    }

    private Workspace workspace() {
        return new Workspace(
                runs.stream().mapToInt(RunCleaner::volumes).max().orElseThrow(),
                runs.get(0).padLength());
    }

    private List<String> warnings(VoxelStatistics statistics) {
        List<String> all = new ArrayList<>(warnings());
        int constant = statistics.constantVoxels();
        if (constant > 0) {
            all.add(constant + " voxels are constant after cleaning");
        }
        return all;
    }
}
