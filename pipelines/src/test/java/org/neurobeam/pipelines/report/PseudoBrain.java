package org.neurobeam.pipelines.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/** A made-up result: an ellipsoid for a brain, three places that respond, three runs; the same for equal arguments. */
final class PseudoBrain {
    static final int RUNS = 3;
    static final int VOLUMES = 120;

    private static final double[][] PLACES = {{-0.45, -0.55, 0.0}, {0.5, -0.5, 0.1}, {0.05, 0.45, 0.35}};

    private final VolumeGrid grid;
    private final float[] mean;
    private final float[] r;
    private final float[] r2;
    private final float[] floor;
    private final float[] alpha;

    PseudoBrain(VolumeGrid grid, long seed) {
        this.grid = grid;
        Random random = new Random(seed);
        int voxels = grid.voxels();
        this.mean = new float[voxels];
        this.r = new float[voxels];
        this.r2 = new float[voxels];
        this.floor = new float[voxels];
        this.alpha = new float[voxels];
        for (int n = 0; n < voxels; n++) {
            fill(n, random);
        }
    }

    /** nx x ny x nz voxels of the given size with the origin in the middle, i to the left as scanners store it. */
    static VolumeGrid grid(int nx, int ny, int nz, double mm) {
        return VolumeGrid.of(
                nx,
                ny,
                nz,
                -mm,
                0,
                0,
                mm * (nx - 1) / 2,
                0,
                mm,
                0,
                -mm * (ny - 1) / 2,
                0,
                0,
                mm,
                -mm * nz / 2 + 12,
                0,
                0,
                0,
                1);
    }

