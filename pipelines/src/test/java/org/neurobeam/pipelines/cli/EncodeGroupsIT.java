package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.encoders.ridge.AlphaGroups;
import org.neurobeam.encoders.ridge.KeptWeights;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.table.Score;

/** Penalties that groups of targets share, from the command line. */
class EncodeGroupsIT {
    private static final int SAMPLES = 96;
    private static final int[] LABELS = {7, -2, 7, 5, -2, 5, 7};
    private static final double[] NOISE = {12, .1, 9, 2, .3, 3, .1};
    private static final int MISSING = 3;
    /** Float32 responses and weights. */
    private static final double SINGLE = 1e-4;

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(77);
    private final FloatMatrix x = noise(5);
    private final FloatMatrix y = noise(LABELS.length);
    private final int[] runs = IntStream.range(0, SAMPLES).map(i -> i / 24).toArray();

    private FloatMatrix noise(int columns) {
        FloatMatrix m = FloatMatrix.zeros(SAMPLES, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = (float) random.nextGaussian();
        }
        return m;
    }

    private static FloatMatrix column(int... values) {
        FloatMatrix m = FloatMatrix.zeros(values.length, 1);
        for (int i = 0; i < values.length; i++) {
            m.set(i, 0, values[i]);
        }
        return m;
    }

    @BeforeEach
    void save() throws IOException {
        for (int v = 0; v < LABELS.length; v++) {
            for (int i = 0; i < SAMPLES; i++) {
                y.set(i, v, (float) (NOISE[v] * y.get(i, v)) + x.get(i, v % 5) - x.get(i, (v + 2) % 5));
            }
        }
        y.set(4, MISSING, Float.NaN);
        save("x", x);
        save("y", y);
        save("runs", column(runs));
        save("groups", column(LABELS));
    }

    private void save(String name, FloatMatrix m) throws IOException {
        NpyFile.write(DataStore.local(folder), name + ".npy", List.of(m));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private CommandLineRun encode(String results, String model, String... more) throws IOException {
        Path settings = Files.writeString(
                folder.resolve(results + ".yaml"), "model: {alphas: ['logspace:-1:4:11'], " + model + "}\n");
        List<String> all = new ArrayList<>(List.of("encode", "--config", settings.toString()));
        all.addAll(List.of("--features", path("x.npy"), "--responses", path("y.npy"), "--runs", path("runs.npy")));
        all.addAll(List.of("--output", path(results)));
        all.addAll(List.of(more));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private List<Score> scores(String results) throws IOException {
        return TableFile.read(DataStore.local(folder.resolve(results)), "scores.parquet", Table.SCORES);
    }

    private JsonNode model(String results) throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve(results).resolve("model.json").toFile());
    }

    private RidgeFit expected(int... labels) {
        RidgeOptions options = RidgeOptions.defaults().withAlphas(RidgeOptions.logspace(-1, 4, 11));
        try (RidgeDesign design = RidgeDesign.of(x, runs, Folds.leaveOneRunOut(runs), options)) {
            return design.fitTile(RowSource.of(y), KeptWeights.PRIMAL, AlphaGroups.of(labels));
        }
    }

    private static void assertPenalties(List<Score> scores, RidgeFit expected) {
        for (int v = 0; v < LABELS.length; v++) {
            if (v == MISSING) {
                assertThat(scores.get(v).getAlpha()).isEmpty();
                assertThat(scores.get(v).getNullReason()).contains("non_finite");
                continue;
            }
            double alpha = expected.model().alphas()[v];
            assertThat(scores.get(v).getAlpha().orElseThrow()).isCloseTo(alpha, within(1e-9 * alpha));
            for (int o = 0; o < 4; o++) {
                alpha = expected.outerAlphas().get(o, v);
                assertThat(scores.get(v).getAlphaFolds().get(o)).isCloseTo(alpha, within(1e-9 * alpha));
            }
            assertThat(scores.get(v).getR().orElseThrow()).isCloseTo(expected.pooledR()[v], within(SINGLE));
        }
    }

