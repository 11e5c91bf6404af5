package org.neurobeam.pipelines.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.pipelines.config.PublishConfig;
import org.neurobeam.pipelines.config.PublishConfig.Layout;
import org.neurobeam.pipelines.config.PublishConfig.Release;
import org.neurobeam.pipelines.flow.Outcome;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.WrittenFile;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetCheck;
import org.neurobeam.schemas.io.dataset.DatasetInfo;

class HuggingFaceReleaseTest {
    private static final long VIEWER_BYTES = 100_000_000;
    private static final Release RELEASE = new Release("lab/worms", null, "2025-01-31", null, "The laboratory");

    @TempDir
    static Path folder;

    private static Path dataset;
    private static Path release;

    @BeforeAll
    static void publishOnce() throws IOException {
        dataset = folder.resolve("dataset");
        release = folder.resolve("release");
        WormStudy.write(dataset);
        publish(release, List.of(WormStudy.CLOSED), List.of());
    }

    private static Outcome publish(Path to, List<String> exclude, List<String> permit) throws IOException {
        return publish(to, exclude, permit, RELEASE);
    }

    private static Outcome publish(Path to, List<String> exclude, List<String> permit, Release about)
            throws IOException {
        return PublishFlow.run(settings(to, exclude, permit, about));
    }

    private static PublishConfig settings(Path to, List<String> exclude, List<String> permit, Release about) {
        return new PublishConfig(
                dataset.toString(), to.toString(), null, exclude, permit, Layout.PAPER, null, null, null, null, about);
    }

    private static JsonNode header(Path of) throws IOException {
        return new YAMLMapper()
                .readTree(Files.readString(of.resolve("README.md")).split("---\n", 3)[1]);
    }

    private static JsonNode croissant(Path of) throws IOException {
        return new ObjectMapper().readTree(of.resolve("croissant.json").toFile());
    }

