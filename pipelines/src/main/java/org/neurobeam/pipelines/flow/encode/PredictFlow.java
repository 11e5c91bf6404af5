package org.neurobeam.pipelines.flow.encode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.neurobeam.encoders.ridge.TargetScreen;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.pipelines.beam.Progress;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.MemorySize;
import org.neurobeam.pipelines.config.PredictConfig;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.pipelines.flow.Outcome;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.preprocess.design.DelayedSpace;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.netcdf.NetcdfReader;
import org.neurobeam.schemas.table.Score;

/**
 * A saved model and new features to predictions, and scores where the responses are known. Weights are read and
 * predictions written tile by tile of targets, without Beam.
 */
public final class PredictFlow {
    private static final double NANO = 1e-9;
    /** Wide models take fewer targets at once: weights of a tile are held in both precisions. */
    private static final int WEIGHTS_AT_ONCE = 1 << 22;

    private static final int FEWEST_TARGETS = 16;
    /** Why a target has no score whose measured responses could be scored. */
    private static final String NOT_FITTED = "not_fitted";

    private final PredictConfig config;
    private final SavedModel model;
    private final NewSamples samples;
    private final DataStore output;
    /** Rows of {@link ScoreColumns#POOLED}, [scores x targets]. */
    private final DoubleMatrix scores;

    private final List<Optional<String>> reasons = new ArrayList<>();

    private PredictFlow(PredictConfig config, SavedModel model, NewSamples samples) {
        this.config = config;
        this.model = model;
        this.samples = samples;
        this.output = Stores.of(config.output());
        this.scores =
                DoubleMatrix.zeros(ScoreColumns.POOLED.size(), model.group().targets());
    }

    /** Runs the flow. */
    public static Outcome run(PredictConfig config) throws IOException {
        long start = System.nanoTime();
        requireOwnFolder(config);
        SavedModel model = SavedModel.open(Stores.of(config.model()), config.group());
        NewSamples samples = NewSamples.of(config, model);
        PredictFlow flow = new PredictFlow(config, model, samples);
        flow.requireMemory();
        flow.predict();
        ObjectNode json = flow.describe();
        Json.write(flow.output, "predictions.json", json);
        json.put("seconds", (System.nanoTime() - start) * NANO);
        json.put("peak_rss_mb", BuildInfo.peakRssMb());
        return Outcome.done(json);
    }

    private static void requireOwnFolder(PredictConfig config) {
        if (HeldOutSeries.describes(config.output())) {
            throw new ConfigException("output: " + config.output()
                    + " is the folder of a model, whose scores would be lost; give another folder");
        }
    }

    /** Columns of the left matrix: features, or training samples. */
    private int width() {
        int bands = model.ofBandKernels() ? new BandKernelWeights(model).bands() : 1;
        return model.dual()
                ? bands * model.group().samples()
                : model.group().features().size();
    }

    /** Targets at once. */
    private int tile() {
        return Math.min(config.tile(), Math.max(FEWEST_TARGETS, WEIGHTS_AT_ONCE / width()));
    }

    /** Features in float64 on the heap and outside, and the same for weights and predictions of a tile. */
    private void requireMemory() {
        OptionalLong limit = MemorySize.bytes("maxMemory", config.maxMemory());
        long n = samples.features().rows();
        long tile = Math.min(tile(), model.group().targets());
        long copies = 2L * Double.BYTES;
        long stored = samples.features().undelayedColumns();
        long features = copies * n * (stored + (model.dual() ? width() : 0));
        // the features of the training samples are read whole for a kernel
        features += model.ofKernel() || model.ofBandKernels()
                ? (long) Float.BYTES * model.group().samples() * stored
                : 0;
        long perTarget = copies * (n + width()) + 2L * Float.BYTES * (n + width());
        if (limit.isPresent() && features + perTarget * tile > limit.getAsLong()) {
            long fits = (limit.getAsLong() - features) / perTarget;
            throw new ConfigException("maxMemory: predict needs " + megabytes(features + perTarget * tile) + " ("
                    + megabytes(features) + " for " + n + " samples of features, "
                    + megabytes(perTarget * tile) + " for a tile of " + tile + " targets), allowed: "
                    + config.maxMemory() + "; "
                    + (fits > 0 ? "use --tile " + fits + " or less" : "give more, or fewer samples at once"));
        }
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + 1 + " MB";
    }

    private void predict() throws IOException {
        int targets = model.group().targets();
        try (NetcdfReader weights = NetcdfReader.open(model.results(), WeightsFile.FILE);
                TargetProducts products = TargetProducts.of(left(), targets);
                PredictionsFile file = new PredictionsFile(output, PredictionsFile.FILE, products.rows(), targets);
                Progress progress = new Progress("predict", "targets", targets)) {
            int[] columns = columns(weights);
            for (int from = 0; from < targets; from += tile()) {
                int to = Math.min(from + tile(), targets);
                DoubleMatrix y = tile(weights, products, columns, from, to);
                file.write(from, RowSource.of(y));
                score(from, y);
                progress.at(to);
            }
            file.finish();
        }
        if (samples.responses().isPresent()) {
            TableFile.write(
                    output,
                    ScoreTable.FILE,
                    Table.SCORES,
                    IntStream.range(0, targets).mapToObj(this::row).iterator());
        } else {
            // scores of an earlier run would belong to other predictions
            output.delete(ScoreTable.FILE);
        }
    }

