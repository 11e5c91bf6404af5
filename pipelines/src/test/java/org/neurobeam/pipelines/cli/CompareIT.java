package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.neurobeam.pipelines.cli.PlantedArrays.ended;
import static org.neurobeam.pipelines.cli.PlantedArrays.refused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.encoders.compare.Accuracy;
import org.neurobeam.encoders.compare.BlockBootstrap;
import org.neurobeam.encoders.compare.Resampled;
import org.neurobeam.encoders.compare.ResamplingOptions;
import org.neurobeam.encoders.compare.TimeBlocks;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.table.Comparison;
import org.neurobeam.schemas.table.Score;

/**
 * Sites driven by products of vision and language, and sites driven by their sum, from the command line: the model with
 * products against the linear concatenation.
 */
class CompareIT {
    private static final int EVENTS = 400;
    private static final int SITES = 60;
    private static final int INTEGRATING = 15;
    private static final int BAND = 8;
    private static final int CONSTANT = SITES;
    private static final double LEVEL = .05;

    @TempDir
    Path folder;

    private FloatMatrix y;

    @BeforeEach
    void save() throws IOException {
        plant(1);
        FloatMatrix runs = FloatMatrix.zeros(EVENTS, 1);
        for (int i = 0; i < EVENTS; i++) {
            runs.set(i, 0, i / 100);
        }
        save("runs", runs);
    }

    /** Sites of two kinds and one that is constant. */
    private void plant(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        FloatMatrix vision = gauss(random, EVENTS, BAND);
        FloatMatrix language = gauss(random, EVENTS, BAND);
        FloatMatrix products = FloatMatrix.zeros(EVENTS, BAND);
        for (int i = 0; i < products.values().length; i++) {
            products.values()[i] = vision.values()[i] * language.values()[i];
        }
        FloatMatrix weights = gauss(random, 3 * BAND, SITES);
        y = gauss(random, EVENTS, SITES + 1);
        for (int i = 0; i < EVENTS; i++) {
            y.set(i, CONSTANT, 1);
            for (int v = 0; v < SITES; v++) {
                double sum = 0;
                for (int j = 0; j < BAND; j++) {
                    sum += v < INTEGRATING
                            ? products.get(i, j) * weights.get(2 * BAND + j, v)
                            : vision.get(i, j) * weights.get(j, v) + language.get(i, j) * weights.get(BAND + j, v);
                }
                y.set(i, v, (float) (y.get(i, v) + sum / Math.sqrt(2 * BAND)));
            }
        }
        save("vision", vision);
        save("language", language);
        save("products", products);
        save("one", gauss(random, EVENTS, BAND));
        save("other", gauss(random, EVENTS, BAND));
        save("y", y);
    }

    private static FloatMatrix gauss(SplittableRandom random, int rows, int columns) {
        FloatMatrix m = FloatMatrix.zeros(rows, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = (float) random.nextGaussian();
        }
        return m;
    }

    private void save(String name, FloatMatrix m) throws IOException {
        NpyFile.write(DataStore.local(folder), name + ".npy", List.of(m));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void encode(String results, List<String> spaces, String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of("encode", "--responses", path("y.npy"), "--output", path(results)));
        StringBuilder features = new StringBuilder("features:\n");
        spaces.forEach(space -> features.append("- {name: " + space + ", source: " + path(space + ".npy") + "}\n"));
        Path settings = Files.writeString(folder.resolve(results + ".yaml"), features);
        all.addAll(List.of("--config", settings.toString()));
        all.addAll(List.of("--runs", path("runs.npy"), "--set", "model.alphas=[0.1, 1, 10, 100, 1000, 10000]"));
        all.addAll(List.of("--outer", "kfold:8", "--set", "model.inner=kfold:3", "--set", "nullShifts=false"));
        all.addAll(List.of("--set", "test.kind=none", "--weights", "none", "--predictions"));
        all.addAll(List.of(more));
        ended(CommandLineRun.of(all.toArray(String[]::new)));
    }

    private void both() throws IOException {
        encode("multimodal", List.of("vision", "language", "products"));
        encode("linear", List.of("vision", "language"));
    }

