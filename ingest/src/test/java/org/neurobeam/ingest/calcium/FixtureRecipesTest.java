package org.neurobeam.ingest.calcium;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.ingest.recipe.Recipe;
import org.neurobeam.ingest.recipe.Recipes;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Timebase;
import org.neurobeam.schemas.table.Unit;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Struct;

/** The published sources whose files are not here, on small files in their layouts. */
class FixtureRecipesTest {
    @TempDir
    Path folder;

    @TempDir
    Path output;

    private void put(String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private void fixture(String path, String resource) throws IOException {
        try (InputStream in = FixtureRecipesTest.class.getResourceAsStream(resource)) {
            put(path, in.readAllBytes());
        }
    }

    private void text(String path, String content) throws IOException {
        put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    private Dataset ingest() throws IOException {
        DataStore store = DataStore.local(folder);
        Dataset dataset = IngestedCalcium.ingest(store, output, CalciumSources.of(store, List.of(), IngestMode.FIXED));
        assertThat(dataset.issues()).allMatch(i -> !i.getSeverity().equals("error"), "no errors");
        return dataset;
    }

    private static Recording recording(Dataset dataset, String id) throws IOException {
        return dataset.recordings().stream()
                .filter(r -> r.getRecordingId().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id));
    }

    private static List<String> statuses(Dataset dataset, String id) throws IOException {
        return dataset.units(id).stream()
                .map(u ->
                        u.getSourceLabel().orElse("") + " " + u.getLabelStatus().orElse(""))
                .toList();
    }

    private static float[] raw(Dataset dataset, String id, int unit) throws IOException {
        try (TraceReader reader = dataset.traces(id, "original", "raw")) {
            return reader.series(unit, unit + 1).get(0).values();
        }
    }

    private static List<Double> times(Dataset dataset, String id) throws IOException {
        Timebase base = dataset.timebases(id).get(0);
        return base.getTimeS().orElse(List.of(base.getDtS().orElse(Double.NaN)));
    }

    @Test
    void readsCellArraysOfWormsFromMatlab73() throws IOException {
        for (String name : List.of(
                "WT_Stim.mat",
                "WT_NoStim.mat",
                "npr1_let.mat",
                "WT_fasted.mat",
                "Uzel_WT.mat",
                "Neuron2019_Data_MNhisCl_RIShisCl.mat")) {
            fixture("in/" + name, name);
        }
        Dataset dataset = ingest();
        for (String first : List.of(
                "kato2015/WT_Stim_",
                "kato2015/WT_NoStim_",
                "nichols2017/npr1_let_",
                "skora2018/WT_fasted_",
                "uzel2022/Uzel_WT_",
                "kaplan2020/MNhisCl_RIShisCl_")) {
            assertThat(statuses(dataset, first + 1)).containsExactly("AVAL exact", " unknown", "VB02 normalised");
            assertThat(statuses(dataset, first + 2)).containsExactly("AVAR/AVBR ambiguous", "RIML exact");
            assertThat(raw(dataset, first + 1, 2)).hasSize(6).startsWith(120f, 120.01f);
            assertThat(recording(dataset, first + 2).getOriginalT0S()).contains(5.0);
            assertThat(times(dataset, first + 2)).containsExactly(0.5);
        }
        assertThat(dataset.recordings()).hasSize(12);
        assertThat(recording(dataset, "nichols2017/npr1_let_1").getCondition()).containsExactly("let");
        assertThat(recording(dataset, "nichols2017/npr1_let_1").getStrain()).contains("npr1");
        assertThat(recording(dataset, "skora2018/WT_fasted_1").getCondition()).containsExactly("fasted");
        assertThat(recording(dataset, "kaplan2020/MNhisCl_RIShisCl_2").getCondition())
                .containsExactly("MNhisCl_RIShisCl");
    }

    @Test
    void readsRatesScalesAndLinksOfNwb() throws IOException {
        fixture("Nejatbakhsh2020/sub-1/worm.nwb", "worm.nwb");
        fixture("nwb/links.nwb", "links.nwb");
        fixture("nwb/times.h5", "times.h5");
        Dataset dataset = ingest();
        assertThat(statuses(dataset, "nejatbakhsh2020/worm"))
                .containsExactly("AVAL exact", " unknown", "DA01 normalised");
        assertThat(raw(dataset, "nejatbakhsh2020/worm", 1)).containsExactly(3, 9, 15, 21);
        assertThat(times(dataset, "nejatbakhsh2020/worm")).containsExactly(0.25);
        assertThat(recording(dataset, "nejatbakhsh2020/worm").getTimeSource()).isEqualTo("file");
        assertThat(raw(dataset, "nwb/links_Third", 1)).containsExactly(1, 3, 5, 7);
        assertThat(times(dataset, "nwb/links_Third")).containsExactly(0.5);
        for (String linked : List.of("nwb/links_First", "nwb/links_Second")) {
            assertThat(times(dataset, linked)).hasSize(4).startsWith(0.0, 1.0);
            assertThat(recording(dataset, linked).getOriginalT0S()).contains(10.0);
            assertThat(recording(dataset, linked).getSignalUnit()).isEqualTo("a.u.");
        }
    }

    @Test
    void followsObjectReferencesOfNwb() throws IOException {
        fixture("lab/references.nwb", "references.nwb");
        Recipe recipe = ConfigLoader.parse(Recipe.class, """
                id: lab
                kind: calcium
                format: nwb
                files: ["lab/*.nwb"]
                signature: [processing/ophys/pointer, processing/ophys/rois@table]
                ids: {at: "processing/ophys/rois@table/label"}
                units: {cell_probability: "processing/ophys/rois@table/depth"}
                traces:
                  raw: {at: processing/ophys/pointer/data, axes: [time, roi]}
                  dff: {at: processing/ophys/window/timeseries/0/data, axes: [time, roi]}
                time: {at: processing/ophys/pointers/1/timestamps}
                behaviour:
                  - {channel: first, at: processing/ophys/window/idx_start, optional: true}
                  - {channel: lost, at: processing/ophys/broken, optional: true}
                """);
        DataStore store = DataStore.local(folder);
        CalciumSources found = CalciumSources.of(store, List.of(recipe), IngestMode.FIXED);
        Dataset dataset = IngestedCalcium.ingest(store, output, found);
        // rows 2 and 1 of the table, in the order of the region
        assertThat(statuses(dataset, "lab/references")).containsExactly("AVAR exact", "AVAL exact");
        assertThat(dataset.units("lab/references"))
                .extracting(u -> u.getCellProbability().orElseThrow())
                .containsExactly(9.0, 8.0);
        assertThat(raw(dataset, "lab/references", 1)).containsExactly(3, 9, 15, 21);
        try (TraceReader dff = dataset.traces("lab/references", "original", "dff")) {
            assertThat(dff.series(1, 2).get(0).values()).containsExactly(3, 9, 15, 21);
        }
        assertThat(times(dataset, "lab/references")).containsExactly(0.5);
        assertThat(dataset.issues())
                .filteredOn(i -> i.getSeverity().equals("error"))
                .extracting(i -> i.getCode())
                .contains("BROKEN_REFERENCE")
                .doesNotContain("damaged");
    }

    @Test
    void readsTextFilesOfOneWorm() throws IOException {
        text("Leifer2023/0_gcamp.txt", "1.0e+00 nan 3.0e+00\n4.0e+00 5.0e+00 nan\n");
        text("Leifer2023/0_labels.txt", "AVAL\n\nSAAD\nextra\n");
        text("Leifer2023/0_t.txt", "7.5e+00\n8.0e+00\n");
        Dataset dataset = ingest();
        assertThat(statuses(dataset, "leifer2023/0")).containsExactly("AVAL exact", " unknown", "SAAD ambiguous");
        assertThat(raw(dataset, "leifer2023/0", 1)).containsExactly(Float.NaN, 5);
        assertThat(dataset.units("leifer2023/0").get(1).getNanFraction()).contains(0.5);
        assertThat(times(dataset, "leifer2023/0")).containsExactly(0.5);
    }

    @Test
    void readsJsonAndHdf5OfOneSource() throws IOException {
        fixture("Flavell2023/2023-01-01-01.h5", "2023-01-01-01.h5");
        text(
                "Flavell2023/2023-01-02-01.json",
                "{\"uid\": \"w2\", \"trace_array\": [[1, 2], [3, null]], \"timestamp_confocal\": [0, 0.6],"
                        + " \"labeled\": {\"2\": {\"label\": \"RMEV\", \"confidence\": 5}}, \"velocity\": [0.1, 0.2]}");
        Dataset dataset = ingest();
        assertThat(statuses(dataset, "flavell2023/2023-01-01-01"))
                .containsExactly("AVAL exact", " unknown", "SAAD? ambiguous");
        assertThat(raw(dataset, "flavell2023/2023-01-01-01", 2)).startsWith(120f, 120.01f);
        assertThat(statuses(dataset, "flavell2023/2023-01-02-01")).containsExactly(" unknown", "RMEV exact");
        assertThat(raw(dataset, "flavell2023/2023-01-02-01", 1)).containsExactly(3, Float.NaN);
        assertThat(dataset.covariates("flavell2023/2023-01-02-01"))
                .singleElement()
                .satisfies(c -> assertThat(c.getValues().orElseThrow()).containsExactly(0.1, 0.2));
        assertThat(recording(dataset, "flavell2023/2023-01-02-01").getSubjectId())
                .isEqualTo("w2");
    }

    private static byte[] bytes(MatFile file) throws IOException {
        Path path = Files.createTempFile("fixture", ".mat");
        Mat5.writeToFile(file, path.toFile());
        byte[] bytes = Files.readAllBytes(path);
        Files.delete(path);
        return bytes;
    }

    private static Matrix vector(double... values) {
        Matrix matrix = Mat5.newMatrix(values.length, 1);
        for (int i = 0; i < values.length; i++) {
            matrix.setDouble(i, values[i]);
        }
        return matrix;
    }

    @Test
    void readsRecordingsOrderedByNeuronClass() throws IOException {
        Cell traces = Mat5.newCell(2, 1);
        Cell ava = Mat5.newCell(4, 1);
        ava.set(0, vector(1, 2, 3))
                .set(1, vector(4, 5, 6))
                .set(2, vector(7, 8, 9))
                .set(3, Mat5.newMatrix(0, 0));
        Cell avl = Mat5.newCell(2, 1);
        avl.set(0, vector(10, 11, 12)).set(1, vector(13, 14, 15));
        traces.set(0, ava).set(1, avl);
        MatFile file = Mat5.newMatFile()
                .addArray("fps", Mat5.newScalar(4))
                .addArray(
                        "files", Mat5.newCell(2, 1).set(0, Mat5.newString("a")).set(1, Mat5.newString("b")))
                .addArray(
                        "neurons",
                        Mat5.newCell(2, 1).set(0, Mat5.newString("AVA")).set(1, Mat5.newString("AVL")))
                .addArray("is_L", Mat5.newCell(2, 1).set(0, vector(1, 1, 0, 0)).set(1, vector(Double.NaN, Double.NaN)))
                .addArray("norm_traces", traces);
        put("y/Head_Activity_OH15500.mat", bytes(file));
        Dataset dataset = ingest();
        assertThat(statuses(dataset, "yemini2021/Head_Activity_OH15500_1"))
                .containsExactly("AVAL exact", "AVAR exact", "AVL exact");
        assertThat(statuses(dataset, "yemini2021/Head_Activity_OH15500_2")).containsExactly("AVAL exact", "AVL exact");
        assertThat(raw(dataset, "yemini2021/Head_Activity_OH15500_2", 1)).containsExactly(13, 14, 15);
        assertThat(times(dataset, "yemini2021/Head_Activity_OH15500_1")).containsExactly(0.25);
        assertThat(recording(dataset, "yemini2021/Head_Activity_OH15500_1").getStrain())
                .contains("OH15500");
    }

    @Test
    void readsProofreadNeuronsOnly() throws IOException {
        Matrix traces = Mat5.newMatrix(3, 2);
        for (int i = 0; i < 6; i++) {
            traces.setDouble(i, i < 3 ? Double.NaN : i);
        }
        Struct times = Mat5.newStruct();
        times.set("start", Mat5.newScalar(1)).set("seconds", vector(2, 2.5));
        MatFile file = Mat5.newMatFile()
                .addArray(
                        "proofread_neurons",
                        Mat5.newCell(3, 1)
                                .set(0, Mat5.newString("AWAL"))
                                .set(1, Mat5.newString("x"))
                                .set(2, Mat5.newString("ASHR")))
                .addArray("use_flag", vector(1, 0, 1))
                .addArray("corrected_F", traces)
                .addArray("F_0", vector(7, 8, 9))
                .addArray("times", times);
        put("l/run101_prfrd_data000.mat", bytes(file));
        Dataset dataset = ingest();
        String id = "lin2023/run101_prfrd_data000";
        assertThat(statuses(dataset, id)).containsExactly("AWAL exact", "ASHR exact");
        assertThat(dataset.units(id)).extracting(Unit::getRoiIndex).containsExactly(0, 2);
        assertThat(raw(dataset, id, 1)).containsExactly(9, 5);
        assertThat(times(dataset, id)).containsExactly(0.5);
    }

    @Test
    void readsTheTablesOfALab() throws IOException {
        Path recipe = output.resolve("lab.yaml");
        Files.writeString(recipe, """
                id: our_lab
                licence: {id: CC-BY-4.0, redistribute: true}
                kind: calcium
                format: csv
                files: ["worm*/traces.csv"]
                signature: [time_s, stage_velocity]
                recording:
                  id: {from: path, regex: "(worm[0-9]+)/traces.csv", value: "$1"}
                  condition: fed
                ids: {at: header}
                traces:
                  raw: {at: "3..-1", axes: [time, roi], unit: dF/F0}
                time: {at: time_s, unit: s}
                behaviour:
                  - {channel: velocity, at: stage_velocity, unit: um/s, to: mm/s}
                """);
        text("worm1/traces.csv", "time_s,stage_velocity,AVAL,x,DA01\n10,250,1,2,3\n10.5,500,4,,6\n");
        text("worm2/traces.csv", "time_s,stage_velocity,AVAL\n0,250,1\n0,500,4\n");
        DataStore store = DataStore.local(folder);
        CalciumSources found = CalciumSources.of(store, List.of(Recipes.read(recipe)), IngestMode.FIXED);
        Dataset dataset = IngestedCalcium.ingest(store, output.resolve("dataset"), found);
        assertThat(found.sources().get(0).chosenBecause()).isEqualTo("given, files worm*/traces.csv and signature");
        assertThat(statuses(dataset, "our_lab/worm1")).containsExactly("AVAL exact", "x unknown", "DA01 normalised");
        assertThat(raw(dataset, "our_lab/worm1", 1)).containsExactly(2, Float.NaN);
        assertThat(dataset.covariates("our_lab/worm1"))
                .singleElement()
                .satisfies(c -> assertThat(c.getValues().orElseThrow()).containsExactly(0.25, 0.5));
        assertThat(recording(dataset, "our_lab/worm1").getCondition()).containsExactly("fed");
        // the second worm's times do not grow: it is refused, the first is not
        assertThat(dataset.recordings()).hasSize(1);
        assertThat(dataset.issues())
                .filteredOn(i -> i.getSeverity().equals("error"))
                .singleElement()
                .satisfies(i -> {
                    assertThat(i.getFile()).isEqualTo("worm2/traces.csv");
                    assertThat(i.getCode()).isEqualTo("bad_time");
                });
        assertThat(dataset.issues()).noneMatch(i -> i.getCode().equals("UNFINISHED_LINE"));
        text("worm1/traces.csv", "time_s,stage_velocity,AVAL,x,DA01\n10,250,1,2,3\n10.5,500,4,,6");
        Dataset cut = IngestedCalcium.ingest(store, output.resolve("cut"), found);
        assertThat(cut.issues().stream()
                        .filter(i -> i.getCode().equals("UNFINISHED_LINE"))
                        .map(i -> i.getFile()))
                .containsExactly("worm1/traces.csv");
    }

    @Test
    void saysThatTheLastValueOfATableMayBeCut() throws IOException {
        text("Leifer2023/0_gcamp.txt", "1.0e+00 2.0e+00\n4.0e+00 5.0e+0");
        text("Leifer2023/0_labels.txt", "AVAL\nAVAR");
        text("Leifer2023/0_t.txt", "7.5e+00\n8.0e+00\n");
        Dataset dataset = ingest();
        assertThat(dataset.issues().stream()
                        .filter(i -> i.getCode().equals("UNFINISHED_LINE"))
                        .map(i -> i.getSeverity() + " " + i.getFile() + ", " + i.getPlace()))
                .containsExactly("warn Leifer2023/0_gcamp.txt, last line");
        assertThat(recording(dataset, "leifer2023/0").getQcReasons()).contains("UNFINISHED_LINE");
    }

    @Test
    void joinsTheFilesOfAGroup() throws IOException {
        Recipe recipe = ConfigLoader.parse(Recipe.class, """
                id: lab
                kind: calcium
                format: json
                files: ["lab/*.json"]
                recording: {id: {from: name, regex: "^(worm\\\\d+)", value: "$1"}, group: "(worm\\\\d+)_"}
                ids: {at: /labels, optional: true}
                traces: {raw: {at: /F, axes: [roi, time]}}
                time: {at: /t}
                behaviour: [{channel: velocity, at: /speed}]
                """);
        text("lab/worm1_a_times.json", "{\"t\": [0, 0.5], \"speed\": [3, 4]}");
        text("lab/worm1_b_traces.json", "{\"F\": [[1, 2], [5, 6]]}");
        text("lab/worm1_c_labels.json", "{\"labels\": [\"AVAL\", \"VB02\"]}");
        text("lab/worm2_times.json", "{\"t\": [0, 1]}");
        text("lab/worm3_one.json", "{\"F\": [[1, 2]], \"t\": [0, 1]}");
        text("lab/worm3_two.json", "{\"F\": [[3, 4]], \"t\": [0, 1]}");
        DataStore store = DataStore.local(folder);
        CalciumSources found = CalciumSources.of(store, List.of(recipe), IngestMode.FIXED);
        Dataset dataset = IngestedCalcium.ingest(store, output, found);
        assertThat(dataset.recordings()).singleElement().satisfies(r -> {
            assertThat(r.getRecordingId()).isEqualTo("lab/worm1");
            assertThat(r.getSourceFileIds()).hasSize(3);
        });
        assertThat(statuses(dataset, "lab/worm1")).containsExactly("AVAL exact", "VB02 normalised");
        assertThat(raw(dataset, "lab/worm1", 1)).containsExactly(5, 6);
        assertThat(times(dataset, "lab/worm1")).containsExactly(0.5);
        assertThat(dataset.covariates("lab/worm1")).hasSize(1);
        assertThat(dataset.files()).hasSize(6).allMatch(f -> f.getRole().equals("data"));
        assertThat(dataset.issues().stream()
                        .filter(i -> !i.getSeverity().equals("warn"))
                        .map(i -> i.getSeverity() + " " + i.getCode() + " " + i.getFile()))
                .containsExactlyInAnyOrder(
                        "info NO_TRACES lab/worm2_times.json",
                        "error repeated_traces lab/worm3_one.json",
                        "error repeated_traces lab/worm3_two.json");
    }

    @Test
    void readsAWideTableInAZip() throws IOException {
        StringBuilder csv = new StringBuilder("neuron");
        for (int j = 1; j < 107; j++) {
            csv.append(j < 9 ? ",c" : ",").append(j - 9);
        }
        csv.append(",98,99,100,end\n");
        for (String name : List.of("AVAL", "RIML")) {
            csv.append(name).append(",".repeat(106)).append(",1,2,4,x\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("worm.csv"));
            zip.write(csv.toString().getBytes(StandardCharsets.UTF_8));
        }
        put("Venkatachalam2024/worm.zip", bytes.toByteArray());
        Dataset dataset = ingest();
        assertThat(statuses(dataset, "venkatachalam2024/worm")).containsExactly("AVAL exact", "RIML exact");
        assertThat(raw(dataset, "venkatachalam2024/worm", 1)).containsExactly(1, 2, 4);
        assertThat(times(dataset, "venkatachalam2024/worm")).containsExactly(0.375);
        assertThat(recording(dataset, "venkatachalam2024/worm").getOriginalT0S())
                .contains(98 * 0.375);
    }
}
