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
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.encoders.banded.RowSelection;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.score.NoiseCorrectedConsistency;
import org.neurobeam.encoders.score.ScoreConvention;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.pipelines.config.Convention;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.table.Score;

/**
 * Repeated runs of planted signal and noise: a model that knows the signal scores 1 under every convention, features
 * that say nothing score 0, targets without signal have no score and are counted.
 */
class EncodeConventionsIT {
    private static final int SAMPLES = 500;
    /** Enough where results are compared with each other and not with the truth. */
    private static final int FEW = 60;

    private static final int FEATURES = 3;
    private static final int SIGNAL = 40;
    private static final int SILENT = 20;
    private static final int TARGETS = SIGNAL + SILENT;
    private static final double AGREEMENT = .05;
    private static final String ALL = Arrays.stream(Convention.values())
            .map(Convention::key)
            .collect(Collectors.joining(", ", "conventions: [", "]\n"));

    @TempDir
    Path folder;

    /** Two stimuli, shown in turn {@code repeats} times each; signal of standard deviation snr under unit noise. */
    private void write(double snr, int repeats, int samples) throws IOException {
        SplittableRandom random = new SplittableRandom(31);
        int rows = 2 * repeats * samples;
        FloatMatrix x = FloatMatrix.zeros(rows, FEATURES);
        FloatMatrix strange = FloatMatrix.zeros(rows, FEATURES);
        FloatMatrix y = FloatMatrix.zeros(rows, TARGETS);
        FloatMatrix runs = FloatMatrix.zeros(rows, 1);
        for (int i = 0; i < rows; i++) {
            int run = i / samples;
            runs.set(i, 0, run);
            boolean first = run % repeats == 0;
            for (int j = 0; j < FEATURES; j++) {
                x.set(i, j, first ? (float) random.nextGaussian() : x.get(i - samples, j));
                strange.set(i, j, first ? (float) random.nextGaussian() : strange.get(i - samples, j));
            }
            for (int v = 0; v < TARGETS; v++) {
                double signal = v < SIGNAL ? snr * x.get(i, v % FEATURES) : 0;
                y.set(i, v, (float) (7 + signal + random.nextGaussian()));
            }
        }
        save("x", x);
        save("strange", strange);
        save("y", y);
        save("runs", runs);
    }

    private void save(String name, FloatMatrix m) throws IOException {
        NpyFile.write(DataStore.local(folder), name + ".npy", List.of(m));
    }

    private static String repeats(int repeats) {
        return IntStream.of(0, repeats)
                .mapToObj(first -> IntStream.range(first, first + repeats)
                        .mapToObj(run -> "run " + run)
                        .collect(Collectors.joining(", ", "[", "]")))
                .collect(Collectors.joining(", ", "repeats: [", "]\n"));
    }

