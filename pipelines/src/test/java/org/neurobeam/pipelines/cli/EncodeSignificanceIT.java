package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.table.Score;

/** p- and q-values of {@code encode}: planted targets stand out, chance does not, and tiles make no difference. */
class EncodeSignificanceIT {
    private static final int RUNS = 3;
    private static final int SAMPLES = 80;
    private static final int FEATURES = 4;
    private static final int TARGETS = 30;
    private static final int PLANTED = 10;
    private static final int CONSTANT = 29;
    private static final int DRAWS = 999;

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(5);

    @BeforeEach
    void write() throws IOException {
        FloatMatrix x = noise(FEATURES);
        FloatMatrix y = noise(TARGETS);
        FloatMatrix runs = FloatMatrix.zeros(RUNS * SAMPLES, 1);
        for (int i = 0; i < y.rows(); i++) {
            runs.set(i, 0, i / SAMPLES);
            for (int v = 0; v < PLANTED; v++) {
                y.set(i, v, y.get(i, v) + x.get(i, v % FEATURES));
            }
            y.set(i, CONSTANT, 1);
        }
        NpyFile.write(DataStore.local(folder), "x.npy", List.of(x));
        NpyFile.write(DataStore.local(folder), "y.npy", List.of(y));
        NpyFile.write(DataStore.local(folder), "runs.npy", List.of(runs));
    }

    private FloatMatrix noise(int columns) {
        FloatMatrix m = FloatMatrix.zeros(RUNS * SAMPLES, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = (float) random.nextGaussian();
        }
        return m;
    }