    private DelayedFeatures left() throws IOException {
        if (!model.dual()) {
            return samples.features();
        }
        DelayedSpace kernel = new DelayedSpace(RowSource.of(kernel()), List.of());
        return DelayedFeatures.of(samples.features().runStarts(), List.of(kernel));
    }

    private DoubleMatrix kernel() throws IOException {
        try (TrainingFeatures training = TrainingFeatures.open(model)) {
            if (model.ofBandKernels()) {
                return new BandKernelWeights(model).left(samples.features(), training);
            }
            if (model.ofKernel()) {
                try (DenseMatrix kernel = model.kernel().matrix(samples.features(), training.read())) {
                    return kernel.toDoubleMatrix();
                }
            }
            return training.kernel(samples.features());
        }
    }

    /** Where the columns of the left matrix stand in a row of the weights. */
    private int[] columns(NetcdfReader weights) throws IOException {
        if (model.dual()) {
            return IntStream.range(0, width()).toArray();
        }
        List<String> stored = List.copyOf(new LinkedHashSet<>(weights.readTexts(WeightsFile.FEATURE)));
        return model.group().features().stream().mapToInt(stored::indexOf).toArray();
    }

    private DoubleMatrix tile(NetcdfReader weights, TargetProducts products, int[] columns, int from, int to)
            throws IOException {
        int first = model.group().first();
        String name = model.dual() ? WeightsFile.DUAL_WEIGHTS : WeightsFile.WEIGHTS;
        float[] w = weights.readFloats(name, first + from, first + to);
        int stored = weights.shape(name).get(1);
        if (model.ofBandKernels()) {
            w = new BandKernelWeights(model).spread(w, stored, first + from);
        } else if (stored != columns.length || !inOrder(columns)) {
            float[] own = new float[(to - from) * columns.length];
            for (int v = 0; v < to - from; v++) {
                for (int j = 0; j < columns.length; j++) {
                    own[v * columns.length + j] = w[v * stored + columns[j]];
                }
            }
            w = own;
        }
        return products.predict(w, weights.readFloats(WeightsFile.INTERCEPT, first + from, first + to));
    }

    private static boolean inOrder(int... columns) {
        return IntStream.range(0, columns.length).allMatch(j -> columns[j] == j);
    }

    private void score(int from, DoubleMatrix predicted) throws IOException {
        if (samples.responses().isPresent()) {
            FloatMatrix measured = samples.responses().get().read(from, from + predicted.columns());
            for (var column : TargetScores.of(RowSource.of(measured), RowSource.of(predicted))
                    .columns()) {
                int row = ScoreColumns.POOLED.indexOf(column.convention());
                if (row >= 0) {
                    int at = row * scores.columns() + from;
                    System.arraycopy(column.values(), 0, scores.values(), at, predicted.columns());
                }
            }
            // tiles come in the order of the targets
            reasons.addAll(TargetScreen.of(RowSource.of(measured)).reasons());
        }
    }

    private Score row(int target) {
        String group = model.group().name();
        boolean undefined = Double.isNaN(scores.get(0, target));
        Score row = Score.newBuilder()
                .setGroup(group)
                .setUnitId(group + "/" + target)
                .setTarget(target)
                .setRFolds(List.of())
                .setR2Folds(List.of())
                .setAlphaFolds(List.of())
                .setNSamples(samples.features().rows())
                .setNullReason(undefined ? reasons.get(target).orElse(NOT_FITTED) : null)
                .build();
        for (int s = 0; s < scores.rows(); s++) {
            ScoreColumns.put(row, ScoreColumns.POOLED.get(s), scores.get(s, target));
        }
        return row;
    }

    private ObjectNode describe() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("program", "neurobeam " + BuildInfo.version());
        json.put("predictions", config.output() + "/" + PredictionsFile.FILE);
        json.put("model", config.model());
        json.put("model_digest", model.digest());
        json.put("group", model.group().name());
        json.put("weights_form", model.form());
        ObjectNode digests = json.putObject("features_sha256");
        samples.digests().forEach(digests::put);
        json.put("samples", samples.features().rows());
        json.put("features", samples.features().columns());
        json.put("targets", model.group().targets());
        json.put("units", "those of the responses that the model was fitted to");
        if (samples.responses().isPresent()) {
            json.put("scores", config.output() + "/" + ScoreTable.FILE);
            for (int s = 0; s < scores.rows(); s++) {
                statistics(json.putObject(ScoreColumns.POOLED.get(s).column()), scores.row(s));
            }
        }
        return json;
    }

    private static void statistics(ObjectNode json, double... values) {
        double[] sorted =
                Arrays.stream(values).filter(x -> !Double.isNaN(x)).sorted().toArray();
        json.put("max", Percentiles.of(sorted, 1));
        json.put("median", Percentiles.of(sorted, 0.5));
        json.put("mean", Arrays.stream(sorted).average().orElse(Double.NaN));
    }
}