    private CommandLineRun run(String name, String features, String settings, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), settings);
        List<String> arguments = new ArrayList<>(List.of("encode", "--config", file.toString()));
        for (String option : List.of("features " + features, "responses y.npy", "runs runs.npy", "output " + name)) {
            int space = option.indexOf(' ');
            arguments.add("--" + option.substring(0, space));
            arguments.add(folder.resolve(option.substring(space + 1)).toString());
        }
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    private JsonNode encode(String name, String features, String settings, String... more) throws IOException {
        CommandLineRun run = run(name, features, settings, more);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.json();
    }

    private List<Score> scores(String name) throws IOException {
        return TableFile.read(DataStore.local(folder.resolve(name)), "scores.parquet", Table.SCORES);
    }

    private static double median(List<Score> scores, Function<Score, Optional<Double>> column) {
        double[] sorted = scores.stream()
                .limit(SIGNAL)
                .flatMap(s -> column.apply(s).stream())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    @ParameterizedTest
    @CsvSource({"0.3, 4", "0.6, 3", "1, 3", "1, 4", "2.5, 3"})
    void aModelOfTheSignalScoresOneUnderEveryConvention(double snr, int repeats) throws IOException {
        write(snr, repeats, SAMPLES);
        JsonNode json = encode("all", "x.npy", repeats(repeats) + ALL, "--outer", "kfold:2", "--tile", "25");
        List<Score> scores = scores("all");
        assertThat(median(scores, Score::getCcNormSchoppe2016)).isCloseTo(1, within(AGREEMENT));
        assertThat(median(
                        scores,
                        s -> s.getCcAbsSchoppe2016()
                                .map(r -> r * r / (s.getNcNsdPercent().orElseThrow() / 100))))
                .isCloseTo(1, within(AGREEMENT));
        assertThat(median(scores, Score::getNnAlgonauts2023Percent)).isCloseTo(100, within(100 * AGREEMENT));
        assertThat(median(scores, Score::getR2CeiledBrainscore)).isCloseTo(1, within(AGREEMENT));
        assertThat(median(scores, Score::getRNoiseCorrectedNayebi2023)).isCloseTo(1, within(AGREEMENT));
        assertThat(median(scores, Score::getFeveNeuralpredictors)).isCloseTo(1, within(AGREEMENT));
        assertThat(median(scores, Score::getRNccTikreg)).isCloseTo(1, within(AGREEMENT));
        assertThat(median(scores, Score::getNcsnrNsd)).isCloseTo(snr, within(AGREEMENT));
        assertThat(median(scores, Score::getSignalPowerSahani2003))
                .isCloseTo(snr * snr, within(AGREEMENT * (1 + snr * snr)));
        assertThat(median(scores, Score::getFevNeuralpredictors))
                .isCloseTo(snr * snr / (1 + snr * snr), within(AGREEMENT));
        silent(scores, json.get("repeats"));
    }

    /** Half of the estimates of a signal that is not there are negative, and most are below the threshold. */
    private void silent(List<Score> scores, JsonNode json) throws IOException {
        List<Score> silent = scores.subList(SIGNAL, TARGETS);
        assertThat(silent).allMatch(s -> s.getNnAlgonauts2023Percent().orElse(0.0) < 50);
        assertThat(silent)
                .filteredOn(s -> s.getNnAlgonauts2023Percent().isEmpty())
                .hasSizeGreaterThan(SILENT / 2);
        assertThat(silent).allMatch(s -> s.getR2CeiledBrainscore().orElse(0.0) < .5);
        assertThat(silent)
                .filteredOn(s -> s.getRNoiseCorrectedNayebi2023().isEmpty())
                .hasSizeGreaterThan(SILENT / 2);
        assertThat(silent).allMatch(s -> s.getRNoiseCorrectedNayebi2023().orElse(0.0) < 1 - AGREEMENT);
        for (ScoreConvention c : List.of(
                ScoreConvention.ALGONAUTS_2023_PERCENT,
                ScoreConvention.BRAIN_SCORE,
                ScoreConvention.FEVE,
                ScoreConvention.R_NCC,
                ScoreConvention.R_NOISE_CORRECTED)) {
            int position = Score.getClassSchema().getField(c.column()).pos();
            long none = scores.stream().filter(s -> s.get(position) == null).count();
            assertThat(json.get(c.column() + "_undefined").asLong())
                    .as(c.column())
                    .isEqualTo(none);
        }
        long below = scores.stream()
                .filter(s -> s.getNcNsdPercent().orElseThrow() < 5)
                .count();
        assertThat(json.get("nn_algonauts2023_percent_excluded").asLong()).isEqualTo(below);
        assertThat(Files.readString(folder.resolve("all/report.html")))
                .contains("nn_algonauts2023_percent", below + " targets with a ceiling below 5.0 % are excluded")
                .contains("10.48550/arXiv.2305.11772");
    }

    @Test
    void featuresThatSayNothingScoreZeroUnderEveryConvention() throws IOException {
        write(1, 4, SAMPLES);
        encode("none", "strange.npy", repeats(4) + ALL, "--outer", "kfold:2");
        List<Score> scores = scores("none");
        assertThat(median(scores, Score::getCcNormSchoppe2016)).isCloseTo(0, within(2 * AGREEMENT));
        assertThat(median(scores, Score::getNnAlgonauts2023Percent)).isCloseTo(0, within(100 * AGREEMENT));
        assertThat(median(scores, Score::getR2CeiledBrainscore)).isCloseTo(0, within(AGREEMENT));
        assertThat(median(scores, Score::getFeveNeuralpredictors)).isCloseTo(0, within(AGREEMENT));
        // divided by how well predictions of noise repeat, which is little
        assertThat(median(scores, Score::getRNoiseCorrectedNayebi2023)).isCloseTo(0, within(2 * AGREEMENT));
    }

    @Test
    void tilesMakeNoDifferenceAndOnlyWhatIsAskedForIsThere() throws IOException {
        write(1, 3, FEW);
        encode("whole", "x.npy", repeats(3) + ALL, "--outer", "kfold:2");
        encode("tiles", "x.npy", repeats(3) + ALL, "--outer", "kfold:2", "--tile", "7");
        encode("some", "x.npy", repeats(3) + "conventions: [algonauts2023]\n", "--outer", "kfold:2");
        List<Score> whole = scores("whole");
        List<Score> tiles = scores("tiles");
        List<Score> some = scores("some");
        for (int v = 0; v < TARGETS; v++) {
            for (Convention convention : Convention.values()) {
                for (ScoreConvention c : convention.columns()) {
                    int position = Score.getClassSchema().getField(c.column()).pos();
                    Object expected = whole.get(v).get(position);
                    if (expected instanceof Double value) {
                        assertThat((Double) tiles.get(v).get(position)).isCloseTo(value, within(1e-4));
                    }
                    boolean asked = Convention.ALGONAUTS_2023.columns().contains(c);
                    assertThat(some.get(v).get(position)).isEqualTo(asked ? expected : null);
                }
            }
        }
    }

    private FloatMatrix load(String name) throws IOException {
        try (NpyFile file = NpyFile.open(DataStore.local(folder), name + ".npy")) {
            return file.readFloats();
        }
    }

    /** Rows of a matrix whose runs come in a given order. */
    private static DoubleMatrix runs(FloatMatrix m, int... runs) {
        DoubleMatrix chosen = DoubleMatrix.zeros(runs.length * FEW, m.columns());
        for (int i = 0; i < chosen.rows(); i++) {
            for (int v = 0; v < m.columns(); v++) {
                chosen.set(i, v, m.get(runs[i / FEW] * FEW + i % FEW, v));
            }
        }
        return chosen;
    }

    /** Two repeats have one pair of halves: the library fits their means in each stimulus, at half the penalty. */
    @Test
    void theConsistencyIsThatOfFitsToMeansOfTrials() throws IOException {
        write(1, 2, FEW);
        encode("two", "x.npy", repeats(2) + "conventions: [nayebi2023]\nmodel: {alphas: [30]}\n", "--outer", "kfold:2");
        DoubleMatrix x = runs(load("x"), 0, 2);
        DoubleMatrix trials = runs(load("y"), 0, 2, 1, 3);
        RidgeOptions options =
                RidgeOptions.defaults().withAlphas(List.of(30. / 2)).withPrecision(Precision.FLOAT64);
        double[] alphas = new double[TARGETS];
        Arrays.fill(alphas, 30. / 2);
        NoiseCorrectedConsistency expected = NoiseCorrectedConsistency.of(
                RowSource.of(trials),
                2,
                new NoiseCorrectedConsistency.Plan(Folds.kFold(2 * FEW, 2), 1, 9),
                fold -> responses -> {
                    int[] one = new int[FEW];
                    RowSource train = new RowSelection(RowSource.of(x), fold.train());
                    try (RidgeDesign design = RidgeDesign.of(train, one, Folds.none(FEW), options)) {
                        return design.fitAt(RowSource.of(responses), alphas)
                                .predict(new RowSelection(RowSource.of(x), fold.test()));
                    }
                });
        for (int v = 0; v < SIGNAL; v++) {
            assertThat(scores("two").get(v).getRNoiseCorrectedNayebi2023().orElseThrow())
                    .isCloseTo(expected.column().values()[v], within(1e-5));
        }
    }

    @Test
    void theSameKernelGivesTheSameConsistency() throws IOException {
        write(1, 3, FEW);
        String settings = repeats(3) + "conventions: [nayebi2023]\n";
        encode("ridge", "x.npy", settings, "--outer", "kfold:2");
        encode("kernel", "x.npy", settings + "model: {kind: kernel}\n", "--outer", "kfold:2");
        for (int v = 0; v < SIGNAL; v++) {
            assertThat(scores("kernel").get(v).getRNoiseCorrectedNayebi2023().orElseThrow())
                    .isCloseTo(
                            scores("ridge")
                                    .get(v)
                                    .getRNoiseCorrectedNayebi2023()
                                    .orElseThrow(),
                            within(1e-3));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "conventions: [nsd]|needs repeats",
                "repeats: [[run 0, run 1]]#conventions: [nds]|nds#nsd, algonauts2023, brainscore, nayebi2023, feve",
                "repeats: [[run 0, run 1]]#conventions: [nayebi2023]|all runs in repeats",
                "repeats: [[run 0, run 1], [run 2, run 3]]#conventions: [nayebi2023]|hold the repeats of a stimulus",
                "repeats: [[run 0, run 1]]#conventions: [nayebi2023]#model: {kind: pls}|model.kind: pls#ridge, kernel"
            })
    void whatCannotBeRightIsRefused(String settings, String words) throws IOException {
        write(1, 2, FEW);
        CommandLineRun run = run("refused", "x.npy", settings.replace('#', '\n') + "\n");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(words.split("#"));
    }
}
