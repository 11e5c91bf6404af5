package org.neurobeam.ingest.calcium;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.ingest.recipe.Recipe;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Event;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Struct;

/** What sources state besides traces, and what the published data set did with it. */
class StatedFactsTest {
    @TempDir
    Path folder;

    @TempDir
    Path output;

    private Dataset ingest(IngestMode mode, Recipe... given) throws IOException {
        DataStore store = DataStore.local(folder);
        CalciumSources found = CalciumSources.of(store, List.of(given), mode);
        return IngestedCalcium.ingest(store, output.resolve(mode.word()), found, mode);
    }

    private static List<String> issues(Dataset dataset) throws IOException {
        return dataset.issues().stream()
                .map(i -> i.getSeverity() + " " + i.getCode())
                .toList();
    }

    private static float[] raw(Dataset dataset, String id, int unit) throws IOException {
        try (TraceReader reader = dataset.traces(id, "original", "raw")) {
            return reader.series(unit, unit + 1).get(0).values();
        }
    }

    private static double dt(Dataset dataset, String id) throws IOException {
        return dataset.timebases(id).stream()
                .filter(t -> t.getGrid().equals("original"))
                .findFirst()
                .orElseThrow()
                .getDtS()
                .orElseThrow();
    }

    private static List<String> events(Dataset dataset, String id) throws IOException {
        return dataset.events(id).stream().map(StatedFactsTest::text).toList();
    }

    private static String text(Event e) {
        return e.getTrialType() + " " + e.getName().orElse("-") + " " + e.getOnsetS() + " "
                + e.getDurationS().map(String::valueOf).orElse("-") + " "
                + e.getValue().map(String::valueOf).orElse("-") + " "
                + e.getUnit().orElse("-");
    }

    private static Matrix vector(double... values) {
        Matrix matrix = Mat5.newMatrix(values.length, 1);
        for (int i = 0; i < values.length; i++) {
            matrix.setDouble(i, values[i]);
        }
        return matrix;
    }

    private static Cell cell(us.hebi.matlab.mat.types.Array inner) {
        return Mat5.newCell(1, 1).set(0, inner);
    }

    @Test
    void keepsTheWholeStimulusOfKato() throws IOException {
        Struct stimulus = Mat5.newStruct();
        stimulus.set("identity", Mat5.newString("O2"))
                .set("type", Mat5.newString("binarysteps"))
                .set("switchtimes", vector(360.5, 390.5))
                .set("initialstate", Mat5.newScalar(2))
                .set("conc", vector(4, 21))
                .set("concunits", Mat5.newString("%"));
        Struct worms = Mat5.newStruct();
        worms.set("IDs", cell(Mat5.newCell(1, 1).set(0, Mat5.newString("AVAL"))))
                .set("traces", cell(vector(1, 2, 3)))
                .set("tracesDif", cell(vector(1, 1, 1)))
                .set("timeVectorSeconds", cell(vector(0.5, 1, 1.5)))
                .set("fps", cell(Mat5.newScalar(2.9)))
                .set("stimulus", stimulus);
        Mat5.writeToFile(
                Mat5.newMatFile().addArray("WT_Stim", worms),
                folder.resolve("WT_Stim.mat").toFile());
        Dataset fixed = ingest(IngestMode.FIXED);
        assertThat(events(fixed, "kato2015/WT_Stim_1"))
                .containsExactly(
                        "stimulus O2 360.0 - - -",
                        "stimulus O2 390.0 - - -",
                        "stimulus type: binarysteps 0.0 - - -",
                        "stimulus initialstate 0.0 - 2.0 -",
                        "stimulus conc 0.0 - 4.0 %",
                        "stimulus conc 0.0 - 21.0 %",
                        "acquisition fps 0.0 - 2.9 Hz");
        assertThat(fixed.signals("kato2015/WT_Stim_1")).hasSize(2);

        Dataset published = ingest(IngestMode.PAPER_FAITHFUL);
        assertThat(published.events("kato2015/WT_Stim_1")).isEmpty();
        assertThat(published.signals("kato2015/WT_Stim_1")).hasSize(1);
        assertThat(fixed.files()).singleElement().satisfies(f -> {
            assertThat(f.getFormat()).isEqualTo("matlab5");
            assertThat(f.getFormatVersion()).contains("5.0");
        });
    }

    @Test
    void dropsTheFirstFramesOfYeminiAsPublished() throws IOException {
        Cell ava = Mat5.newCell(2, 1);
        ava.set(0, vector(1, 2, 3, 4, 5, 6, 7)).set(1, vector(8, 9, 10, 11, 12, Double.NaN, 14));
        Mat5.writeToFile(
                Mat5.newMatFile()
                        .addArray("fps", Mat5.newScalar(4))
                        .addArray("files", cell(Mat5.newString("a")))
                        .addArray("neurons", cell(Mat5.newString("AVA")))
                        .addArray("is_L", cell(vector(1, 0)))
                        .addArray("norm_traces", cell(ava)),
                folder.resolve("Head_Activity_OH16230.mat").toFile());
        String id = "yemini2021/Head_Activity_OH16230_1";
        Dataset fixed = ingest(IngestMode.FIXED);
        assertThat(raw(fixed, id, 0)).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(issues(fixed)).doesNotContain("info NOT_IMPUTED");
        Dataset published = ingest(IngestMode.PAPER_FAITHFUL);
        assertThat(raw(published, id, 0)).containsExactly(5, 6, 7);
        assertThat(dt(published, id)).isEqualTo(0.25);
        assertThat(published.recordings()).singleElement().satisfies(r -> {
            assertThat(r.getOriginalT0S()).contains(1.0);
            assertThat(r.getNSamples()).isEqualTo(3);
        });
        assertThat(issues(published)).contains("info NOT_IMPUTED");
    }