    private CommandLineRun run(String first, String second, String... more) {
        List<String> all =
                new ArrayList<>(List.of("compare", path(first), path(second), "--output", path("comparison")));
        all.addAll(List.of(more));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private JsonNode compare(String first, String second, String... more) throws IOException {
        CommandLineRun run = run(first, second, more);
        ended(run);
        return run.json();
    }

    private List<Comparison> rows() throws IOException {
        return TableFile.read(DataStore.local(folder.resolve("comparison")), "comparison.parquet", Table.COMPARISONS);
    }

    private FloatMatrix predictions(String results) throws IOException {
        try (NpyFile file = NpyFile.open(DataStore.local(folder.resolve(results)), "predictions/responses.npy")) {
            return file.readFloats();
        }
    }

    @Test
    void integrationIsFoundAndAdditionIsNotMistakenForIt() throws IOException {
        int found = 0;
        int wrong = 0;
        int seeds = 2;
        for (int seed = 1; seed <= seeds; seed++) {
            plant(seed);
            both();
            JsonNode json = compare("multimodal", "linear");
            int called = 0;
            for (Comparison row : rows()) {
                boolean discovery = row.getQFirstBetter().orElse(1.0) < LEVEL;
                called += discovery ? 1 : 0;
                found += discovery && row.getTarget() < INTEGRATING ? 1 : 0;
                wrong += discovery && row.getTarget() >= INTEGRATING ? 1 : 0;
            }
            assertThat(json.path("targets_first_better").asInt()).isEqualTo(called);
            assertThat(json.path("targets").asInt()).isEqualTo(SITES + 1);
            assertThat(json.path("targets_tested").asInt()).isEqualTo(SITES);
            assertThat(json.path("targets_won_by_first").asInt()).isGreaterThan(INTEGRATING * 8 / 10);
        }
        assertThat((double) found / (seeds * INTEGRATING)).isGreaterThan(.9);
        assertThat((double) wrong / (found + wrong)).isLessThan(.1);
        // the other way round the same sites are lost; features of no use cost the others a little
        JsonNode swapped = compare("linear", "multimodal");
        assertThat(swapped.path("targets_won_by_second").asInt()).isGreaterThan(INTEGRATING * 8 / 10);
        assertThat(rows())
                .filteredOn(row -> row.getQFirstBetter().orElse(1.0) < LEVEL)
                .allMatch(row -> row.getTarget() >= INTEGRATING);
    }

    @Test
    void rowsAreWhatTheLibrarySaysAndTheScoresOfBothFolders() throws IOException {
        both();
        compare("multimodal", "linear", "--draws", "99", "--seed", "7", "--block", "20");
        List<Comparison> rows = rows();
        int[] runs = new int[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            runs[i] = i / 100;
        }
        Resampled expected = BlockBootstrap.of(TimeBlocks.of(runs, 20), new ResamplingOptions(99, 7))
                .compare(
                        RowSource.of(y),
                        RowSource.of(predictions("multimodal")),
                        RowSource.of(predictions("linear")),
                        Accuracy.R)
                .difference();
        List<Score> first = scores("multimodal");
        List<Score> second = scores("linear");
        for (int v = 0; v < SITES; v++) {
            Comparison row = rows.get(v);
            assertThat(row.getRFirst()).isEqualTo(first.get(v).getR());
            assertThat(row.getRSecond()).isEqualTo(second.get(v).getR());
            assertThat(row.getR2First()).isEqualTo(first.get(v).getR2());
            assertThat(row.getDeltaR().orElseThrow())
                    .isCloseTo(row.getRFirst().orElseThrow() - row.getRSecond().orElseThrow(), within(1e-12));
            assertThat(row.getDeltaRLower()).contains(expected.lower()[v]);
            assertThat(row.getDeltaRUpper()).contains(expected.upper()[v]);
            assertThat(row.getPFirstBetter()).contains(expected.pValues()[v]);
            assertThat(row.getPTwoSided()).contains(expected.twoSidedPValues()[v]);
            assertThat(row.getQTwoSided().orElseThrow())
                    .isGreaterThanOrEqualTo(row.getPTwoSided().orElseThrow());
            assertThat(row.getNSamples()).isEqualTo(EVENTS);
        }
        assertThat(rows.get(CONSTANT).getNullReason()).contains("not_fitted");
        assertThat(rows.get(CONSTANT).getPTwoSided()).isEmpty();
        String report = Files.readString(folder.resolve("comparison/report.html"));
        assertThat(report)
                .contains("Comparison of two encoders", "ridge of vision, language", "doi:10.1214/aos/1176347265")
                .doesNotContain("<script src", "<link");
        JsonNode provenance = new ObjectMapper()
                .readTree(folder.resolve("comparison/provenance.json").toFile());
        assertThat(provenance.path("first_digest").asText()).hasSize(64);
        assertThat(provenance.path("configuration").path("block").asInt()).isEqualTo(20);
        // the report can be made again from its folder
        ended(CommandLineRun.of("report", path("comparison"), "--output", path("again.html")));
        assertThat(Files.readString(folder.resolve("again.html"))).isEqualTo(report);
    }

    private List<Score> scores(String results) throws IOException {
        return TableFile.read(DataStore.local(folder.resolve(results)), "scores.parquet", Table.SCORES);
    }

    @Test
    void equalModelsGiveNoDiscoveryAndBetterOnesAreFoundByEveryTest() throws IOException {
        both();
        for (String test : List.of("block-bootstrap", "sign-flip", "block-permutation")) {
            JsonNode same = compare("multimodal", "multimodal", "--test", test, "--draws", "199");
            assertThat(same.path("targets_first_better").asInt()).as(test).isZero();
            for (Comparison row : rows().subList(0, SITES)) {
                assertThat(row.getDeltaR()).contains(0.0);
                assertThat(row.getPTwoSided()).contains(1.0);
                assertThat(row.getWinner()).isEmpty();
            }
            JsonNode json = compare("multimodal", "linear", "--test", test);
            assertThat(json.path("targets_first_better").asInt()).as(test).isGreaterThanOrEqualTo(13);
        }
        int bh = compare("multimodal", "linear").path("targets_first_better").asInt();
        int none = compare("multimodal", "linear", "--correction", "none")
                .path("targets_first_better")
                .asInt();
        assertThat(none).isGreaterThanOrEqualTo(bh);
        assertThat(rows().get(0).getQTwoSided()).isEmpty();
        for (String stricter : List.of("by", "holm")) {
            assertThat(compare("multimodal", "linear", "--correction", stricter)
                            .path("targets_first_better")
                            .asInt())
                    .isLessThanOrEqualTo(bh);
        }
    }

    /** The same truth beside features of no use, other ones in each model. */
    @Test
    void equallyGoodModelsGiveNoDiscovery() throws IOException {
        encode("one", List.of("vision", "language", "one"));
        encode("other", List.of("vision", "language", "other"));
        JsonNode json = compare("one", "other");
        assertThat(json.path("targets_tested").asInt()).isEqualTo(SITES);
        assertThat(json.path("targets_first_better").asInt()).isZero();
        assertThat(json.path("targets_won_by_first").asInt()).isZero();
        assertThat(json.path("targets_won_by_second").asInt()).isZero();
        assertThat(json.path("delta_r").path("max").asDouble()).isPositive();
        assertThat(json.path("delta_r").path("min").asDouble()).isNegative();
    }

    @Test
    void whatCannotBeComparedIsRefused() throws IOException {
        both();
        encode("fewer", List.of("vision"), "--set", "predictions=false");
        refused(run("multimodal", "fewer"), 3, "fewer", "predictions/responses.npy", "--predictions");
        refused(run("multimodal", "nowhere"), 3, "nowhere", "results folder of encode");
        refused(
                CommandLineRun.of("compare", path("multimodal"), path("linear"), "--output", path("linear")),
                2,
                "output",
                "folder of a model");
        refused(CommandLineRun.of("compare", path("multimodal"), "--output", path("c")), 2, "FIRST SECOND");
        refused(run("multimodal", "linear", "--block", "90"), 2, "block: 90", "run 0", "100");
        refused(run("multimodal", "linear", "--draws", "5"), 2, "draws: 5", "19");
        refused(run("multimodal", "linear", "--test", "t"), 2, "block-bootstrap, sign-flip, block-permutation");
        refused(run("multimodal", "linear", "--correction", "fdr"), 2, "bh, by, holm, none");
        plant(2);
        encode("others", List.of("vision", "language"));
        refused(run("multimodal", "others"), 3, "multimodal and ", "others", "SHA-256", "the same responses");
        // the responses that both were fitted to are there no longer
        refused(run("multimodal", "linear"), 3, "y.npy", "expected the responses that", "put them back");
        assertThat(Files.exists(folder.resolve("comparison"))).isFalse();
    }
}