    private CommandLineRun run(String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of("encode"));
        for (String option : List.of("features x.npy", "responses y.npy", "runs runs.npy", "output " + name)) {
            int space = option.indexOf(' ');
            arguments.add("--" + option.substring(0, space));
            arguments.add(folder.resolve(option.substring(space + 1)).toString());
        }
        arguments.addAll(List.of(more));
        return CommandLineRun.of(arguments.toArray(String[]::new));
    }

    private JsonNode encode(String name, String... more) throws IOException {
        CommandLineRun run = run(name, more);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.json();
    }

    private List<Score> scores(String name) throws IOException {
        return TableFile.read(DataStore.local(folder.resolve(name)), "scores.parquet", Table.SCORES);
    }

    @Test
    void plantedTargetsStandOutAndAConstantOneDoesNotCount() throws IOException {
        JsonNode json = encode("one");
        assertThat(json.get("targets").asInt()).isEqualTo(TARGETS);
        assertThat(json.get("targets_tested").asInt()).isEqualTo(TARGETS - 1);
        // a false discovery rate of 5 % lets one stranger in ten through more seldom than not
        assertThat(json.get("targets_significant").asInt()).isBetween(PLANTED, PLANTED + 1);
        List<Score> scores = scores("one");
        double least = 1.0 / (1 + DRAWS);
        for (int v = 0; v < PLANTED; v++) {
            assertThat(scores.get(v).getP().orElseThrow()).isEqualTo(least);
            assertThat(scores.get(v).getQ().orElseThrow()).isLessThanOrEqualTo(least * (TARGETS - 1) / PLANTED);
        }
        assertThat(scores.get(CONSTANT).getP()).isEmpty();
        assertThat(scores.get(CONSTANT).getQ()).isEmpty();
        // the largest q of Benjamini and Hochberg is the largest p
        assertThat(largest(scores, Score::getQ)).isCloseTo(largest(scores, Score::getP), within(1e-12));
        assertThat(Files.readString(folder.resolve("one/report.html")))
                .contains("of 29 tested", "999 permutations of blocks of 10 samples within runs");
    }

    private static double largest(List<Score> scores, Function<Score, Optional<Double>> column) {
        return scores.stream()
                .flatMap(s -> column.apply(s).stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
    }

    @Test
    void tilesMakeNoDifference() throws IOException {
        encode("whole");
        encode("tiles", "--tile", "7");
        List<Score> whole = scores("whole");
        List<Score> tiles = scores("tiles");
        for (int v = 0; v < TARGETS; v++) {
            assertThat(tiles.get(v).getP())
                    .as("p of " + v)
                    .isEqualTo(whole.get(v).getP());
            assertThat(tiles.get(v).getQ())
                    .as("q of " + v)
                    .isEqualTo(whole.get(v).getQ());
        }
    }

    @Test
    void anotherSeedDrawsOtherPermutations() throws IOException {
        encode("zero");
        encode("seven", "--set", "test.seed=7");
        assertThat(scores("seven").get(PLANTED).getP())
                .isNotEqualTo(scores("zero").get(PLANTED).getP());
        assertThat(scores("seven").get(PLANTED).getR())
                .isEqualTo(scores("zero").get(PLANTED).getR());
    }

    @Test
    void correctionForAnyDependenceIsStricterByTheHarmonicSum() throws IOException {
        encode("bh");
        encode("by", "--set", "test.correction=by");
        double harmonic = 0;
        for (int i = 1; i < TARGETS; i++) {
            harmonic += 1.0 / i;
        }
        double bh = scores("bh").get(0).getQ().orElseThrow();
        assertThat(scores("by").get(0).getQ().orElseThrow()).isCloseTo(bh * harmonic, within(1e-12));
    }

    @Test
    void uncorrectedCountsSayWhatTheyAre() throws IOException {
        JsonNode json = encode("plain", "--set", "test.correction=none");
        assertThat(json.get("significance").asText()).isEqualTo("p < 0.05 (uncorrected)");
        List<Score> scores = scores("plain");
        assertThat(scores).allMatch(s -> s.getQ().isEmpty());
        assertThat(json.get("targets_significant").asLong())
                .isEqualTo(
                        scores.stream().filter(s -> s.getP().orElse(1.0) < .05).count());
    }

    @Test
    void circularShiftsTellTheSameTargets() throws IOException {
        JsonNode json = encode("shift", "--set", "test.kind=circular-shift", "--set", "nullShifts=false");
        assertThat(json.get("targets_significant").asInt()).isBetween(PLANTED, PLANTED + 1);
        // 240 samples have 221 shifts of 10 and more
        assertThat(scores("shift").get(0).getP().orElseThrow()).isCloseTo(1.0 / 222, within(1e-12));
        assertThat(scores("shift")).allMatch(s -> s.getRNull95().isEmpty());
    }

    /** Both kinds of draws, in one tile and in tiles of 7 and 4 targets. */
    @ParameterizedTest
    @ValueSource(strings = {"block-permutation", "circular-shift"})
    void theFamilyWiseErrorKnowsAllTargetsWhateverTheTilesAre(String kind) throws IOException {
        String[] max = {"--set", "test.correction=max", "--set", "test.kind=" + kind};
        JsonNode json = encode("whole", max);
        assertThat(json.get("significance").asText()).isEqualTo("p_familywise < 0.05 (largest r of all targets)");
        List<Score> whole = scores("whole");
        for (String tile : List.of("7", "4")) {
            encode(
                    "tiles",
                    Stream.concat(Stream.of(max), Stream.of("--tile", tile)).toArray(String[]::new));
            assertThat(scores("tiles").stream().map(Score::getPFamilywise).toList())
                    .isEqualTo(whole.stream().map(Score::getPFamilywise).toList());
        }
        double draws = "circular-shift".equals(kind) ? 221 : DRAWS;
        long found = 0;
        for (Score score : whole) {
            assertThat(score.getQ()).isEmpty();
            if (score.getTarget() == CONSTANT) {
                assertThat(score.getPFamilywise()).isEmpty();
                continue;
            }
            double p = score.getPFamilywise().orElseThrow();
            assertThat(p).isGreaterThanOrEqualTo(score.getP().orElseThrow());
            found += p < .05 ? 1 : 0;
            if (score.getTarget() < PLANTED) {
                assertThat(p).isCloseTo(1 / (1 + draws), within(1e-12));
            }
        }
        assertThat(json.get("targets_significant").asLong()).isEqualTo(found);
        assertThat(found).isBetween((long) PLANTED, PLANTED + 1L);
        assertThat(Files.readString(folder.resolve("whole/report.html")))
                .contains("p_familywise &lt; 0.05", "largest r of all tested targets", "Westfall");
    }

    @Test
    void anUnknownCorrectionIsToldWithThoseThereAre() {
        CommandLineRun run = run("unknown", "--set", "test.correction=holm");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("holm", "max", "bh");
    }

    @Test
    void withoutATestThereIsNoCount() throws IOException {
        JsonNode json = encode("none", "--set", "test.kind=none");
        assertThat(json.has("targets_significant")).isFalse();
        assertThat(scores("none")).allMatch(s -> s.getP().isEmpty());
        assertThat(scores("none").get(0).getRNull95()).isNotEqualTo(Optional.empty());
    }

    @Test
    void runsTooShortForBlocksAreNamed() throws IOException {
        JsonNode json = encode("long", "--set", "test.block=70");
        assertThat(json.get("not_tested").get(0).asText())
                .contains("run 1 has 80 samples, less than two blocks of 70", "test.block");
        assertThat(json.has("targets_tested")).isFalse();
        assertThat(scores("long"))
                .allMatch(s -> s.getP().isEmpty() && s.getR().isPresent() == (s.getTarget() != CONSTANT));
    }

    @Test
    void tooFewDrawsAreRefused() {
        CommandLineRun run = run("few", "--set", "test.draws=5");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("test.draws").contains("19");
    }
}