    /** Groups lie in several tiles of two targets and in one tile of all. */
    @ParameterizedTest
    @ValueSource(strings = {"2", "7"})
    void groupsTakeThePenaltiesOfTheLibraryInTilesOfAnySize(String tile) throws IOException {
        CommandLineRun run = encode("grouped", "alphaScope: group", "--groups", path("groups.npy"), "--tile", tile);
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<Score> scores = scores("grouped");
        assertPenalties(scores, expected(LABELS));
        assertThat(scores.stream().map(s -> s.getAlphaGroup().orElseThrow()))
                .containsExactly("7", "-2", "7", "5", "-2", "5", "7");
        assertOneChoiceEach(scores, 3);
        assertThat(model("grouped").get("alpha_scope").asText()).isEqualTo("group");
        assertThat(model("grouped").get("alpha_groups").asText()).isEqualTo(path("groups.npy"));
        assertThat(Files.readString(folder.resolve("grouped/report.html"))).contains("for each group of targets");
        assertThat(DataStore.local(folder.resolve("grouped")).list(".state/designs"))
                .isEmpty();
        predictionsAreThoseOfTheModel(expected(LABELS));
    }

    private static void assertOneChoiceEach(List<Score> scores, int atMost) {
        Map<String, Set<String>> choices = new TreeMap<>();
        for (Score s : scores) {
            if (s.getAlpha().isPresent()) {
                choices.computeIfAbsent(s.getAlphaGroup().orElseThrow(), group -> new TreeSet<>())
                        .add(s.getAlphaFolds() + " then " + s.getAlpha());
            }
        }
        assertThat(choices).hasSizeBetween(3, atMost);
        assertThat(choices.values()).allMatch(each -> each.size() == 1);
    }

