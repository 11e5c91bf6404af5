package org.neurobeam.ingest.calcium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.TraceSeries;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetCheck;
import org.neurobeam.schemas.io.dataset.Finding;
import org.neurobeam.schemas.table.Covariate;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Timebase;
import org.neurobeam.schemas.table.Unit;
import org.neurobeam.schemas.testing.SharedData;

/** What ingest must give on the real files, folder by folder. */
class SampleDataTest {
    /** The JSON has five decimals. */
    private static final double JSON_TOLERANCE = 5.1e-6 + 1e-6;

    /** The JSON has four decimals of a second. */
    private static final double JSON_TIME_TOLERANCE_S = 5.1e-5;

    /** The csv has five significant digits. */
    private static final double ZEBRAFISH_TOLERANCE = 5.1e-4;

    private static final Map<String, String> SPECIFIED = specified();

    private static Map<String, String> specified() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("dag2023", "5 690 397 (14) {info NOT_DATA=1, info SUPERSEDED=1, warn DUPLICATE_LABEL=1}");
        // the four label entries without a recording stand in the label file, which lies here
        rows.put(
                "derived",
                "3 438 297 (3) {info NOT_DATA=1, info SOURCE_UNIDENTIFIED=3, warn LABELS_WITHOUT_RECORDING=4}");
        rows.put("nguyen2016", "3 201 0 (0) {info NOT_DATA=1, warn NO_TIMEBASE=3, warn SHORT_RECORDING=1}");
        rows.put("suite2p", "1 219 0 (0) {info NOT_DATA=1, warn NO_TIMEBASE=1}");
        rows.put("caiman", "2 32 0 (0) {error OBJECT_DTYPE=3, info NOT_DATA=1, warn NO_TIMEBASE=2}");
        rows.put(
                "seeelegans",
                "2 179 11 (1) {info NOT_DATA=1, info NOT_IMPORTED=1, warn NO_TIMEBASE=2, warn SHORT_RECORDING=1}");
        rows.put(
                "venkatachalam_neuropal",
                "0 0 0 (0) {error UNSUPPORTED_MATLAB_OBJECT=3, info NOT_DATA=1, info NO_TRACES=3}");
        // two csv of coordinates and assemblies besides ORIGIN.md
        rows.put("zebrafish_triplett2018", "2 228 0 (0) {info NOT_DATA=3, warn TIME_FROM_RECIPE=2}");
        rows.put(
                "nwb",
                "1 1 0 (0) {info NOT_DATA=4, info NO_TRACES=11, info SOURCE_UNIDENTIFIED=1, warn SHORT_RECORDING=1}");
        rows.put("wcon", "29 0 0 (0) {info NOT_DATA=2}");
        return rows;
    }

    /** Broken rules of the dataset; a channel without times cannot have a timebase. */
    private static List<String> errors(Dataset dataset) throws IOException {
        return DatasetCheck.run(dataset).findings().stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .filter(f -> !f.toString().contains("rig_shifts"))
                .map(Finding::toString)
                .toList();
    }

    @TempDir
    static Path output;

    private static DataStore store;
    private static CalciumSources found;
    private static Dataset dataset;

    @BeforeAll
    static void ingestAll() throws IOException {
        store = DataStore.local(SharedData.path("data/calcium"));
        found = CalciumSources.of(store, List.of(), IngestMode.FIXED);
        dataset = IngestedCalcium.ingest(store, output, found);
    }

    private static String top(String path) {
        return path.substring(0, path.indexOf('/'));
    }

    @Test
    void aDurationIsKnownExactlyWhereTimesAre() throws IOException {
        assertThat(dataset.recordings())
                .anyMatch(r -> r.getTimeSource().equals("none"))
                .allSatisfy(r -> assertThat(r.getDurationS().isPresent())
                        .as(r.getRecordingId())
                        .isEqualTo(!r.getTimeSource().equals("none")));
    }

    @Test
    void givesEveryRowOfTheSpecification() throws IOException {
        Map<String, String> folders =
                found.sources().stream().collect(Collectors.toMap(CalciumSource::recordingId, s -> top(s.path())));
        Map<String, List<Recording>> recordings = new TreeMap<>(
                dataset.recordings().stream().collect(Collectors.groupingBy(r -> folders.get(r.getRecordingId()))));
        Map<String, List<Issue>> issues =
                dataset.issues().stream().collect(Collectors.groupingBy(i -> top(i.getFile())));
        Map<String, String> table = new LinkedHashMap<>();
        for (String folder : List.of(
                "dag2023",
                "derived",
                "nguyen2016",
                "suite2p",
                "caiman",
                "seeelegans",
                "venkatachalam_neuropal",
                "zebrafish_triplett2018",
                "nwb",
                "wcon")) {
            table.put(
                    folder,
                    counts(recordings.getOrDefault(folder, List.of())) + codes(issues.getOrDefault(folder, List.of())));
        }
        assertThat(table).containsExactlyEntriesOf(SPECIFIED);
        assertThat(dataset.recordings()).extracting(Recording::getRecordingId).hasSize(48);
        assertThat(dataset.recordings().stream().filter(r -> r.getModality().equals("calcium")))
                .hasSize(19);
        assertThat(found.unclaimed()).isEmpty();
        // every file has a row, and data rows or an issue
        assertThat(dataset.files()).extracting(f -> f.getPath()).containsExactlyInAnyOrderElementsOf(store.list(""));
        assertThat(errors(dataset)).isEmpty();
        assertThat(dataset.files())
                .filteredOn(f -> f.getPath().endsWith("2022-07-26-31-data.h5"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.getRecipe()).contains("dag2023");
                    assertThat(f.getChosenBecause()).contains("files **/swf702_with_id/*-data.h5 and signature");
                });
        assertThat(dataset.files())
                .filteredOn(f -> f.getPath().endsWith("NeuroPAL_labels_dict.json"))
                .singleElement()
                .satisfies(f -> assertThat(f.getRole()).isEqualTo("labels"));
        assertThat(dataset.files())
                .filteredOn(f -> f.getPath().startsWith("derived/leifer"))
                .hasSize(3)
                .allMatch(f -> f.getRecipe().orElse("").equals("leifer2023"))
                .allMatch(f -> f.getLicence().isEmpty())
                .anyMatch(f -> f.getChosenBecause().orElse("").equals("signature alone"));
    }

    @Test
    void readsOneWormAlikeFromFourFormats() throws IOException {
        String h5 = "dag2023/2022-07-26-31";
        String nwb = "derived/sub-2022-07-26-31_ophys";
        String json = "derived/2022-07-26-31";
        String text = "derived/0";
        FloatMatrix truth = series(h5, "raw");
        assertThat(truth.rows()).isEqualTo(146);
        assertThat(truth.columns()).isEqualTo(800);
        assertThat(series(nwb, "raw")).isEqualTo(truth);
        assertThat(series(text, "raw")).isEqualTo(truth);
        assertThat(largest(series(json, "source_zscore"), series(h5, "source_zscore")))
                .isLessThan(JSON_TOLERANCE);
        assertThat(largest(series(json, "unprocessed"), series(h5, "unprocessed")))
                .isLessThan(JSON_TOLERANCE);
        List<Double> times = times(h5);
        assertThat(times).hasSize(800).startsWith(0.0);
        assertThat(times(nwb)).isEqualTo(times);
        assertThat(times(text)).isEqualTo(times);
        for (int i = 0; i < 800; i++) {
            assertThat(times(json).get(i)).isCloseTo(times.get(i), within(JSON_TIME_TOLERANCE_S));
        }
        for (String other : List.of(nwb, json, text)) {
            for (int i = 0; i < 146; i++) {
                Unit a = dataset.units(h5).get(i);
                Unit b = dataset.units(other).get(i);
                assertThat(b.getLabel()).isEqualTo(a.getLabel());
                assertThat(b.getLabelStatus()).isEqualTo(a.getLabelStatus());
                assertThat(b.getCandidates()).isEqualTo(a.getCandidates());
                boolean isSaad = a.getSourceLabel().orElse("").startsWith("SAAD");
                assertThat(isSaad || b.getSourceLabel().equals(a.getSourceLabel()))
                        .isTrue();
            }
        }
    }

    @Test
    void readsTheZebrafishAlikeFromTwoFormats() throws IOException {
        FloatMatrix mat = series("zebrafish_triplett2018/zf_20151104-f1", "raw");
        FloatMatrix csv = series("zebrafish_triplett2018/zf_20151104-f1_activity_matrix", "raw");
        assertThat(mat.rows()).isEqualTo(114);
        assertThat(mat.columns()).isEqualTo(4245);
        assertThat(largest(mat, csv)).isGreaterThan(0).isLessThan(ZEBRAFISH_TOLERANCE);
        assertThat(dataset.units("zebrafish_triplett2018/zf_20151104-f1"))
                .allMatch(u -> u.getLabelStatus().isEmpty() && u.getLabel().isEmpty());
    }

    @Test
    void keepsBehaviourEventsAndClocks() throws IOException {
        String worm = "dag2023/2022-07-26-31";
        Map<String, Covariate> channels =
                dataset.covariates(worm).stream().collect(Collectors.toMap(Covariate::getName, c -> c));
        assertThat(channels).containsKeys("velocity", "body_angle_00", "body_angle_29", "body_angle_all_58");
        assertThat(channels.get("velocity").getUnit()).contains("mm/s");
        assertThat(channels.get("pumping").getValues().orElseThrow())
                .hasSize(800)
                .containsOnly(Double.NaN);
        // reversals as [start, stop) give the vector of the source exactly
        double[] vector = new double[800];
        dataset.events(worm).stream()
                .filter(e -> e.getTrialType().equals("reversal"))
                .forEach(e -> {
                    List<Integer> frames = e.getSourceFrames().orElseThrow();
                    java.util.Arrays.fill(vector, frames.get(0), frames.get(1), 1);
                });
        assertThat(channels.get("reversal_vec").getValues().orElseThrow())
                .containsExactlyElementsOf(
                        java.util.Arrays.stream(vector).boxed().toList());
        assertThat(dataset.events("dag2023/2022-01-16-01"))
                .anyMatch(e -> e.getTrialType().equals("food_encounter")
                        && e.getSourceFrames().orElseThrow().equals(List.of(325)));
        Timebase camera = dataset.timebases(worm).stream()
                .filter(t -> t.getGrid().equals("behaviour_camera"))
                .findFirst()
                .orElseThrow();
        assertThat(camera.getTimeS().orElseThrow()).hasSize(10101);
        assertThat(camera.getT0S()).isCloseTo(1228310.72039541 - 1228334.14613117, within(1e-6));
        assertThat(dataset.timebases("nguyen2016/worm2"))
                .singleElement()
                .satisfies(t ->
                        assertThat(t.getTimeS().orElseThrow()).hasSize(3696).startsWith(0.0));
        assertThat(dataset.covariates("caiman/C_full")).hasSize(2);
    }

    @Test
    void keepsWhatIsKnownOfUnitsAndRecordings() throws IOException {
        assertThat(dataset.units("suite2p/suite2p/F").stream()
                        .filter(u -> u.getIsCell().orElse(false)))
                .hasSize(20);
        assertThat(dataset.signals("suite2p/suite2p/F"))
                .extracting(s -> s.signal())
                .contains("raw", "neuropil");
        assertThat(dataset.units("seeelegans/Dataset2"))
                .filteredOn(u -> u.getLabelStatus().orElse("").equals("ambiguous"))
                .singleElement()
                .satisfies(u -> {
                    assertThat(u.getSourceLabel()).contains("RMED/RID");
                    assertThat(u.getRoiIndex()).isEqualTo(23);
                });
        Unit confident = dataset.units("dag2023/2022-07-26-31").get(2);
        assertThat(confident.getLabel()).contains("RIAR");
        assertThat(confident.getConfidence()).contains(0.75);
        assertThat(confident.getConfidenceScale()).contains("1-5");
        Recording nwb = dataset.recordings().stream()
                .filter(r -> r.getRecordingId().equals("derived/sub-2022-07-26-31_ophys"))
                .findFirst()
                .orElseThrow();
        assertThat(nwb.getStrain()).contains("SWF702");
        assertThat(nwb.getSex()).contains("O");
        assertThat(nwb.getSubjectId()).isEqualTo("2022-07-26-31");
        assertThat(nwb.getOriginalT0S()).contains(0.0);
        assertThat(nwb.getSignalUnit()).isEqualTo("F/F20");
        // the source is not known, so nobody is credited
        assertThat(found.origins())
                .filteredOn(s -> s.datasetId().equals("derived"))
                .allMatch(s -> s.citation().isEmpty());
    }

    private static FloatMatrix series(String id, String signal) throws IOException {
        try (TraceReader reader = dataset.traces(id, "original", signal)) {
            float[] values = new float[reader.rows() * reader.samples()];
            for (TraceSeries one : reader.series(0, reader.rows())) {
                System.arraycopy(one.values(), 0, values, one.roiIndex() * reader.samples(), reader.samples());
            }
            return FloatMatrix.wrap(reader.rows(), reader.samples(), values);
        }
    }

    private static double largest(FloatMatrix a, FloatMatrix b) {
        assertThat(a.rows()).isEqualTo(b.rows());
        double largest = 0;
        for (int i = 0; i < a.values().length; i++) {
            largest = Math.max(largest, Math.abs((double) a.values()[i] - b.values()[i]));
        }
        return largest;
    }

    private static List<Double> times(String id) throws IOException {
        return dataset.timebases(id).stream()
                .filter(t -> t.getGrid().equals("original"))
                .findFirst()
                .orElseThrow()
                .getTimeS()
                .orElseThrow();
    }

    private static String counts(Collection<Recording> recordings) {
        return recordings.size() + " "
                + recordings.stream().mapToInt(Recording::getNRois).sum() + " "
                + recordings.stream().mapToInt(Recording::getNLabelled).sum() + " ("
                + recordings.stream().mapToInt(Recording::getNAmbiguous).sum() + ") ";
    }

    private static Map<String, Long> codes(List<Issue> issues) {
        return issues.stream()
                .collect(Collectors.groupingBy(
                        i -> i.getSeverity() + " " + i.getCode(), TreeMap::new, Collectors.counting()));
    }
}