    private void fill(int n, Random random) {
        int[] at = {n % grid.size(0), n / grid.size(0) % grid.size(1), n / grid.size(0) / grid.size(1)};
        double[] p = new double[3];
        for (int w = 0; w < 3; w++) {
            int size = grid.size(w);
            p[w] = size == 1 ? 0 : (2.0 * at[w] / (size - 1) - 1) / (w == 0 ? 0.78 : 0.9);
        }
        double radius = Math.sqrt(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]);
        boolean inside = radius < 1;
        double folds = 0.12 * Math.sin(9 * p[0]) * Math.cos(11 * p[1]) * Math.cos(8 * p[2]);
        double ventricles = Math.exp(-20 * (p[0] * p[0] * 4 + p[1] * p[1] + p[2] * p[2]));
        mean[n] = (float)
                (inside
                        ? 900 * (0.62 + folds - 0.25 * radius * radius * radius + 0.5 * ventricles)
                                + 20 * random.nextGaussian()
                        : 25 + 8 * random.nextDouble());
        r[n] = r2[n] = floor[n] = alpha[n] = Float.NaN;
        if (inside) {
            double signal = 0;
            for (double[] c : PLACES) {
                double d = Math.pow(p[0] - c[0], 2) + Math.pow(p[1] - c[1], 2) + Math.pow(p[2] - c[2], 2);
                signal = Math.max(signal, 0.72 * Math.exp(-d / 0.045));
            }
            r[n] = (float) Math.max(-0.4, Math.min(0.95, signal + 0.055 * random.nextGaussian()));
            r2[n] = (float) (r[n] * Math.abs(r[n]) - 0.01);
            floor[n] = (float) (0.09 + 0.012 * random.nextGaussian());
            alpha[n] = (float) Math.pow(10, random.nextInt(20) * 5.0 / 19);
        }
    }

    TargetScores scores() {
        return TargetScores.of(r).withR2(r2).withNoiseFloor(floor).withAlpha(alpha);
    }

    /** The group with everything that a report shows. */
    GroupReport group(String name) {
        List<RunRow> runs = new ArrayList<>();
        for (int n = 0; n < RUNS; n++) {
            ScoreSummary s = new ScoreSummary(0.71 - 0.03 * n, 0.19 - 0.02 * n, 0.021 - 0.004 * n, 0.14 - 0.01 * n);
            runs.add(new RunRow("run-0" + (n + 1), VOLUMES, VOLUMES - 3 * n, 2.5, 0.11 + 0.07 * n, s));
        }
        return GroupReport.of(name, scores())
                .withVolume(MeanVolume.of(grid, mean))
                .withRuns(runs)
                .withAlphas(alphas())
                .withCarpet(carpet())
                .withDesign(design());
    }

    static AlphaCounts alphas() {
        double[] values = IntStream.range(0, 20)
                .mapToDouble(n -> Math.pow(10, n * 5.0 / 19))
                .toArray();
        long[] counts = IntStream.range(0, 20)
                .mapToLong(n -> Math.round(9000 * Math.exp(-Math.pow(n - 12, 2) / 14.0)) + (n == 19 ? 1900 : 0))
                .toArray();
        return AlphaCounts.of(values, counts);
    }

    private static RunStarts starts() {
        return RunStarts.of(0, VOLUMES, 2 * VOLUMES);
    }

    private static Carpet carpet() {
        Random random = new Random(7);
        int voxels = 700;
        int samples = RUNS * VOLUMES;
        FloatMatrix before = FloatMatrix.zeros(voxels, samples);
        FloatMatrix after = FloatMatrix.zeros(voxels, samples);
        for (int v = 0; v < voxels; v++) {
            double own = 0.5 + random.nextDouble();
            for (int t = 0; t < samples; t++) {
                double noise = random.nextGaussian();
                int inRun = t % VOLUMES;
                double task = v < 120 ? Math.sin(inRun / 4.0) : 0;
                double motion = t > 160 && t < 166 ? 6 : 0;
                before.set(v, t, (float) (900 + 3 * own * inRun / VOLUMES + noise + motion * own + task));
                boolean censored = t > 160 && t < 166;
                after.set(v, t, censored ? Float.NaN : (float) (noise + 0.8 * task));
            }
        }
        return new Carpet(new Carpet.Panel(before, starts()), new Carpet.Panel(after, starts()));
    }

    private static Design design() {
        List<String> names = new ArrayList<>();
        String[] kinds = {"face", "house", "cat", "shoe", "bottle", "scissors", "chair", "scrambled"};
        for (String kind : kinds) {
            for (int delay = 1; delay <= 2; delay++) {
                names.add(kind + " + " + 2.5 * delay + " s");
            }
        }
        int samples = RUNS * VOLUMES;
        DoubleMatrix x = DoubleMatrix.zeros(samples, names.size());
        for (int t = 0; t < samples; t++) {
            int block = (t % VOLUMES / 15 + t / VOLUMES * 3) % kinds.length;
            for (int delay = 0; delay < 2 && t + delay + 1 < samples; delay++) {
                x.set(t + delay + 1, 2 * block + delay, t % 15 < 9 ? 1 : 0);
            }
        }
        return new Design(names, RowSource.of(x), starts());
    }

    /** A whole report of the groups. */
    static ReportData report(List<GroupReport> groups) {
        ReportData.Heading heading = new ReportData.Heading(
                "Voxelwise encoding of object categories",
                "Pseudo brain, task objectviewing, " + groups.size() + (groups.size() == 1 ? " group" : " groups"),
                "Neurobeam 0.1.0");
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("neurobeam", "0.1.0");
        provenance.put("jvm", "OpenJDK 17.0.15");
        provenance.put("blas", "OpenBLAS 0.3.31, 1 thread");
        provenance.put("seed", "42");
        provenance.put("sub-01/func/sub-01_task-objectviewing_run-01_bold.nii.gz", "sha256 " + "3f9a01c7".repeat(8));
        provenance.put("sub-01/func/sub-01_task-objectviewing_run-02_bold.nii.gz", "sha256 " + "77b0c2e4".repeat(8));
        return ReportData.of(heading, Summary.of(groups, 12.4, 731), groups)
                .withIssues(issues())
                .withConfiguration(CONFIGURATION)
                .withProvenance(provenance)
                .withMethods(methods());
    }

    private static List<IssueRow> issues() {
        return List.of(
                new IssueRow(
                        "sub-01/func/sub-01_task-objectviewing_run-02_bold.json",
                        "RepetitionTime",
                        "tr_mismatch",
                        "warn",
                        "the sidecar says 2.5 s and the header 2.0 s; the sidecar was used"),
                new IssueRow(
                        "sub-01/func/sub-01_task-objectviewing_run-04_bold.nii.gz",
                        "byte 1048576",
                        "truncated",
                        "error",
                        "expected 10485760 bytes of voxels, found 1048224; fetch the file again"),
                new IssueRow("participants.tsv", "line 3", "unknown_age", "info", "age is n/a; stored as null"));
    }

    private static Methods methods() {
        return new Methods(
                List.of(
                        "Responses were detrended with cosines above 128 s and standardised within runs.",
                        "Stimulus features were delayed by 2.5 and 5 s to model the hemodynamic response.",
                        "Voxelwise encoding models were fitted with ridge regression [1], the penalty of every voxel "
                                + "chosen among 20 values by leave-one-run-out cross-validation on the training runs.",
                        "Prediction accuracy is Pearson’s r between predicted and measured responses of held-out runs; "
                                + "its noise floor is the 95th percentile under circular shifts of the responses [1, 2]."),
                List.of(
                        new Methods.Reference(
                                "Dupré la Tour T, Eickenberg M, Nunez-Elizalde AO, Gallant JL (2022). Feature-space "
                                        + "selection with banded ridge regression. NeuroImage 264:119728.",
                                "10.1016/j.neuroimage.2022.119728"),
                        new Methods.Reference(
                                "Huth AG, de Heer WA, Griffiths TL, Theunissen FE, Gallant JL (2016). Natural speech "
                                        + "reveals the semantic maps that tile human cerebral cortex. Nature "
                                        + "532:453–458.",
                                "10.1038/nature17637")));
    }

    static final String CONFIGURATION = """
            encode:
              input: work/dataset
              output: work/results
              features:
                space: category
                delays_s: [2.5, 5.0]
              model:
                kind: ridge
                alphas: {from: 1, to: 100000, count: 20}
                intercept: true
              cross_validation: leave-one-run-out
              noise_floor: {shifts: 200, percentile: 95}
              seed: 42
            """;

    /** Planted against recovered values of n targets. */
    static Truth truth(int n) {
        Random random = new Random(5);
        float[] planted = new float[n];
        float[] recovered = new float[n];
        for (int i = 0; i < n; i++) {
            planted[i] = i % 3 == 0 ? (float) (0.85 * random.nextDouble()) : 0;
            recovered[i] = (float) (0.95 * planted[i] + 0.05 * random.nextGaussian());
        }
        return Truth.of("correlation of the response with its noiseless part", planted, recovered, 0.982);
    }

    /** Scores of targets that are no voxels. */
    static GroupReport arrays(int targets) {
        Random random = new Random(6);
        float[] r = new float[targets];
        float[] floor = new float[targets];
        List<String> labels = new ArrayList<>();
        for (int n = 0; n < targets; n++) {
            r[n] = n % 17 == 3 ? Float.NaN : (float) (0.6 * Math.pow(random.nextDouble(), 3) - 0.05);
            floor[n] = (float) (0.1 + 0.01 * random.nextGaussian());
            labels.add("parcel-" + (n + 1));
        }
        return GroupReport.of("all", TargetScores.of(r).withNoiseFloor(floor).withLabels(labels))
                .withTargets(targets)
                .withAlphas(alphas());
    }
}
