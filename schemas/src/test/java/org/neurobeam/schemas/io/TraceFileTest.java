package org.neurobeam.schemas.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.table.Trace;

class TraceFileTest {
    private static final TraceKey KEY = new TraceKey("ds/sub-01", "original", "raw", "s1", "raw");
    private static final String PATH = "traces/x.parquet";

    @TempDir
    Path folder;

    private static FloatMatrix values(String kind, int units, int samples) {
        Random random = new Random(7);
        FloatMatrix m = FloatMatrix.zeros(units, samples);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = switch (kind) {
                case "quantised" -> (float) Math.rint(500 + 20 * random.nextGaussian());
                case "smooth" -> (float) random.nextGaussian();
                case "sawtooth" -> i % 1000;
                case "gaps" -> i % 7 == 3 ? Float.NaN : i;
                case "zeros-first" -> i < m.values().length / 2 ? 0 : (float) random.nextGaussian();
                default -> -0.0f;
            };
        }
        return m;
    }

    private WrittenFile write(DataStore store, FloatMatrix m) throws IOException {
        try (TraceWriter writer = TraceWriter.create(store, PATH, KEY, m.columns())) {
            writer.append(0, m);
            return writer.finish();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "quantised,3000,301",
        "smooth,3000,301",
        "gaps,11,9",
        "zeros-first,4000,300",
        "constant,100,5",
        "smooth,5,1",
        "smooth,1,400000",
        "gaps,4,0",
        "smooth,0,12"
    })
    void everyValueComesBack(String kind, int units, int samples) throws IOException {
        DataStore store = DataStore.local(folder);
        FloatMatrix m = values(kind, units, samples);
        WrittenFile written = write(store, m);
        assertThat(written.rows()).isEqualTo(units);
        assertThat(written.bytes()).isEqualTo(Files.size(folder.resolve(PATH)));
        try (TraceReader reader = TraceReader.open(store, PATH)) {
            assertThat(reader.rows()).isEqualTo(units);
            TraceBlock all = reader.readAll();
            assertThat(all.values().values()).isEqualTo(m.values());
            assertThat(all.units()).isEqualTo(units);
            for (int i = 0; i < units; i++) {
                assertThat(all.roiIndex(i)).isEqualTo(i);
                TraceSeries expected = TraceSeries.of(i, m.row(i));
                assertThat(all.mean(i)).isEqualTo((Double) expected.mean());
                assertThat(all.std(i)).isEqualTo((Double) expected.std());
            }
            assertThat(reader.key()).isEqualTo(units == 0 ? Optional.empty() : Optional.of(KEY));
        }
    }

    @Test
    void anyRunOfRowsIsReadAcrossRowGroups() throws IOException {
        DataStore store = DataStore.local(folder);
        int samples = 1 << 18;
        FloatMatrix m = values("sawtooth", 70, samples);
        write(store, m);
        try (TraceReader reader = TraceReader.open(store, PATH)) {
            assertThat(TraceWriter.rowsPerGroup(samples)).isEqualTo(32);
            assertThat(reader.rowGroupStarts()).containsExactly(0, 32, 64);
            TraceBlock block = reader.read(30, 66);
            assertThat(block.values()).isEqualTo(m.rows(30, 66));
            assertThat(block.roiIndices()).startsWith(30).endsWith(65).hasSize(36);
            assertThat(reader.read(5, 5).units()).isZero();
            assertThatThrownBy(() -> reader.read(60, 71))
                    .hasMessageContaining("[60, 71)")
                    .hasMessageContaining("70");
        }
    }

    @Test
    void avroReadsTheSameRows() throws IOException {
        DataStore store = DataStore.local(folder);
        List<TraceSeries> series = List.of(
                TraceSeries.of(3, 1f, Float.NaN, 2f).labelled("AVAL", OptionalInt.of(33)),
                TraceSeries.of(4, new TraceSeries.Moments(10, 2), 1f, 2f, 3f));
        try (TraceWriter writer = TraceWriter.create(store, PATH, KEY, 3)) {
            for (TraceSeries s : series) {
                writer.append(s);
            }
            writer.finish();
        }
        List<Trace> rows = TableFile.read(store, PATH, Table.TRACES);
        assertThat(rows).hasSize(2);
        Trace first = rows.get(0);
        assertThat(first.getRecordingId()).isEqualTo("ds/sub-01");
        assertThat(first.getLabel()).contains("AVAL");
        assertThat(first.getSlot()).contains(33);
        assertThat(first.getValues()).containsExactly(1f, Float.NaN, 2f);
        assertThat(first.getValidMask()).contains(List.of(true, false, true));
        assertThat(first.getMean()).isEqualTo(1.5);
        assertThat(first.getStd()).isEqualTo(0.5);
        assertThat(rows.get(1).getValidMask()).isEmpty();
        assertThat(rows.get(1).getMean()).isEqualTo(10);
        assertThat(rows.get(1).getN()).isEqualTo(3);
        try (TraceReader reader = TraceReader.open(store, PATH)) {
            assertThat(reader.series(0, 2)).isEqualTo(series);
            assertThat(reader.series(1, 2)).isEqualTo(series.subList(1, 2));
            assertThat(reader.series(0, 2)).allMatch(TraceSeries::maskAgrees);
        }
    }

    @Test
    void filesOfTheAvroWriterAreReadToo() throws IOException {
        DataStore store = DataStore.local(folder);
        List<Trace> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rows.add(row(i, List.of(1f * i, 2f, Float.NaN)));
        }
        TableFile.write(store, PATH, Table.TRACES, rows);
        try (TraceReader reader = TraceReader.open(store, PATH)) {
            assertThat(reader.read(2, 4).values()).isEqualTo(FloatMatrix.of(new float[][] {
                {2, 2, Float.NaN}, {3, 2, Float.NaN}
            }));
            assertThat(reader.series(0, 1)).noneMatch(TraceSeries::maskAgrees);
        }
        rows.add(row(5, List.of(1f)));
        TableFile.write(store, PATH, Table.TRACES, rows);
        try (TraceReader reader = TraceReader.open(store, PATH)) {
            assertThatThrownBy(reader::readAll)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("found 1");
        }
    }

    private static Trace row(int roi, List<Float> values) {
        return Trace.newBuilder()
                .setRecordingId("ds/a")
                .setRoiIndex(roi)
                .setGrid("original")
                .setSignal("raw")
                .setStepId("s")
                .setUnit("raw")
                .setValues(values)
                .setMean(0)
                .setStd(1)
                .setN(values.size())
                .build();
    }

    @Test
    void equalRowsGiveEqualBytes() throws IOException {
        FloatMatrix m = values("quantised", 900, 300);
        WrittenFile first = write(DataStore.local(folder.resolve("a")), m);
        WrittenFile second = write(DataStore.local(folder.resolve("b")), m);
        assertThat(first).isEqualTo(second);
        assertThat(folder.resolve("a").resolve(PATH))
                .hasSameBinaryContentAs(folder.resolve("b").resolve(PATH));
    }

    /** Several row groups are compressed and written while later ones are encoded, by threads with their own pace. */
    @ParameterizedTest
    @CsvSource({"quantised", "zeros-first"})
    void bytesDoNotDependOnHowRowsArriveNorOnThreads(String kind) throws IOException {
        int samples = 1 << 12;
        FloatMatrix m = values(kind, 3 * TraceWriter.rowsPerGroup(samples) / 2, samples);
        WrittenFile expected = write(DataStore.local(folder.resolve("a")), m);
        DataStore other = DataStore.local(folder.resolve("b"));
        try (TraceWriter writer = TraceWriter.create(other, PATH, KEY, samples)) {
            for (int i = 0; i < m.rows(); i += 7) {
                writer.append(i, m.rows(i, Math.min(m.rows(), i + 7)));
                if (i % 700 == 0) {
                    Thread.onSpinWait();
                    Thread.yield();
                }
            }
            assertThat(writer.finish()).isEqualTo(expected);
        }
        try (TraceReader reader = TraceReader.open(other, PATH)) {
            assertThat(reader.rowGroupStarts()).hasSizeGreaterThan(1);
            assertThat(reader.readAll().values()).isEqualTo(m);
        }
    }

    /** The arrays of pages serve all files of a process. */
    @Test
    void filesWrittenSideBySideHaveTheBytesOfOnesWrittenAlone() throws IOException {
        List<FloatMatrix> matrices = List.of(
                values("smooth", 150, 3000),
                values("quantised", 150, 4505),
                values("gaps", 20, 3000),
                values("smooth", 3, 300_000));
        List<WrittenFile> alone = new ArrayList<>();
        for (FloatMatrix m : matrices) {
            alone.add(write(DataStore.local(folder.resolve("alone" + alone.size())), m));
        }
        for (int round = 0; round < 3; round++) {
            List<TraceWriter> writers = new ArrayList<>();
            for (FloatMatrix m : matrices) {
                DataStore store = DataStore.local(folder.resolve("side" + writers.size()));
                writers.add(TraceWriter.create(store, PATH, KEY, m.columns()));
            }
            for (int row = 0; row < 150; row++) {
                for (int k = 0; k < writers.size(); k++) {
                    if (row < matrices.get(k).rows()) {
                        writers.get(k).append(row, matrices.get(k).rows(row, row + 1));
                    }
                }
            }
            for (int k = 0; k < writers.size(); k++) {
                assertThat(writers.get(k).finish()).isEqualTo(alone.get(k));
                writers.get(k).close();
            }
        }
    }

    @Test
    void doublesOfALabelledUnitAreRounded() throws IOException {
        double[] x = {1.0 / 3, Double.NaN, -0.0};
        TraceSeries unit = TraceSeries.of(4, 1, 2, 3).labelled("AVAL", OptionalInt.of(11));
        DataStore store = DataStore.local(folder);
        try (TraceWriter writer = TraceWriter.create(store, PATH, KEY, 3)) {
            writer.append(unit, new TraceSeries.Moments(5, 6), x);
            assertThatThrownBy(() -> writer.append(unit, new TraceSeries.Moments(5, 6), 1, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("series has 2 samples but the file has 3");
            writer.finish();
        }
        TraceSeries expected = TraceSeries.of(4, new TraceSeries.Moments(5, 6), (float) (1.0 / 3), Float.NaN, -0.0f)
                .labelled("AVAL", OptionalInt.of(11));
        try (TraceReader reader = TraceReader.open(store, PATH)) {
            assertThat(reader.series(0, 1)).containsExactly(expected);
        }
    }

    @Test
    void aFailureOfTheDiskReachesTheCaller() throws IOException {
        FloatMatrix m = values("smooth", 3000, 4096);
        DataStore full = new FullDisk(DataStore.local(folder));
        assertThatThrownBy(() -> write(full, m)).isInstanceOf(IOException.class).hasMessageContaining("disk full");
        assertThat(DataStore.local(folder).list("")).isEmpty();
    }

    @Test
    void momentsAreThoseOfTheValidSamples() {
        float[] values = {9, 1, 2, 3, 4, 5, 6, 9};
        TraceSeries.Moments whole = TraceSeries.Moments.of(values, 1, 6);
        assertThat(whole.mean()).isEqualTo(3.5);
        assertThat(whole.std()).isEqualTo(Math.sqrt(17.5 / 6));
        values[3] = Float.NaN;
        assertThat(TraceSeries.Moments.of(values, 1, 6).mean()).isEqualTo(3.6);
        values[3] = Float.POSITIVE_INFINITY;
        assertThat(TraceSeries.Moments.of(values, 1, 6).mean()).isInfinite();
        assertThat(TraceSeries.Moments.of(values, 1, 0).mean()).isNaN();
    }

    @Test
    void quantisedSignalsAreSmallerThanSmoothOnes() throws IOException {
        DataStore store = DataStore.local(folder);
        long raw = 4L * 3000 * 300;
        assertThat(write(store, values("quantised", 3000, 300)).bytes()).isLessThan(raw * 2 / 5);
        assertThat(write(store, values("smooth", 3000, 300)).bytes()).isLessThan(raw * 9 / 10);
    }

    @Test
    void anUnfinishedFileLeavesNothing() throws IOException {
        DataStore store = DataStore.local(folder);
        try (TraceWriter writer = TraceWriter.create(store, PATH, KEY, 2)) {
            writer.append(0, FloatMatrix.zeros(3, 2));
        }
        assertThat(store.list("")).isEmpty();
    }

    @Test
    void wrongCallsAndDamagedFilesAreNamed() throws IOException {
        DataStore store = DataStore.local(folder);
        try (TraceWriter writer = TraceWriter.create(store, PATH, KEY, 2)) {
            assertThatThrownBy(() -> writer.append(TraceSeries.of(0, 1f)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("series has 1 samples but the file has 2");
            assertThatThrownBy(() -> writer.append(0, FloatMatrix.zeros(1, 3)))
                    .hasMessageContaining("[1 units x 3 samples]");
        }
        assertThatThrownBy(() -> TraceWriter.create(store, PATH, KEY, -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new TraceKey("", "original", "raw", "s", "u")).hasMessageContaining("recordingId");
        assertThatThrownBy(() -> TraceReader.open(store, "traces/absent.parquet"))
                .isInstanceOf(NoSuchFileException.class);
        write(store, values("smooth", 50, 40));
        byte[] bytes = Files.readAllBytes(folder.resolve(PATH));
        Files.write(folder.resolve(PATH), java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> TraceReader.open(store, PATH))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("traces/x.parquet");
        for (int i = 8; i < 800; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(folder.resolve(PATH), bytes);
        try (TraceReader reader = TraceReader.open(store, PATH)) {
            assertThatThrownBy(reader::readAll).isInstanceOf(DataException.class);
        } catch (DataException expected) {
            assertThat(expected.code()).isEqualTo("unreadable_parquet");
        }
    }
}
