package org.neurobeam.pipelines.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.ingest.fmri.FmriIngest;
import org.neurobeam.preprocess.cleaning.confounds.MotionQuality;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.TraceSeries;
import org.neurobeam.schemas.table.Covariate;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;

/** Measures of quality of one run, summed while its voxels pass by; all volumes count, also those that are censored. */
final class RunQuality {
    private static final String CONFOUND = "confound";
    private static final String QUALITY = "quality";
    private static final String DISPLACEMENT = "framewise_displacement";

    private final double[] sums;
    private final double[] squaredChanges;
    private final List<TraceSeries.Moments> moments = new ArrayList<>();
    private long voxels;

    /** Nothing added yet. */
    RunQuality(int volumes) {
        this.sums = new double[volumes];
        this.squaredChanges = new double[Math.max(0, volumes - 1)];
    }

    /**
     * Adds voxels before cleaning.
     *
     * @param chunk [voxels x volumes]
     */
    void add(FloatMatrix chunk) {
        float[] x = chunk.values();
        for (int v = 0; v < chunk.rows(); v++) {
            int at = v * sums.length;
            for (int t = 0; t < sums.length; t++) {
                sums[t] += x[at + t];
            }
            moments.add(TraceSeries.Moments.of(x, at, sums.length));
        }
        MotionQuality.addSquaredChanges(chunk, squaredChanges);
        voxels += chunk.rows();
    }

    /**
     * The units with the mean of their series and its temporal signal to noise ratio, mean over sd (ddof 0).
     *
     * @param units in the order in which their series were added
     */
    List<Unit> describe(List<Unit> units) {
        List<Unit> described = new ArrayList<>(units.size());
        for (int v = 0; v < units.size(); v++) {
            TraceSeries.Moments m = moments.get(v);
            Unit.Builder unit = Unit.newBuilder(units.get(v)).setMeanSignal(m.mean());
            described.add(unit.setTsnr(m.std() > 0 ? Double.valueOf(m.mean() / m.std()) : null)
                    .build());
        }
        return described;
    }

    /**
     * The covariates of the run with those of its quality: displacement where there is none, DVARS, global signal.
     *
     * @param own the run's covariates
     */
    List<Covariate> with(List<Covariate> own, Recording run) {
        List<Covariate> all = new ArrayList<>();
        own.stream().filter(c -> !QUALITY.equals(c.getKind())).forEach(all::add);
        displacement(all).ifPresent(fd -> all.add(row(run, DISPLACEMENT, CONFOUND, "mm", fd)));
        double[] changes = MotionQuality.dvars(squaredChanges, voxels);
        double[] dvars = new double[sums.length];
        double[] mean = new double[sums.length];
        for (int t = 0; t < sums.length; t++) {
            dvars[t] = t == 0 ? Double.NaN : changes[t - 1];
            mean[t] = sums[t] / voxels;
        }
        all.add(row(run, "dvars", QUALITY, run.getSignalUnit(), dvars));
        all.add(row(run, "global_signal_in_mask", QUALITY, run.getSignalUnit(), mean));
        return all;
    }

    private Optional<double[]> displacement(List<Covariate> own) {
        Map<String, List<Double>> columns = new HashMap<>();
        own.stream()
                .filter(c -> CONFOUND.equals(c.getKind()) && c.getValues().isPresent())
                .forEach(c -> columns.put(c.getName(), c.getValues().get()));
        List<String> motion = RunCleaning.motionColumns();
        boolean complete = motion.stream()
                .allMatch(m -> columns.containsKey(m) && columns.get(m).size() == sums.length);
        if (!complete || columns.containsKey(DISPLACEMENT)) {
            return Optional.empty();
        }
        return Optional.of(MotionQuality.framewiseDisplacement(
                matrix(columns, motion.subList(0, 3)), matrix(columns, motion.subList(3, 6))));
    }

    private DoubleMatrix matrix(Map<String, List<Double>> columns, List<String> names) {
        DoubleMatrix matrix = DoubleMatrix.zeros(sums.length, names.size());
        for (int j = 0; j < names.size(); j++) {
            for (int t = 0; t < sums.length; t++) {
                matrix.set(t, j, columns.get(names.get(j)).get(t));
            }
        }
        return matrix;
    }

    private static Covariate row(Recording run, String name, String kind, String unit, double... values) {
        List<Double> boxed = new ArrayList<>(values.length);
        for (double value : values) {
            boxed.add(value);
        }
        return Covariate.newBuilder()
                .setRecordingId(run.getRecordingId())
                .setName(name)
                .setKind(kind)
                .setGrid(FmriIngest.ORIGINAL)
                .setUnit(unit)
                .setValues(boxed)
                .build();
    }
}