    private void predictionsAreThoseOfTheModel(RidgeFit fit) throws IOException {
        CommandLineRun run = CommandLineRun.of(
                "predict", "--model", path("grouped"), "--output", path("out"), "--features", path("x.npy"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        double[][] predicted = new double[SAMPLES][];
        try (NpyFile npy = NpyFile.open(DataStore.local(folder), "out/predictions.npy")) {
            for (int i = 0; i < SAMPLES; i++) {
                predicted[i] = npy.readDoubles().row(i);
            }
        }
        var memory = fit.model().predict(RowSource.of(x));
        for (int i = 0; i < SAMPLES; i++) {
            for (int v = 0; v < LABELS.length; v++) {
                if (v == MISSING) {
                    assertThat(predicted[i][v]).isNaN();
                } else {
                    assertThat(predicted[i][v]).isCloseTo(memory.get(i, v), within(SINGLE));
                }
            }
        }
    }

    @Test
    void oneForAllIsTheSameInTilesOfAnySize() throws IOException {
        for (String kind : List.of("ridge", "kernel")) {
            CommandLineRun tiles = encode(kind, "kind: " + kind + ", alphaScope: global", "--tile", "3");
            assertThat(tiles.exitCode()).as(tiles.err()).isZero();
            assertPenalties(scores(kind), expected(new int[LABELS.length]));
            assertThat(scores(kind))
                    .allMatch(s -> "all".equals(s.getAlphaGroup().orElseThrow()));
            assertThat(model(kind).get("alpha_scope").asText()).isEqualTo("global");
        }
    }

    @Test
    void kernelsGroupTooAndOneTargetAGroupIsEachItsOwn() throws IOException {
        CommandLineRun kernel =
                encode("kernel", "kind: kernel, alphaScope: group", "--groups", path("groups.npy"), "--tile", "2");
        assertThat(kernel.exitCode()).as(kernel.err()).isZero();
        assertPenalties(scores("kernel"), expected(LABELS));

        save("singles", column(IntStream.range(0, LABELS.length).toArray()));
        CommandLineRun singles = encode("singles", "alphaScope: group", "--groups", path("singles.npy"), "--tile", "2");
        assertThat(singles.exitCode()).as(singles.err()).isZero();
        assertThat(encode("each", "alphaScope: target", "--tile", "2").exitCode())
                .isZero();
        assertThat(scores("each")).allMatch(s -> s.getAlphaGroup().isEmpty());
        assertThat(scores("singles").stream().map(Score::getAlphaFolds).map(Object::toString))
                .containsExactlyElementsOf(scores("each").stream()
                        .map(Score::getAlphaFolds)
                        .map(Object::toString)
                        .toList());
    }

    @Test
    void groupsOfOtherNumbersAreOtherResults() throws IOException {
        assertThat(encode("twice", "alphaScope: group", "--groups", path("groups.npy"))
                        .exitCode())
                .isZero();
        save("groups", column(new int[LABELS.length]));
        assertThat(encode("twice", "alphaScope: group", "--groups", path("groups.npy"))
                        .exitCode())
                .isZero();
        assertPenalties(scores("twice"), expected(new int[LABELS.length]));
    }

    @Test
    void aGridGrowsForGroupsToo() throws IOException {
        CommandLineRun run =
                encode("grown", "alphaScope: group", "--groups", path("groups.npy"), "--tile", "2", "--extend-grid");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(model("grown").get("alphas").size()).isGreaterThanOrEqualTo(11);
        assertThat(scores("grown").get(0).getAlphaFolds())
                .isEqualTo(scores("grown").get(2).getAlphaFolds());
    }

    @Test
    void whatCannotGroupIsRefused() throws IOException {
        String groups = path("groups.npy");
        refused(encode("bad", "alphaScope: group"), 2, "model.alphaScope: group", "--groups");
        refused(encode("bad", "alphaScope: global", "--groups", groups), 2, "groups:", "model.alphaScope: global");
        refused(encode("bad", "alphaScope: half"), 2, "alphaScope", "target", "group", "global");
        refused(encode("bad", "alphaPerTarget: false"), 2, "alphaPerTarget", "alphaScope");
        refused(
                encode("bad", "kind: banded, alphaScope: group", "--groups", groups),
                2,
                "model.kind: banded",
                "kind: ridge or kernel");
        refused(encode("bad", "kind: lasso, alphaScope: group", "--groups", groups), 2, "model.kind: lasso", "kernel");
        refused(encode("bad", "alphaScope: group", "--groups", path("none.npy")), 2, "groups:", "none.npy");
        save("short", column(1, 2));
        refused(
                encode("bad", "alphaScope: group", "--groups", path("short.npy")),
                3,
                "short.npy",
                "7 targets",
                "[2 x 1]");
        FloatMatrix half = column(LABELS);
        half.set(5, 0, 1.5f);
        save("half", half);
        refused(encode("bad", "alphaScope: group", "--groups", path("half.npy")), 3, "target 5", "1.5", "integer");
        assertThat(folder.resolve("bad/scores.parquet")).doesNotExist();
    }

    private static void refused(CommandLineRun run, int code, String... texts) {
        assertThat(run.err()).contains(texts).doesNotContain("\tat ");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(code);
    }

    @Test
    void aColumnOfUnitsGroupsTheTargetsOfADataset() throws IOException {
        String study = path("study");
        CommandLineRun.json(
                "simulate",
                "fmri",
                "--output",
                study,
                "--subjects",
                "1",
                "--runs",
                "3",
                "--shape",
                "8,8,8",
                "--volumes",
                "60",
                "--tr",
                "2",
                "--voxels-with-signal",
                "60",
                "--seed",
                "7");
        String bids = Files.isDirectory(folder.resolve("study/bids")) ? study + "/bids" : study;
        CommandLineRun.json("ingest", "--input", bids, "--output", path("raw"));
        CommandLineRun.json("preprocess", "--input", path("raw"), "--output", path("clean"));
        String byGroup = Files.writeString(folder.resolve("group.yaml"), "model: {alphaScope: group}\n")
                .toString();
        String[] command = {
            "encode",
            "--config",
            byGroup,
            "--input",
            path("clean"),
            "--output",
            path("slices"),
            "--tile",
            "20",
            "--groups"
        };
        CommandLineRun run = CommandLineRun.of(with(command, "k"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<Score> scores = scores("slices");
        assertThat(scores)
                .allMatch(s -> s.getAlphaGroup()
                        .orElseThrow()
                        .equals(String.valueOf(s.getK().orElseThrow())));
        assertOneChoiceEach(scores, 8);
        refused(CommandLineRun.of(with(command, "x_mm")), 2, "groups: x_mm", "allowed", "label", "neuron_class");
        refused(CommandLineRun.of(with(command, "neuron_class")), 3, "neuron_class", "found none", "target or global");
    }

    private static String[] with(String[] command, String last) {
        List<String> all = new ArrayList<>(List.of(command));
        all.add(last);
        return all.toArray(String[]::new);
    }
}
