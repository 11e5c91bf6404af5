package org.neurobeam.ingest.bids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.table.Event;
import org.neurobeam.schemas.table.Issue;

class TsvTableTest {
    @TempDir
    Path folder;

    private TsvTable table(String text) throws IOException {
        return table(text.getBytes(StandardCharsets.UTF_8));
    }

    private TsvTable table(byte[] bytes) throws IOException {
        return TsvTable.read(new TreeOnDisk(folder).with("t.tsv", bytes).store(), "t.tsv");
    }

    @Test
    void missingValuesAreAbsent() throws IOException {
        TsvTable table = table("\uFEFFa\tb\r\n1\tn/a\r\n\tx y\r\n");
        assertThat(table.columns()).containsExactly("a", "b");
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.cell(0, 0)).contains("1");
        assertThat(table.cell(0, 1)).isEmpty();
        assertThat(table.cell(1, 0)).isEmpty();
        assertThat(table.cell(1, 1)).contains("x y");
        assertThat(table.numbers(0)).containsExactly(1, Double.NaN);
        assertThat(table.warnings()).isEmpty();
        assertThat(table.line(1)).isEqualTo(3);
    }

    @Test
    void latin1IsReadWithAWarning() throws IOException {
        TsvTable table = table("Name\nJos\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(table.cell(0, 0)).contains("Jos\u00e9");
        assertThat(table.warnings()).singleElement().asString().contains("ISO-8859-1");
    }

    @Test
    void quotesMayHoldTabsAndNumbersMayBeInfinite() throws IOException {
        TsvTable table = table("a\tb\n\"x\ty\"\tinf\n5\" pipe\t-Infinity\nz\tNaN\n");
        assertThat(table.cell(0, 0)).contains("x\ty");
        assertThat(table.cell(1, 0)).contains("5\" pipe");
        assertThat(table.numbers(1)).containsExactly(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN);
    }

    @ParameterizedTest
    @CsvSource({
        "'a|b;1|2;3', line 3, row_length",
        "'a|a;1|2', line 1, repeated_column",
        "'', line 1, missing_header",
        "'a|b;1|2;\"3|4;5|6', after line 2, malformed_tsv",
    })
    void damagedTablesNameTheLine(String text, String place, String code) {
        assertThatThrownBy(() -> table(text.replace('|', '\t').replace(';', '\n')))
                .isInstanceOfSatisfying(DataException.class, e -> {
                    assertThat(e.file()).isEqualTo("t.tsv");
                    assertThat(e.place()).isEqualTo(place);
                    assertThat(e.code()).isEqualTo(code);
                });
    }

    @Test
    void aWordInANumericColumnNamesLineAndColumn() throws IOException {
        TsvTable table = table("a\tb\n1\t2\n1\ttwo\n");
        assertThatThrownBy(() -> table.numbers(1))
                .hasMessage("t.tsv: line 3, column b: expected a number or n/a, found 'two'");
    }

    @Test
    void continuousTablesTakeColumnsFromTheSidecar() throws IOException {
        ByteArrayOutputStream gz = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gz)) {
            out.write("1\t2\n3\tn/a\n".getBytes(StandardCharsets.UTF_8));
        }
        TreeOnDisk tree = new TreeOnDisk(folder)
                .with("task-a_physio.json", "{\"Columns\":[\"cardiac\",\"trigger\"],\"SamplingFrequency\":50}")
                .with("sub-1/func/sub-1_task-a_bold.nii", "")
                .with("sub-1/func/sub-1_task-a_recording-x_physio.tsv.gz", gz.toByteArray());
        BidsRecording recording = tree.index().recordings().get(0);
        BidsFile physio = recording.continuous().get(0);
        TsvTable table = recording.readContinuous(physio);
        assertThat(table.columns()).containsExactly("cardiac", "trigger");
        assertThat(table.numbers(1)).containsExactly(2, Double.NaN);
        assertThat(recording.sidecarOf(physio).get("SamplingFrequency").asInt()).isEqualTo(50);
        byte[] cut = Arrays.copyOf(gz.toByteArray(), gz.size() - 6);
        assertThatThrownBy(() ->
                        TsvTable.readHeaderless(tree.with("cut.tsv.gz", cut).store(), "cut.tsv.gz", List.of("a", "b")))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.code()).isEqualTo("bad_gzip"));
        BidsRecording bare =
                tree.with("task-a_physio.json", "{}").index().recordings().get(0);
        assertThatThrownBy(() -> bare.readContinuous(physio)).hasMessageContaining("Columns");
    }

    @Test
    void eventsWithoutOnsetAreDroppedAndCounted() throws IOException {
        TsvTable table = table("onset\tduration\ttrial_type\tamplitude\n"
                + "-2.5\t0\tface\t2\nn/a\t1\tface\t1\nnan\t1\thouse\t1\n4\tn/a\tn/a\tn/a\n");
        EventTable events = EventTable.of(table, "rec", EventOptions.defaults());
        assertThat(events.events()).extracting(Event::getOnsetS).containsExactly(-2.5, 4.0);
        Event first = events.events().get(0);
        assertThat(first.getDurationS()).contains(0.0);
        assertThat(first.getValue()).contains(2.0);
        assertThat(first.getTrialType()).isEqualTo("face");
        assertThat(first.getRecordingId()).isEqualTo("rec");
        Event last = events.events().get(1);
        assertThat(last.getDurationS()).isEmpty();
        assertThat(last.getValue()).isEmpty();
        assertThat(last.getTrialType()).isEqualTo("n/a");
        assertThat(last.getSourceRow()).contains(4);
        assertThat(events.dropped()).isEqualTo(2);
        assertThat(events.issues())
                .extracting(Issue::getCode)
                .containsExactly("event_without_onset", "event_without_type", "event_without_duration");
        assertThat(events.issues().get(0).getPlace()).isEqualTo("line 3");
        assertThat(events.issues().get(0).getMessage()).startsWith("2 of 4 events");
    }

    @Test
    void eventsWithoutTrialTypeAreOneConditionAndColumnsCanBeChosen() throws IOException {
        TsvTable table = table("onset\tduration\tkind\tweight\n0\t1\tleft\t0.5\n");
        EventTable plain = EventTable.of(table, "rec", EventOptions.defaults());
        assertThat(plain.events()).extracting(Event::getTrialType).containsExactly("trial");
        assertThat(plain.issues()).extracting(Issue::getCode).containsExactly("no_trial_type");
        EventTable chosen = EventTable.of(table, "rec", new EventOptions(Optional.of("kind"), Optional.of("weight")));
        assertThat(chosen.events()).extracting(Event::getTrialType).containsExactly("left");
        assertThat(chosen.events().get(0).getValue()).contains(0.5);
        assertThat(chosen.issues()).isEmpty();
        assertThatThrownBy(() -> EventTable.of(table, "rec", new EventOptions(Optional.of("type"), Optional.empty())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("onset, duration, kind, weight");
        TsvTable noOnset = table("start\tduration\n");
        assertThatThrownBy(() -> EventTable.of(noOnset, "rec", EventOptions.defaults()))
                .hasMessage("t.tsv: line 1: expected a column 'onset', found start, duration");
    }

    @Test
    void oldConfoundNamesAreListed() throws IOException {
        ConfoundTable old = ConfoundTable.of(table("CSF\taCompCor00\tRotX\tother\n1\t2\tn/a\t3\n"));
        assertThat(old.oldNames()).containsExactly("CSF", "aCompCor00", "RotX");
        assertThatThrownBy(() -> old.column("rot_x"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'rot_x', found the old names CSF, aCompCor00, RotX of fMRIPrep before 1.2");
        assertThat(old.column("RotX")).containsExactly(Double.NaN);
        assertThat(old.has("rot_x")).isFalse();
        assertThatThrownBy(() -> old.requireRows(30))
                .hasMessageContaining("1 rows")
                .hasMessageContaining("30 volumes");
        old.requireRows(1);
    }
}
