package org.neurobeam.schemas.io.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TraceKey;
import org.neurobeam.schemas.io.TraceReader;

class DatasetWriterTest {
    @TempDir
    Path folder;

    private Dataset write(String name, String... ids) throws IOException {
        DatasetWriter writer = DatasetWriter.open(DataStore.local(folder.resolve(name)));
        for (String id : ids) {
            TinyStudy.writeRecording(writer, id, id.hashCode());
        }
        return writer.finish(TinyStudy.INFO);
    }

    private static Map<String, String> bytes(DataStore store) throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (String path : store.list("")) {
            all.put(path, HexFormat.of().formatHex(store.read(path).readAllBytes()));
        }
        return all;
    }

    @Test
    void everythingWrittenIsRead() throws IOException {
        Dataset dataset = write("d", "ds/sub-02", "ds/sub-01");
        assertThat(dataset.info()).isEqualTo(TinyStudy.INFO);
        assertThat(dataset.recordings())
                .containsExactly(
                        TinyStudy.recording("ds/sub-01").build(),
                        TinyStudy.recording("ds/sub-02").build());
        assertThat(dataset.units("ds/sub-01"))
                .hasSize(TinyStudy.UNITS)
                .contains(TinyStudy.unit("ds/sub-01", 2).build());
        assertThat(dataset.timebases("ds/sub-01")).hasSize(1);
        assertThat(dataset.events("ds/sub-01"))
                .containsExactly(TinyStudy.event("ds/sub-01").build());
        assertThat(dataset.covariates("ds/sub-01"))
                .containsExactly(TinyStudy.covariate("ds/sub-01").build());
        assertThat(dataset.features("ds/sub-01")).isEmpty();
        assertThat(dataset.files()).containsExactly(TinyStudy.file());
        assertThat(dataset.steps()).containsExactly(TinyStudy.step());
        assertThat(dataset.issues()).hasSize(2);
        assertThat(dataset.signals("ds/sub-01")).containsExactly(new GridSignal("original", "raw"));
        try (TraceReader traces = dataset.traces("ds/sub-01", "original", "raw")) {
            assertThat(traces.readAll().values()).isEqualTo(TinyStudy.values("ds/sub-01".hashCode()));
        }
        assertThatThrownBy(() -> dataset.traces("ds/sub-01", "original", "clean"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("signal=raw");
        assertThat(dataset.tables().keySet())
                .containsExactlyElementsOf(
                        Table.ofDataset().stream().map(Table::name).toList());
        assertThat(dataset.tables().get("units").rows()).isEqualTo(2L * TinyStudy.UNITS);
        assertThat(dataset.all(Table.EDGES)).isEmpty();
        assertThat(dataset.store().exists("edges/~empty.parquet")).isTrue();
    }

    @Test
    void orderOfWorkersChangesNoByte() throws IOException {
        Dataset one = write("a", "ds/1", "ds/2", "ds/3");
        Dataset other = write("elsewhere/b", "ds/3", "ds/1", "ds/2");
        assertThat(bytes(one.store())).isEqualTo(bytes(other.store()));
    }

    @Test
    void finishedPartsAreNotRedoneAndInterruptedOnesLeaveNothing() throws IOException {
        DataStore store = DataStore.local(folder);
        DatasetWriter writer = DatasetWriter.open(store);
        TinyStudy.writeRecording(writer, "ds/1", 1);
        try (RecordingWriter part = writer.begin("ds/2", "digest-ds/2")) {
            part.write(Table.EVENTS, List.of(TinyStudy.event("ds/2").build()));
            TinyStudy.traces(part, "raw").append(0, TinyStudy.values(2));
        }
        store.write("traces/ds~2.original.raw.parquet.1234.tmp").close();
        DatasetWriter again = DatasetWriter.open(store);
        assertThat(again.isFinished("ds/1", "digest-ds/1")).isTrue();
        assertThat(again.isFinished("ds/1", "other digest")).isFalse();
        assertThat(again.isFinished("ds/2", "digest-ds/2")).isFalse();
        assertThatThrownBy(() -> again.finish(TinyStudy.INFO, List.of("ds/1", "ds/2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ds/2");
        TinyStudy.writeRecording(again, "ds/2", 2);
        Dataset resumed = again.finish(TinyStudy.INFO);
        DatasetWriter fresh = DatasetWriter.open(DataStore.local(folder.resolve("fresh")));
        TinyStudy.writeRecording(fresh, "ds/1", 1);
        TinyStudy.writeRecording(fresh, "ds/2", 2);
        Map<String, String> expected = bytes(fresh.finish(TinyStudy.INFO).store());
        Map<String, String> found = bytes(resumed.store());
        found.keySet().removeIf(path -> path.startsWith("fresh/"));
        assertThat(found).isEqualTo(expected);
        store.delete("units/ds~1.parquet");
        assertThat(again.isFinished("ds/1", "digest-ds/1")).isFalse();
    }

    @Test
    void partsThatLeftTheStudyAreDropped() throws IOException {
        DatasetWriter writer = DatasetWriter.open(DataStore.local(folder));
        TinyStudy.writeRecording(writer, "ds/1", 1);
        TinyStudy.writeRecording(writer, "ds/2", 2);
        writer.finish(TinyStudy.INFO);
        Dataset smaller = writer.finish(TinyStudy.INFO, List.of("ds/2"));
        assertThat(smaller.recordings()).hasSize(1);
        assertThat(smaller.store().list("")).noneMatch(path -> path.contains("ds~1"));
        assertThat(DatasetCheck.run(smaller).findings()).isEmpty();
    }

    @Test
    void wrongCallsAreNamed() throws IOException {
        DatasetWriter writer = DatasetWriter.open(DataStore.local(folder));
        try (RecordingWriter part = writer.begin("ds/1", "d")) {
            assertThatThrownBy(() -> part.recording(TinyStudy.recording("ds/2").build()))
                    .hasMessageContaining("ds/2");
            assertThatThrownBy(() -> part.write(Table.ISSUES, List.of())).hasMessageContaining("issues");
            assertThatThrownBy(() -> part.write(Table.TRACES, List.of())).hasMessageContaining("traces");
            assertThatThrownBy(() -> part.traces(new TraceKey("ds/2", "original", "raw", "s", "u"), 1))
                    .hasMessageContaining("ds/2");
            part.write(Table.EVENTS, List.of(TinyStudy.event("ds/1").build()));
            assertThatThrownBy(() -> part.write(
                            Table.EVENTS, List.of(TinyStudy.event("ds/1").build())))
                    .hasMessageContaining("already");
        }
        assertThatThrownBy(
                        () -> new DatasetInfo("", "t", TinyStudy.INFO.licence(), TinyStudy.INFO.citation(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNoDatasetIsRefused() throws IOException {
        DataStore store = DataStore.local(folder);
        assertThatThrownBy(() -> Dataset.open(store))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("dataset.json");
        Files.writeString(folder.resolve("dataset.json"), "{\"id\": 1}");
        assertThatThrownBy(() -> Dataset.open(store))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("tables");
        write(".", "ds/1");
        Path index = folder.resolve("dataset.json");
        Files.writeString(
                index, Files.readString(index).replace("\"schema_version\" : \"1\"", "\"schema_version\" : \"99\""));
        assertThatThrownBy(() -> Dataset.open(store)).hasMessageContaining("found 99");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ds/sub-01", "a b", "ä/脳", "..", ".x", "50%", "a~b", "x__y/z", "", "sub-01_run-1", "a+b&c=d"})
    void namesOfPartsAreSafeAndReversible(String id) {
        String safe = PartName.encode(id);
        assertThat(safe).matches("[A-Za-z0-9._~%-]*").doesNotStartWith(".");
        assertThat(PartName.decode(safe)).isEqualTo(id);
        assertThat(PartName.tracePath(id, "a.b", "c").split("\\.")).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void filesPassToAnotherDatasetAsTheyAreUnlessSomebodyChangedThem() throws IOException {
        String id = "ds/sub-01";
        Dataset from = write("from", id);
        String traces = PartName.tracePath(id, "original", "raw");
        String units = PartName.path(Table.UNITS, id);
        Path changed = folder.resolve("from").resolve(units);
        byte[] whole = Files.readAllBytes(changed);
        DataStore to = DataStore.local(folder.resolve("to"));
        try (RecordingWriter part = DatasetWriter.open(to).begin(id, "digest")) {
            assertThat(part.copy(Table.TRACES, from, traces)).isTrue();
            assertThatThrownBy(() -> part.copy(Table.TRACES, from, traces))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(traces);
            assertThat(part.copy(Table.FEATURES, from, PartName.path(Table.FEATURES, id)))
                    .as("no such file")
                    .isFalse();
            Files.write(changed, java.util.Arrays.copyOf(whole, whole.length - 1));
            assertThat(part.copy(Table.UNITS, from, units)).isFalse();
            assertThat(to.list("units")).isEmpty();
            Files.write(changed, whole);
            assertThat(part.copy(Table.UNITS, from, units)).isTrue();
            part.recording(TinyStudy.recording(id).build());
            part.finish();
        }
        Dataset copy = DatasetWriter.open(to).finish(TinyStudy.INFO);
        for (String path : List.of(traces, units)) {
            assertThat(copy.file(path)).isEqualTo(from.file(path)).isPresent();
            assertThat(to.read(path).readAllBytes())
                    .isEqualTo(from.store().read(path).readAllBytes());
        }
    }

    @Test
    void aStatementOnRedistributionIsKeptAndSilenceLeavesNoKey() throws IOException {
        DataStore store = DataStore.local(folder);
        DatasetInfo info = new DatasetInfo(
                "tiny",
                "Tiny study",
                Optional.empty(),
                Optional.empty(),
                List.of(Source.of("ds", "Source").withRedistribute(false), Source.of("silent", "Source")));
        Dataset dataset = DatasetWriter.open(store).finish(info);
        assertThat(dataset.info()).isEqualTo(info);
        assertThat(dataset.info().sources().get(1).redistribute()).isEmpty();
        assertThat(Files.readString(folder.resolve("dataset.json")).split("\"redistribute\"", -1))
                .hasSize(2);
    }
}
