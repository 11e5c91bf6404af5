package org.neurobeam.ingest.simulate.calcium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.ingest.vocabulary.LabelResolver;
import org.neurobeam.ingest.vocabulary.LabelStatus;
import org.neurobeam.ingest.vocabulary.ResolvedLabel;
import org.neurobeam.ingest.vocabulary.SourceLabel;
import org.neurobeam.ingest.vocabulary.Vocabulary;
import org.neurobeam.schemas.error.ConfigException;

class CalciumSimulatorTest {
    private static final CalciumSimulation SMALL = CalciumSimulation.defaults().withSize(2, 60, 80);

    @TempDir
    Path folder;

    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(file).toString(), Arrays.toString(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    private Path write(String name, CalciumSimulation study) throws IOException {
        Path output = folder.resolve(name);
        CalciumSimulator.write(study, output);
        return output;
    }

    private JsonNode truth(Path output) throws IOException {
        return new ObjectMapper().readTree(output.resolve("truth.json").toFile());
    }

    @ParameterizedTest
    @EnumSource
    void equalSettingsGiveEqualBytes(SourceLayout layout) throws IOException {
        CalciumSimulation study = SMALL.withLayout(layout).withDamage(Set.of(Damage.TIME));
        Map<String, String> first = contents(write("a", study));
        assertThat(first).hasSizeGreaterThan(2).isEqualTo(contents(write("b", study)));
        assertThat(contents(write("c", study.withSeed(2)))).isNotEqualTo(first).hasSameSizeAs(first);
    }

    @Test
    void csvHoldsWhatTheTruthSays() throws IOException {
        Path output = write("csv", SMALL);
        SimulatedWorm worm = CalciumSimulator.worm(SMALL, 1);
        List<String> lines = Files.readAllLines(output.resolve("worm02/traces.csv"));
        String[] header = lines.get(0).split(",", -1);
        assertThat(header).startsWith("time_s", "stage_velocity").hasSize(62);
        for (int t = 0; t < 80; t++) {
            String[] cells = lines.get(t + 1).split(",", -1);
            assertThat(Double.parseDouble(cells[0])).isEqualTo(worm.times()[t]);
            assertThat(Double.parseDouble(cells[1])).isCloseTo(1000 * worm.velocity()[t], within(1e-5));
            for (int i = 0; i < 60; i++) {
                assertThat(cells[i + 2].replace("nan", "NaN")).satisfies(same(worm.traces()[i][t]));
            }
        }
        JsonNode recording = truth(output).get("recordings").get(1);
        assertThat(recording.get("file").asText()).isEqualTo("worm02/traces.csv");
        for (int i = 0; i < 60; i++) {
            assertThat(recording.get("rois").get(i).get("source_label").asText())
                    .isEqualTo(header[i + 2]);
        }
        assertThat(recording.get("time_s").get(79).asDouble()).isEqualTo(worm.times()[79]);
        assertThat(recording.get("factors")).hasSize(LatentActivity.FACTORS);
        assertThat(recording.get("factors").get(3).get(40).asDouble()).isEqualTo(worm.factors()[3][40]);
    }

    @Test
    void csvBringsARecipeForItsOwnFiles() throws IOException {
        Path output = write("recipe", SMALL);
        JsonNode recipe =
                new YAMLMapper().readTree(output.resolve("recipe.yaml").toFile());
        assertThat(recipe.at("/traces/raw/at").asText()).isEqualTo("3..-1");
        String name = "worm02/traces.csv";
        Matcher id = Pattern.compile(recipe.at("/recording/id/regex").asText()).matcher(name);
        assertThat(id.matches()).isTrue();
        assertThat(id.group(1)).isEqualTo("worm02");
        PathMatcher glob = FileSystems.getDefault()
                .getPathMatcher("glob:" + recipe.at("/files/0").asText());
        assertThat(glob.matches(Path.of(name))).isTrue();
    }

    private static Consumer<String> same(double value) {
        return text -> assertThat(Double.valueOf(text)).isEqualTo(Double.valueOf(value));
    }

    @Test
    void flavellJsonIsKeyedFromOne() throws IOException {
        CalciumSimulation study = SMALL.withLayout(SourceLayout.FLAVELL2023);
        Path output = write("json", study);
        SimulatedWorm worm = CalciumSimulator.worm(study, 0);
        JsonNode json =
                new ObjectMapper().readTree(output.resolve("2022-01-01-01.json").toFile());
        assertThat(json.get("trace_array")).hasSize(60);
        assertThat(json.get("trace_original")).hasSize(80);
        for (int i = 0; i < 60; i++) {
            JsonNode label = json.get("labeled").path(Integer.toString(i + 1)).path("label");
            assertThat(label.asText()).isEqualTo(worm.rois().get(i).sourceLabel());
            assertThat(json.get("trace_original").get(5).get(i).isNull()).isEqualTo(Double.isNaN(worm.traces()[i][5]));
        }
        assertThat(json.get("reversal_events")).hasSameSizeAs(worm.reversals());
        assertThat(json.get("head_curvature").get(7).asDouble()).isEqualTo(worm.factors()[1][7]);
        assertThat(json.get("pumping").get(0).isNull()).isTrue();
        double mean = 0;
        for (JsonNode value : json.get("trace_array").get(0)) {
            mean += value.asDouble() / 80;
        }
        assertThat(mean).isCloseTo(0, within(1e-5));
    }

    @Test
    void dagHdf5IsReadBack() throws IOException {
        CalciumSimulation study = SMALL.withLayout(SourceLayout.DAG2023);
        Path output = write("h5", study);
        SimulatedWorm worm = CalciumSimulator.worm(study, 0);
        try (HdfFile file = new HdfFile(output.resolve("swf702_with_id/2022-01-01-01-data.h5"))) {
            double[][] frames = (double[][])
                    file.getDatasetByPath("gcamp/traces_array_F_F20").getData();
            assertThat(frames).hasDimensions(80, 60);
            assertThat(frames[17][9]).isEqualTo(Double.valueOf(worm.traces()[9][17]));
            double[] times = (double[])
                    file.getDatasetByPath("timing/timestamp_confocal").getData();
            assertThat(times).isEqualTo(worm.times());
            assertThat(times[0]).isGreaterThan(1e6);
        }
        JsonNode labels = new ObjectMapper()
                .readTree(output.resolve("NeuroPAL_labels_dict.json").toFile());
        assertThat(labels).hasSize(2);
        long labelled =
                worm.rois().stream().filter(roi -> !roi.sourceLabel().isEmpty()).count();
        assertThat(labels.get("2022-01-01-01").get(0)).hasSize((int) labelled);
    }

    @Test
    void leiferTextHasOneLabelPerLine() throws IOException {
        CalciumSimulation study = SMALL.withLayout(SourceLayout.LEIFER2023);
        Path output = write("text", study);
        SimulatedWorm worm = CalciumSimulator.worm(study, 1);
        List<String> labels = Files.readAllLines(output.resolve("1_labels.txt"));
        assertThat(labels)
                .isEqualTo(worm.rois().stream().map(SimulatedRoi::sourceLabel).toList());
        assertThat(Files.readAllLines(output.resolve("1_t.txt")))
                .hasSize(80)
                .first()
                .isEqualTo("0.000000");
        List<String> rows = Files.readAllLines(output.resolve("1_gcamp.txt"));
        assertThat(rows).hasSize(80);
        assertThat(rows.get(7).split(" ")).hasSize(60);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theResolverFindsTheExpectedStatusOfEveryLabel(long seed) {
        CalciumSimulation study = CalciumSimulation.defaults()
                .withSize(1, 300, 20)
                .withSampling(1, 0.9)
                .withFaults(new LabelFaults(0.1, 0.05, 0.5, 0.1))
                .withDamage(Set.of(Damage.DUPLICATE))
                .withSeed(seed);
        List<SimulatedRoi> rois = LabelPlan.of(study, 0);
        List<ResolvedLabel> resolved = new LabelResolver(Vocabulary.hermaphrodite())
                .resolve(rois.stream()
                        .map(roi -> SourceLabel.of(roi.sourceLabel()))
                        .toList());
        Set<LabelStatus> seen = EnumSet.noneOf(LabelStatus.class);
        for (int i = 0; i < rois.size(); i++) {
            assertThat(resolved.get(i).status()).isEqualTo(rois.get(i).status());
            assertThat(resolved.get(i).label()).isEqualTo(rois.get(i).expectedLabel());
            assertThat(resolved.get(i).candidates()).isEqualTo(rois.get(i).candidates());
            seen.add(rois.get(i).status());
        }
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        LabelStatus.EXACT,
                        LabelStatus.NORMALISED,
                        LabelStatus.AMBIGUOUS,
                        LabelStatus.DUPLICATE,
                        LabelStatus.UNKNOWN);
        assertThat(rois).extracting(SimulatedRoi::neuron).doesNotHaveDuplicates();
    }

    @Test
    void truthCountsWhatItLists() throws IOException {
        JsonNode recording = truth(write("counts", SMALL)).get("recordings").get(0);
        Map<String, Integer> counted = new TreeMap<>();
        recording
                .get("rois")
                .forEach(roi -> counted.merge(roi.get("label_status").asText(), 1, Integer::sum));
        Map<String, Integer> stated = new TreeMap<>();
        recording
                .get("counts")
                .properties()
                .forEach(e -> stated.put(e.getKey(), e.getValue().asInt()));
        assertThat(stated).isEqualTo(counted);
        assertThat(60 - stated.get("unknown")).isEqualTo(42);
    }

    @Test
    void eachKindOfDamageHasItsWorm() throws IOException {
        CalciumSimulation study = SMALL.withSize(5, 60, 80).withDamage(EnumSet.allOf(Damage.class));
        Path output = write("damaged", study);
        Path whole = write("whole", study.withDamage(Set.of()));
        List<String> damage = new ArrayList<>();
        truth(output).get("recordings").forEach(r -> damage.add(r.get("damage").toString()));
        assertThat(damage).containsExactly("[\"truncated\"]", "[\"nan\"]", "[\"duplicate\"]", "[\"time\"]", "[]");
        assertThat(Files.size(output.resolve("worm01/traces.csv")))
                .isEqualTo(Files.size(whole.resolve("worm01/traces.csv")) / 2);
        assertThat(CalciumSimulator.worm(study, 1).traces()[0]).containsOnly(Double.NaN);
        assertThat(duplicates(study, 2)).isEqualTo(duplicates(study.withDamage(Set.of()), 2) + 2);
        double[] times = CalciumSimulator.worm(study, 3).times();
        assertThat(times[40]).isLessThan(times[39]);
        assertThat(output.resolve("worm05/traces.csv")).hasSameBinaryContentAs(whole.resolve("worm05/traces.csv"));
    }

    private static long duplicates(CalciumSimulation study, int worm) {
        return LabelPlan.of(study, worm).stream()
                .filter(roi -> roi.status() == LabelStatus.DUPLICATE)
                .count();
    }

    @Test
    void namesWormsAsTheSourcesDo() {
        CalciumSimulation many = SMALL.withSize(30_000, 10, 20);
        assertThat(many.wormName(0)).isEqualTo("worm00001");
        assertThat(many.withLayout(SourceLayout.DAG2023).wormName(99)).isEqualTo("2022-01-02-01");
        assertThat(many.withLayout(SourceLayout.FLAVELL2023).wormName(28 * 99 * 12))
                .isEqualTo("2023-01-01-01");
        assertThat(many.withLayout(SourceLayout.LEIFER2023).wormName(7)).isEqualTo("7");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> SMALL.withSize(0, 60, 80))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("worms");
        assertThatThrownBy(() -> SMALL.withSize(1, 301, 80)).hasMessageContaining("neurons: 301; must be 1 to 300");
        assertThatThrownBy(() -> SMALL.withSize(1, 10, 5)).hasMessageContaining("frames");
        assertThatThrownBy(() -> SMALL.withSampling(0, 0.5)).hasMessageContaining("dt");
        assertThatThrownBy(() -> SMALL.withSampling(1, 1.5)).hasMessageContaining("labelled");
        assertThatThrownBy(() -> SMALL.withDamage(EnumSet.allOf(Damage.class)))
                .hasMessageContaining("4 kinds for 2 worms");
        assertThatThrownBy(() -> new LabelFaults(-1, 0, 0, 0)).hasMessageContaining("faults.ambiguous");
    }
}
