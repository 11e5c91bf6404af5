package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.ModelKind;
import org.neurobeam.pipelines.flow.VoxelGrids;
import org.neurobeam.pipelines.report.AlphaCounts;
import org.neurobeam.pipelines.report.Carpet;
import org.neurobeam.pipelines.report.Design;
import org.neurobeam.pipelines.report.GroupReport;
import org.neurobeam.pipelines.report.MeanVolume;
import org.neurobeam.pipelines.report.RunRow;
import org.neurobeam.pipelines.report.RunStarts;
import org.neurobeam.pipelines.report.ScoreSummary;
import org.neurobeam.pipelines.report.TargetScores;
import org.neurobeam.pipelines.report.VolumeGrid;
import org.neurobeam.preprocess.design.Delays;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.TableRows;
import org.neurobeam.schemas.io.TraceBlock;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Covariate;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Score;

/** What the report shows of one group. */
final class GroupSummary {
    private static final int CARPET_UNITS = 400;

    private final EncodeConfig config;
    private final ResponseGroup group;
    private final DataStore results;
    private final int[] shape;
    private final float[] r;
    private final float[] r2;
    private final float[] floor;
    private final float[] alpha;
    private final float[] significance;
    private final float[] ccMax;
    private final float[] ccNorm;
    private final ScoreColumns columns;
    private final List<String> labels;
    private final float[][] runR;
    private final long[] alphaCounts;
    private int leftOut;
    private final double[] grid;

    GroupSummary(EncodeConfig config, ResponseGroup group, DataStore results) {
        this.config = config;
        this.group = group;
        this.results = results;
        this.columns = new ScoreColumns(ScoreColumns.of(config));
        this.shape = ScoreMaps.hasGrid(group)
                ? group.recordings().get(0).getShape().stream()
                        .mapToInt(Integer::intValue)
                        .toArray()
                : new int[0];
        int n = shape.length == 0 ? group.targets() : shape[0] * shape[1] * shape[2];
        this.r = nan(n);
        this.r2 = nan(n);
        this.floor = nan(n);
        this.alpha = nan(n);
        this.significance = nan(n);
        this.ccMax = nan(n);
        this.ccNorm = nan(n);
        this.labels = new ArrayList<>(Collections.nCopies(n, ""));
        boolean byRun = "runs".equals(config.outer());
        this.runR = new float[byRun ? group.runNames().size() : 0][];
        for (int k = 0; k < runR.length; k++) {
            runR[k] = nan(n);
        }
        this.grid = config.model().alphaGrid().stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        this.alphaCounts = new long[grid.length];
    }

    private static float[] nan(int n) {
        float[] values = new float[n];
        Arrays.fill(values, Float.NaN);
        return values;
    }

    GroupReport report() throws IOException {
        try (TableRows<Score> rows = TableFile.open(results, ScoreTable.FILE, Table.SCORES)) {
            rows.forEachRemaining(row -> {
                if (row.getGroup().equals(group.name())) {
                    add(row);
                }
            });
        }
        TargetScores scores = TargetScores.of(r)
                .withR2(r2)
                .withAlpha(alpha)
                .withSignificance(config.test().decisive(), significance);
        if (!config.repeats().isEmpty()) {
            scores = scores.withCeiling(ccMax, ccNorm);
        }
        if (config.nullShifts()) {
            scores = scores.withNoiseFloor(floor);
        }
        if (labels.stream().anyMatch(l -> !l.isEmpty())) {
            scores = scores.withLabels(labels);
        }
        RunStarts starts = RunStarts.of(Delays.runStarts(group.runs()));
        GroupReport report = GroupReport.of(group.name(), scores)
                .withTargets(group.targets() - leftOut)
                .withColumns(columns.report())
                .withRuns(runs())
                .withDesign(new Design(group.featureNames(), group.features(), starts));
        if (grid.length > 0) {
            report = report.withAlphas(AlphaCounts.of(grid, alphaCounts));
        }
        if (config.model().kind() == ModelKind.BANDED) {
            report = report.withBands(BandsFile.means(results, group.name()));
        }
        if (group.recordings().isEmpty()) {
            return report;
        }
        Dataset dataset = Dataset.open(Stores.of(config.input()));
        report = report.withCarpet(carpet(dataset, starts));
        return shape.length == 0 ? report : report.withVolume(mean(dataset));
    }

    private int place(Score row) {
        return shape.length == 0 ? row.getTarget() : VoxelGrids.index(shape[0], shape[1], row);
    }

    private void add(Score row) {
        columns.add(row);
        int at = place(row);
        leftOut += row.getNullReason().isPresent() ? 1 : 0;
        r[at] = number(row.getR());
        r2[at] = number(row.getR2());
        floor[at] = number(row.getRNull95());
        alpha[at] = number(row.getAlpha());
        ccMax[at] = number(row.getCcMaxSchoppe2016());
        ccNorm[at] = number(row.getCcNormSchoppe2016());
        significance[at] = number(Significance.decisive(row));
        labels.set(at, row.getLabel().orElse(""));
        for (int k = 0; k < runR.length; k++) {
            runR[k][at] = row.getRFolds().get(k).floatValue();
        }
        for (double chosen : row.getAlphaFolds()) {
            for (int a = 0; a < grid.length; a++) {
                if (ScoreTable.same(chosen, grid[a])) {
                    alphaCounts[a]++;
                }
            }
        }
    }

    private static float number(Optional<Double> value) {
        return value.map(Double::floatValue).orElse(Float.NaN);
    }