    private static List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }

    @Test
    void theStudyItselfKeepsEveryRule() throws IOException {
        assertThat(DatasetCheck.run(Dataset.open(DataStore.local(dataset))).findings())
                .isEmpty();
    }

    @Test
    void croissantKeepsEveryRequirement() throws Exception {
        assertThat(CroissantCheck.findings(release)).isEmpty();
        JsonNode root = croissant(release);
        assertThat(root.path("name").asText()).isEqualTo("lab/worms");
        assertThat(root.path("license")).hasSize(2);
        assertThat(root.path("isBasedOn")).hasSize(2);
    }

    @Test
    void nothingIsSaidToBeWhereNobodyPutIt() throws Exception {
        for (String file : List.of("README.md", "croissant.json")) {
            assertThat(Files.readString(release.resolve(file))).as(file).doesNotContain("huggingface.co", "git+https");
        }
        assertThat(croissant(release).path("url").asText()).isEqualTo("./");
        assertThat(Files.readString(release.resolve("README.md")))
                .contains("load_dataset(\"parquet\", data_files=\"data/traces/train-*.parquet\", split=\"train\")");
    }

    @Test
    void theAddressOfTheReleaseStandsEverywhere() throws Exception {
        String url = "https://huggingface.co/datasets/lab/worms";
        Path addressed = folder.resolve("addressed");
        publish(addressed, List.of(WormStudy.CLOSED), List.of(), new Release("worms", null, "2025-01-31", url, null));
        JsonNode root = croissant(addressed);
        assertThat(CroissantCheck.findings(addressed)).isEmpty();
        assertThat(root.path("url").asText()).isEqualTo(url);
        assertThat(root.path("distribution").get(0).path("contentUrl").asText()).isEqualTo(url);
        assertThat(root.path("citeAs").asText()).contains("url = {" + url + "}");
        assertThat(Files.readString(addressed.resolve("README.md")))
                .contains("load_dataset(\"lab/worms\", \"traces\", split=\"train\")");
    }

    @Test
    void severalFilesOfATableAreASet() throws IOException {
        DatasetInfo info = WormStudy.info();
        PublishConfig settings = settings(release, List.of(WormStudy.CLOSED), List.of(), RELEASE);
        ReleaseContent content = ReleaseContent.of(Dataset.open(DataStore.local(dataset)), settings);
        List<WrittenFile> shards = List.of(shard(0), shard(1));
        PublishedTable table = new PublishedTable("units", Table.UNITS.schema(), shards, 4);
        JsonNode root = new Croissant(content, new ReleaseTitle(info, RELEASE), List.of(table)).json();
        JsonNode set = root.path("distribution").get(2);
        assertThat(set.path("@type").asText()).isEqualTo("cr:FileSet");
        assertThat(set.path("includes").asText()).isEqualTo("data/units/train-*.parquet");
        assertThat(recordSet(root, "units").path("field").get(0).path("source").path("fileSet"))
                .isEqualTo(new ObjectMapper().createObjectNode().set("@id", set.path("@id")));
    }

    private static WrittenFile shard(int number) {
        return new WrittenFile("data/units/train-0000" + number + ".parquet", 1, 2, "0".repeat(64));
    }

    @Test
    void theValidatorSeesDamage() throws Exception {
        ObjectNode root = (ObjectNode) croissant(release);
        ArrayNode files = (ArrayNode) root.path("distribution");
        ((ObjectNode) files.get(0)).put("sha256", "0".repeat(64));
        ((ObjectNode) files.get(3)).put("contentSize", "1 B");
        root.remove("license");
        ObjectNode traces = (ObjectNode) recordSet(root, "traces");
        ((ObjectNode) traces.path("field").get(0)).put("dataType", "sc:Integer");
        ((ObjectNode) traces.path("field").get(1).path("source").path("fileObject")).put("@id", "elsewhere");
        ((ArrayNode) recordSet(root, "units").path("field")).remove(2);
        assertThat(String.join("\n", CroissantCheck.findings(release, root)))
                .contains("another sha256", "bytes", "lacks license", "traces declares", "elsewhere", "units declares");
    }

    private static JsonNode recordSet(JsonNode root, String id) {
        for (JsonNode set : root.path("recordSet")) {
            if (set.path("@id").asText().equals(id)) {
                return set;
            }
        }
        throw new IllegalArgumentException(id);
    }

    @Test
    void everyConfigurationOpensByItsDeclaredPaths() throws Exception {
        JsonNode header = header(release);
        assertThat(header.path("configs")).hasSizeGreaterThanOrEqualTo(11);
        for (int i = 0; i < header.path("configs").size(); i++) {
            JsonNode config = header.path("configs").get(i);
            JsonNode info = header.path("dataset_info").get(i);
            String name = config.path("config_name").asText();
            assertThat(info.path("config_name").asText()).isEqualTo(name);
            String glob = release + "/"
                    + config.path("data_files").get(0).path("path").asText();
            assertThat(query("SELECT count(*) FROM '" + glob + "'"))
                    .as(name)
                    .containsExactly(
                            info.path("splits").get(0).path("num_examples").asText());
            List<String> columns = new ArrayList<>();
            info.path("features")
                    .forEach(feature -> columns.add(feature.path("name").asText()));
            assertThat(query("DESCRIBE SELECT * FROM '" + glob + "'")).as(name).isEqualTo(columns);
            List<String> fields = new ArrayList<>();
            recordSet(croissant(release), name)
                    .path("field")
                    .forEach(field -> fields.add(
                            field.path("source").path("extract").path("column").asText()));
            assertThat(fields).as(name).isEqualTo(columns);
        }
    }

    @Test
    void theCardSaysWhatIsThere() throws Exception {
        JsonNode header = header(release);
        assertThat(header.path("license").asText()).isEqualTo("other");
        assertThat(header.path("license_name").asText()).isEqualTo("per-source");
        assertThat(header.path("annotations_creators").get(0).asText()).isEqualTo("expert-generated");
        assertThat(header.path("tags").toString()).contains("\"caenorhabditis-elegans\"");
        assertThat(header.path("size_categories").get(0).asText()).isEqualTo("n<1K");
        assertThat(header.path("task_categories").toString()).isEqualTo("[\"time-series-forecasting\",\"graph-ml\"]");
        List<String> defaults = new ArrayList<>();
        header.path("configs").forEach(config -> {
            if (config.path("default").asBoolean()) {
                defaults.add(config.path("config_name").asText());
            }
        });
        assertThat(defaults).containsExactly("traces");
        String card = Files.readString(release.resolve("README.md"));
        assertThat(card)
                .contains("- 3 recordings (calcium) of 3 subjects")
                .contains("- 15 units, 12 of them labelled")
                .contains("- left out by the publisher's decision: " + WormStudy.CLOSED)
                .contains("| open2020/w1.csv | data | 1234 |")
                .contains("| - | - |\n")
                .contains("`worm_data_short` leaves out recordings of less than 600 samples, as published: 0 here")
                .contains("| `original/smoothed` | smooth_gaussian(sigma=1 samples) | 3 |")
                .contains("| `resampled/zscore` | smooth_exponential(alpha=0.5); resample; zscore(ddof=0) | 3 |")
                .contains("| - | - | linear, dt=0.25 s, up | 3 |")
                .contains("| CC-BY-4.0 |")
                .contains("- traces of grid `resampled`, signal `zscore`: 3 recordings")
                .contains("- quality warn: 3 recordings")
                .contains("@misc{open2020,")
                .doesNotContain(WormStudy.CLOSED + "/");
    }

    @Test
    void nothingOfAnExcludedSourceIsLeft() throws Exception {
        for (Path file : files(release)) {
            if (file.toString().endsWith(".parquet")) {
                List<String> rows = query(
                        "SELECT t::VARCHAR FROM '" + file + "' t WHERE t::VARCHAR LIKE '%" + WormStudy.CLOSED + "%'");
                assertThat(rows).as(file.toString()).isEmpty();
            }
        }
        assertThat(query("SELECT count(*) FROM '" + release + "/data/steps/*.parquet'"))
                .containsExactly("4");
        assertThat(query("SELECT count(*) FROM '" + release + "/data/edges/*.parquet'"))
                .containsExactly("1");
        assertThat(query("SELECT count(*) FROM '" + release + "/data/traces/*.parquet'"))
                .containsExactly("45");
    }

    @Test
    void tracesAreThoseOfTheDataset() throws SQLException {
        assertThat(query("SELECT valid_mask[6] || ' ' || valid_mask[5] || ' ' || slot || ' ' || label FROM '" + release
                        + "/data/traces/*.parquet' WHERE recording_id = 'open2020/w2' AND grid = 'original'"
                        + " AND roi_index = 1"))
                .containsExactly("false true 53 AVAL");
        assertThat(query("SELECT count(*) FROM '" + dataset + "/traces/*.parquet' d JOIN '" + release
                        + "/data/traces/*.parquet' r USING (recording_id, roi_index, grid, signal)"
                        + " WHERE d::VARCHAR = r::VARCHAR"))
                .containsExactly("45");
    }

    private static List<Path> files(Path of) throws IOException {
        try (var walk = Files.walk(of)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void shardsAreWhatViewersAskFor() throws IOException {
        for (Path file : files(release)) {
            if (!file.toString().endsWith(".parquet")) {
                continue;
            }
            try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
                for (BlockMetaData group : reader.getRowGroups()) {
                    assertThat(group.getTotalByteSize()).isLessThanOrEqualTo(VIEWER_BYTES);
                    for (ColumnChunkMetaData column : group.getColumns()) {
                        assertThat(column.getOffsetIndexReference())
                                .as(file + " " + column)
                                .isNotNull();
                    }
                }
            }
        }
    }

    private static Map<String, String> bytes(Path of) throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (Path file : files(of)) {
            all.put(of.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
        return all;
    }

    @Test
    void checksumsAreTrueAndASecondReleaseHasTheSameBytes() throws IOException {
        List<String> lines = Files.readAllLines(release.resolve("SHA256SUMS"));
        assertThat(lines).hasSize(files(release).size() - 1);
        for (String line : lines) {
            Path file = release.resolve(line.substring(66));
            assertThat(line.substring(0, 64)).isEqualTo(CroissantCheck.sha256(Files.readAllBytes(file)));
        }
        Path again = folder.resolve("again");
        Files.createDirectories(again.resolve("data/traces"));
        Files.writeString(again.resolve("data/traces/train-00007.parquet"), "of an earlier release");
        publish(again, List.of(WormStudy.CLOSED), List.of());
        assertThat(bytes(again)).isEqualTo(bytes(release));
    }

    @Test
    void aPermissionStandsInCardAndCroissant() throws Exception {
        Path permitted = folder.resolve("permitted");
        Outcome outcome = publish(permitted, List.of(), List.of(WormStudy.CLOSED));
        assertThat(outcome.json().path("permitted").toString()).isEqualTo("[\"closed2023\"]");
        assertThat(Files.readString(permitted.resolve("README.md")))
                .contains("- other: LicenseRef-none; redistributed by permission of the rights holder, as the publisher"
                        + " states: closed2023 ([text](https://example.org/closed2023/licence))");
        assertThat(croissant(permitted).path("license").toString())
                .contains("closed2023: other: LicenseRef-none; redistributed by permission");
        assertThat(CroissantCheck.findings(permitted)).isEmpty();
        assertThat(outcome.json().path("rows").path("traces").asInt()).isEqualTo(60);
    }

    @Test
    void aForbiddenSourceStopsBeforeAnythingIsWritten() {
        Path refused = folder.resolve("refused");
        assertThatThrownBy(() -> publish(refused, List.of(), List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("closed2023  licence LicenseRef-none; its recipe forbids it");
        assertThat(refused).doesNotExist();
        assertThatThrownBy(() -> publish(dataset, List.of(WormStudy.CLOSED), List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("output");
    }

    @Test
    void thePublishedLayoutHasOneRowPerWormAndNeuron() throws Exception {
        String table = "'" + release + "/data/worm_data_short/*.parquet'";
        assertThat(query("SELECT source_dataset || ' ' || worm || ' ' || neuron || ' ' || coalesce(slot, -1) || ' '"
                        + " || is_labeled_neuron FROM " + table
                        + " WHERE source_dataset = 'open2020' AND worm = 'worm1'"))
                .containsExactly(
                        "open2020 worm1 AVAR 54 true",
                        "open2020 worm1 AVAL 53 true",
                        "open2020 worm1 SMDVR 245 true",
                        "open2020 worm1 3 -1 false");
        assertThat(query("SELECT DISTINCT smooth_method || ' ' || interpolate_method || ' ' || normalization_method"
                        + " || ' ' || len(original_calcium_data) || ' ' || len(calcium_data) || ' '"
                        + " || len(original_time_in_seconds) || ' ' || len(time_in_seconds) || ' '"
                        + " || original_max_timesteps || ' ' || max_timesteps FROM " + table))
                .containsExactly("exponential linear standard 640 766 640 766 640 766");
        assertThat(query("SELECT raw_data_file FROM " + table + " WHERE source_dataset = 'lab2021' LIMIT 1"))
                .containsExactly("lab2021/a.csv");
        assertThat(query("SELECT calcium_data[3] = " + WormStudy.value("open2020/w1", "zscore", 0, 2)
                        + "::FLOAT AND time_in_seconds[3] = 0.5 AND original_time_in_seconds[2] = 0.31::FLOAT FROM "
                        + table
                        + " WHERE neuron = 'AVAR' AND worm = 'worm0' AND source_dataset = 'open2020'"))
                .containsExactly("true");
    }

    @Test
    void thePublishedLayoutSkipsShortRecordings() throws Exception {
        String shortWorm = WormStudy.OPEN + "/w1";
        DataStore study = WormStudy.write(
                folder.resolve("short"), true, id -> id.equals(shortWorm) ? 599 : id.endsWith("w2") ? 600 : 640);
        Path out = folder.resolve("skipped");
        PublishFlow.run(new PublishConfig(
                study.location(),
                out.toString(),
                null,
                List.of(WormStudy.CLOSED),
                List.of(),
                Layout.PAPER,
                null,
                null,
                null,
                null,
                RELEASE));
        assertThat(query("SELECT DISTINCT source_dataset || ' ' || worm || ' ' || original_max_timesteps FROM '" + out
                        + "/data/worm_data_short/*.parquet' ORDER BY 1"))
                .containsExactly("lab2021 worm0 640", "open2020 worm0 600");
        assertThat(query("SELECT count(*) FROM '" + out + "/data/recordings/*.parquet'"))
                .containsExactly("3");
        assertThat(Files.readString(out.resolve("README.md"))).contains("as published: 1 here");
    }

    @Test
    void everyColumnSaysWhatItMeans() throws Exception {
        for (JsonNode set : croissant(release).path("recordSet")) {
            for (JsonNode field : set.path("field")) {
                assertThat(field.path("description").asText())
                        .as(field.path("@id").asText())
                        .hasSizeGreaterThan(1)
                        .doesNotStartWith("Column ");
            }
        }
    }

    @Test
    void licencesAreAddressesOrNamedWorks() throws Exception {
        assertThat(croissant(release).path("license").toString())
                .isEqualTo("[\"https://spdx.org/licenses/CC-BY-4.0.html\",\"https://spdx.org/licenses/MIT.html\"]");
        Optional<String> gpl = Optional.of("GPL-3.0-only");
        assertThat(LicenceTerms.address(gpl, Optional.empty())).contains("https://spdx.org/licenses/GPL-3.0-only.html");
        Optional<String> own = Optional.of("LicenseRef-none");
        assertThat(LicenceTerms.address(own, Optional.empty())).isEmpty();
        assertThat(LicenceTerms.address(own, Optional.of("https://example.org")))
                .contains("https://example.org");
    }

    @Test
    void withoutResampledTracesThePublishedLayoutIsRefused() throws IOException {
        DataStore original = WormStudy.write(folder.resolve("original"), false);
        PublishConfig settings = new PublishConfig(
                original.location(),
                folder.resolve("none").toString(),
                null,
                List.of(WormStudy.CLOSED),
                List.of(),
                Layout.PAPER,
                null,
                null,
                null,
                null,
                RELEASE);
        assertThatThrownBy(() -> PublishFlow.run(settings))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("layout paper")
                .hasMessageContaining("resampled")
                .hasMessageContaining("preprocess");
    }
}