    /** The objects of the DANDI layout: a signal as dF/F, behaviour on its own clocks, reversals, light. */
    private static void nwb(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (WritableHdfFile out = HdfFile.write(file)) {
            out.putAttribute("nwb_version", "2.6.0");
            WritableGroup activity = out.putGroup("processing").putGroup("CalciumActivity");
            activity.putGroup("NeuronIDs").putDataset("labels", new String[] {"AVAL", "AVAR"});
            WritableGroup series = activity.putGroup("SignalDFoF").putGroup("SignalCalciumImResponseSeries");
            series.putAttribute("neurodata_type", "RoiResponseSeries");
            series.putDataset("data", new double[][] {{1, 2}, {3, 4}, {5, 6}});
            series.putDataset("timestamps", new double[] {10, 10.5, 11});
            WritableGroup behaviour = (WritableGroup) ((WritableGroup) out.getChild("processing")).putGroup("Behavior");
            WritableGroup velocity = behaviour.putGroup("velocity");
            velocity.putDataset("data", new double[] {1, 2, 3, 4}).putAttribute("unit", "mm/s");
            velocity.putDataset("timestamps", new double[] {10, 10.25, 10.5, 10.75});
            WritableGroup pumping = behaviour.putGroup("pumping");
            pumping.putDataset("data", new double[] {7, 8, 9});
            pumping.putDataset("timestamps", new double[] {10, 10.5, 11});
            WritableGroup reversals = behaviour.putGroup("reversal_events");
            reversals.putDataset("start_time", new double[] {10.5});
            reversals.putDataset("stop_time", new double[] {11});
            WritableGroup light = out.putGroup("intervals").putGroup("OptogeneticStimulusTarget");
            light.putDataset("start_time", new double[] {10.25});
            light.putDataset("stop_time", new double[] {10.75});
        }
    }

    @Test
    void readsTheObjectsOfNwbFilesOfWorms() throws IOException {
        nwb(folder.resolve("Nejatbakhsh2020/worm.nwb"));
        String id = "nejatbakhsh2020/worm";
        Dataset fixed = ingest(IngestMode.FIXED);
        assertThat(issues(fixed)).containsExactly("warn SHORT_RECORDING");
        assertThat(raw(fixed, id, 1)).containsExactly(2, 4, 6);
        assertThat(dt(fixed, id)).isEqualTo(0.5);
        assertThat(fixed.signals(id)).extracting(s -> s.signal()).contains("dff");
        assertThat(fixed.covariates(id))
                .extracting(c -> c.getName() + " " + c.getGrid() + " "
                        + c.getUnit().orElse("-") + " " + c.getSourceKey().orElse("-"))
                .containsExactlyInAnyOrder(
                        "velocity velocity_clock mm/s processing/Behavior/velocity/data",
                        "pumping original - processing/Behavior/pumping/data");
        assertThat(events(fixed, id)).containsExactly("reversal - 0.5 0.5 - -", "photostim - 0.25 0.5 - -");
        assertThat(fixed.files()).singleElement().satisfies(f -> {
            assertThat(f.getFormat()).isEqualTo("nwb");
            assertThat(f.getFormatVersion()).contains("2.6.0");
        });

        Dataset published = ingest(IngestMode.PAPER_FAITHFUL);
        assertThat(dt(published, id)).isEqualTo(0.25);
        assertThat(issues(published)).contains("warn TIME_FROM_RECIPE");
    }

    @Test
    void readsBehaviourOfAnyNwbFile() throws IOException {
        Path file = folder.resolve("lab/worm.nwb");
        Files.createDirectories(file.getParent());
        try (WritableHdfFile out = HdfFile.write(file)) {
            out.putAttribute("nwb_version", "2.4.0");
            WritableGroup processing = out.putGroup("processing");
            WritableGroup series = processing.putGroup("ophys").putGroup("Fluorescence");
            series.putAttribute("neurodata_type", "RoiResponseSeries");
            series.putDataset("data", new double[][] {{1, 2}, {3, 4}});
            series.putDataset("timestamps", new double[] {0, 1});
            WritableGroup speed = processing.putGroup("behavior").putGroup("speed");
            speed.putDataset("data", new double[] {5, 6, 7});
            speed.putDataset("timestamps", new double[] {0, 0.5, 1});
        }
        Dataset dataset = ingest(IngestMode.FIXED);
        assertThat(dataset.covariates("lab/worm_Fluorescence")).singleElement().satisfies(c -> {
            assertThat(c.getGrid()).isEqualTo("speed_clock");
            assertThat(c.getValues().orElseThrow()).containsExactly(5.0, 6.0, 7.0);
        });
    }

    @Test
    void namesTheColumnOfTimesThatIsNotThere() throws IOException {
        Files.writeString(folder.resolve("traces.csv"), "time_s,AVAL,AVAR\n0,1,2\n1,3,4\n");
        Recipe recipe = ConfigLoader.parse(Recipe.class, """
                id: lab
                kind: calcium
                format: csv
                files: ["*.csv"]
                traces: {raw: {at: "2..-1", axes: [time, roi]}}
                time: {at: time_sec}
                """);
        Dataset dataset = ingest(IngestMode.FIXED, recipe);
        assertThat(dataset.issues())
                .filteredOn(i -> i.getCode().equals("MISSING_VARIABLE"))
                .singleElement()
                .satisfies(i -> assertThat(i.getMessage()).startsWith("expected time_sec, found time_s"));
        assertThat(dataset.issues())
                .filteredOn(i -> i.getCode().equals("NO_TIMEBASE"))
                .singleElement()
                .satisfies(i -> assertThat(i.getMessage()).doesNotContain("state time in a recipe"));
    }
}