    private List<RunRow> runs() throws IOException {
        int[] starts = Delays.runStarts(group.runs());
        List<RunRow> rows = new ArrayList<>();
        for (int k = 0; k < starts.length; k++) {
            int kept = (k + 1 < starts.length ? starts[k + 1] : group.runs().length) - starts[k];
            ScoreSummary scores =
                    runR.length == 0 ? ScoreSummary.unknown() : ScoreSummary.of(List.of(TargetScores.of(runR[k])));
            Optional<Recording> run = group.recordings().isEmpty()
                    ? Optional.empty()
                    : Optional.of(group.recordings().get(k));
            int volumes = run.map(Recording::getOriginalNSamples).orElse(kept);
            double tr = run.flatMap(Recording::getTrS).orElse(Double.NaN);
            double fd = run.isPresent() ? meanDisplacement(run.get()) : Double.NaN;
            rows.add(new RunRow(group.runNames().get(k), volumes, kept, tr, fd, scores));
        }
        return rows;
    }

    /** Mean framewise displacement, mm; NaN where it is unknown. */
    private double meanDisplacement(Recording run) throws IOException {
        Dataset dataset = Dataset.open(Stores.of(config.input()));
        for (Covariate c : dataset.covariates(run.getRecordingId())) {
            if ("framewise_displacement".equals(c.getName()) && c.getValues().isPresent()) {
                return c.getValues().get().stream()
                        .mapToDouble(Double::doubleValue)
                        .filter(v -> !Double.isNaN(v))
                        .average()
                        .orElse(Double.NaN);
            }
        }
        return Double.NaN;
    }

    private Carpet carpet(Dataset dataset, RunStarts starts) throws IOException {
        List<FloatMatrix> before = new ArrayList<>();
        List<FloatMatrix> after = new ArrayList<>();
        int[] firsts = new int[group.recordings().size()];
        int first = 0;
        for (int k = 0; k < firsts.length; k++) {
            String id = group.recordings().get(k).getRecordingId();
            firsts[k] = first;
            try (TraceReader raw = dataset.traces(id, "original", "raw")) {
                int step = Math.max(1, raw.rows() / CARPET_UNITS);
                TraceBlock block = raw.readAll();
                int[] units = java.util.stream.IntStream.range(0, raw.rows())
                        .filter(i -> i % step == 0)
                        .toArray();
                before.add(rows(block.values(), units));
                int[] targets = Arrays.stream(units).map(block::roiIndex).toArray();
                after.add(cleaned(dataset, id, targets));
            }
            first += before.get(k).columns();
        }
        return new Carpet(
                new Carpet.Panel(beside(before), RunStarts.of(firsts)), new Carpet.Panel(beside(after), starts));
    }

    private FloatMatrix cleaned(Dataset dataset, String id, int... targets) throws IOException {
        for (var s : dataset.signals(id)) {
            if (s.signal().equals(config.signal())) {
                try (TraceReader traces = dataset.traces(id, s.grid(), s.signal())) {
                    return picked(traces, targets);
                }
            }
        }
        throw new IllegalStateException(id + " has no signal " + config.signal());
    }

    /** Some rows of a file, read row group by row group. */
    private static FloatMatrix picked(TraceReader traces, int... targets) throws IOException {
        FloatMatrix picked = FloatMatrix.zeros(targets.length, traces.samples());
        List<Integer> groups = new ArrayList<>(traces.rowGroupStarts());
        groups.add(traces.rows());
        int i = 0;
        for (int g = 0; g + 1 < groups.size() && i < targets.length; g++) {
            int first = i;
            while (i < targets.length && targets[i] < groups.get(g + 1)) {
                i++;
            }
            if (i > first) {
                FloatMatrix span =
                        traces.read(targets[first], targets[i - 1] + 1).values();
                for (int k = first; k < i; k++) {
                    System.arraycopy(
                            span.values(),
                            (targets[k] - targets[first]) * span.columns(),
                            picked.values(),
                            k * span.columns(),
                            span.columns());
                }
            }
        }
        return picked;
    }

    private static FloatMatrix rows(FloatMatrix m, int... rows) {
        FloatMatrix picked = FloatMatrix.zeros(rows.length, m.columns());
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(m.values(), rows[i] * m.columns(), picked.values(), i * m.columns(), m.columns());
        }
        return picked;
    }

    private static FloatMatrix beside(List<FloatMatrix> blocks) {
        int rows = blocks.stream().mapToInt(FloatMatrix::rows).min().orElse(0);
        int columns = blocks.stream().mapToInt(FloatMatrix::columns).sum();
        FloatMatrix all = FloatMatrix.zeros(rows, columns);
        int at = 0;
        for (FloatMatrix block : blocks) {
            for (int i = 0; i < rows; i++) {
                System.arraycopy(block.values(), i * block.columns(), all.values(), i * columns + at, block.columns());
            }
            at += block.columns();
        }
        return all;
    }

    /** Means of the voxels over the first run, before anything was removed from them. */
    private MeanVolume mean(Dataset dataset) throws IOException {
        Recording run = group.recordings().get(0);
        double[] affine =
                run.getAffine().stream().mapToDouble(Double::doubleValue).toArray();
        float[] volume = nan(shape[0] * shape[1] * shape[2]);
        dataset.forEach(
                Table.UNITS,
                u -> u.getMeanSignal()
                        .ifPresent(mean -> volume[VoxelGrids.index(shape[0], shape[1], u)] = mean.floatValue()),
                run.getRecordingId());
        return MeanVolume.of(VolumeGrid.of(shape[0], shape[1], shape[2], affine), volume);
    }
}
