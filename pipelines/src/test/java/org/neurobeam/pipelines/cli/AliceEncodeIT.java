package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.table.Score;

/**
 * Twenty listeners of one story: what they share, what the word rate explains, and the main job on their mean.
 *
 * <p>Data: Brennan et al. 2016, doi:10.1016/j.bandl.2016.04.008. The figures come from an independent implementation.
 */
class AliceEncodeIT {
    /** Rounding of the published correlations between listeners. */
    private static final double SHARED = .002;
    /** Of a t value: bases of the trend and scalings differ between programs. */
    private static final double T = .02;
    /** Of held-out correlations of six series. */
    private static final double HELD_OUT = .02;

    private static final int PREDICTORS = 12;

    @TempDir
    Path folder;

    private final AliceListeners listeners = new AliceListeners();

    AliceEncodeIT() throws IOException {}

    private List<DoubleMatrix> cleaned(String radius) {
        return listeners.names().stream()
                .map(name -> AliceListeners.withoutTrend(listeners.series(name, radius)))
                .toList();
    }

    @Test
    void listenersShareWhatIsPublished() {
        close(leaveOneOut(cleaned("6mm")), SHARED, .294, .228, .387, .243, .219, .161);
        close(leaveOneOut(cleaned("10mm")), SHARED, .260, .191, .369, .201, .171, .133);
    }

    /** Mean over listeners of r with the mean of the others, [regions]. */
    private static double[] leaveOneOut(List<DoubleMatrix> series) {
        double[] mean = new double[AliceListeners.REGIONS];
        for (int s = 0; s < series.size(); s++) {
            List<DoubleMatrix> others = new ArrayList<>(series);
            DoubleMatrix one = others.remove(s);
            double[] r = TargetScores.of(RowSource.of(one), RowSource.of(AliceListeners.mean(others)))
                    .r();
            Arrays.setAll(mean, v -> mean[v] + r[v] / series.size());
        }
        return mean;
    }

    private static void close(double[] found, double tolerance, double... expected) {
        assertThat(found).hasSize(expected.length);
        for (int v = 0; v < expected.length; v++) {
            assertThat(found[v]).as("region " + v).isCloseTo(expected[v], within(tolerance));
        }
    }

    @Test
    void wordRateExplainsTheRegionsOfTheGroup() throws IOException {
        close(groupT("6mm"), T, 6.00, 4.33, 8.81, 6.03, 7.58, 5.23);
        close(groupT("10mm"), T, 4.24, 3.66, 7.54, 4.98, 5.89, 4.33);
    }

    /** t over listeners of the least-squares weight of the word rate beside all other regressors, [regions]. */
    private double[] groupT(String radius) throws IOException {
        List<DoubleMatrix> others = new ArrayList<>();
        for (int j = 1; j < PREDICTORS; j++) {
            others.add(AliceListeners.column(listeners.predictors(), j));
        }
        int n = listeners.names().size();
        DoubleMatrix weights = DoubleMatrix.zeros(n, AliceListeners.REGIONS);
        for (int s = 0; s < n; s++) {
            String name = listeners.names().get(s);
            List<DoubleMatrix> confounds = new ArrayList<>(others);
            confounds.add(listeners.soundPower(name));
            confounds.add(listeners.motion(name));
            DoubleMatrix beside = AliceListeners.beside(confounds);
            // Frisch, Waugh, Lovell: the weight in the full model is that of the residuals
            double[] x = AliceListeners.residuals(AliceListeners.standardised(listeners.wordRate(name)), beside)
                    .column(0);
            DoubleMatrix y =
                    AliceListeners.residuals(AliceListeners.standardised(listeners.series(name, radius)), beside);
            for (int v = 0; v < AliceListeners.REGIONS; v++) {
                weights.set(s, v, dot(x, y.column(v)) / dot(x, x));
            }
        }
        double[] t = new double[AliceListeners.REGIONS];
        Arrays.setAll(t, v -> oneSample(weights.column(v)));
        return t;
    }

    private static double dot(double[] a, double... b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double oneSample(double... x) {
        int n = x.length;
        double mean = Arrays.stream(x).average().orElseThrow();
        double squares = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum();
        return mean / Math.sqrt(squares / (n - 1) / n);
    }

    private String save(String name, DoubleMatrix m) throws IOException {
        FloatMatrix narrow = FloatMatrix.zeros(m.rows(), m.columns());
        for (int i = 0; i < m.rows(); i++) {
            for (int j = 0; j < m.columns(); j++) {
                narrow.set(i, j, (float) m.get(i, j));
            }
        }
        NpyFile.write(DataStore.local(folder), name, List.of(narrow));
        return folder.resolve(name).toString();
    }

    private JsonNode encode(DoubleMatrix responses, String... more) throws IOException {
        String features = save("x.npy", AliceListeners.standardised(listeners.predictors()));
        List<String> arguments = new ArrayList<>(List.of("encode", "--features", features));
        arguments.addAll(List.of("--responses", save("y.npy", responses)));
        arguments.addAll(List.of("--output", folder.resolve("results").toString()));
        arguments.addAll(List.of("--config", "examples/alice-encode.yaml"));
        arguments.addAll(List.of(more));
        return CommandLineRun.json(arguments.toArray(String[]::new));
    }

    private List<Score> scores() throws IOException {
        return TableFile.read(DataStore.local(folder.resolve("results")), "scores.parquet", Table.SCORES);
    }

    private static double[] r(List<Score> scores) {
        return scores.stream().mapToDouble(s -> s.getR().orElseThrow()).toArray();
    }

    @Test
    void theMeanListenerIsPredictedFromTheWords() throws IOException {
        JsonNode json = encode(AliceListeners.mean(cleaned("6mm")));
        close(r(scores()), HELD_OUT, .26, .08, .31, .35, .32, .31);
        assertThat(json.get("targets_tested").asInt()).isEqualTo(AliceListeners.REGIONS);
        // all regions but the right anterior temporal lobe, whose r lies below its noise floor
        assertThat(json.get("targets_significant").asInt()).isEqualTo(AliceListeners.REGIONS - 1);
        assertThat(json.get("significance").asText()).isEqualTo("q < 0.05 (BH)");
        assertThat(scores().get(1).getQ().orElseThrow()).isGreaterThan(.05);
        assertThat(Files.readString(folder.resolve("results/report.html"))).contains("of 6 tested");
    }

    @Test
    void singleListenersAreHardlyPredicted() throws IOException {
        JsonNode json = encode(AliceListeners.beside(cleaned("6mm")));
        assertThat(json.get("targets").asInt()).isEqualTo(listeners.names().size() * AliceListeners.REGIONS);
        assertThat(json.get("r").get("median").asDouble()).isCloseTo(0, within(.1));
    }
}
