package org.neurobeam.pipelines.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.ingest.array.NpyValues;
import org.neurobeam.ingest.vocabulary.Vocabulary;
import org.neurobeam.pipelines.config.PublishConfig;
import org.neurobeam.pipelines.config.PublishConfig.Missing;
import org.neurobeam.pipelines.config.PublishConfig.Release;
import org.neurobeam.pipelines.config.PublishConfig.Target;
import org.neurobeam.pipelines.flow.Outcome;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.testing.Python;
import ucar.ma2.Array;
import ucar.nc2.NetcdfFile;
import ucar.nc2.Variable;

class NetcdfReleaseTest {
    private static final Release RELEASE = new Release(null, null, "2025-01-31", null, null);
    private static final double EPSILON = 1e-12;

    @TempDir
    static Path folder;

    private static Path dataset;

    @BeforeAll
    static void makeDataset() throws IOException {
        dataset = folder.resolve("dataset");
        WormStudy.write(dataset);
    }

    private static Outcome publish(String to, Target target, String signal, Missing missing) throws IOException {
        return PublishFlow.run(new PublishConfig(
                dataset.toString(),
                folder.resolve(to).toString(),
                target,
                List.of(WormStudy.CLOSED),
                List.of(),
                null,
                null,
                null,
                signal,
                missing,
                RELEASE));
    }

    private static String text(NetcdfFile file, String attribute) {
        return file.findGlobalAttribute(attribute).getStringValue();
    }

    private static String attribute(Variable variable, String name) {
        return variable.findAttribute(name).getStringValue();
    }

    private static Variable variable(NetcdfFile file, String name) {
        Variable found = file.findVariable(name);
        assertThat(found).as(name).isNotNull();
        return found;
    }

    @Test
    void aRecordingIsOneFileWithCoordinatesAndUnits() throws IOException {
        Outcome outcome = publish("nc", Target.NETCDF, null, null);
        assertThat(outcome.json().path("netcdf").asInt()).isEqualTo(3);
        assertThat(folder.resolve("nc/closed2023~x.nc")).doesNotExist();
        try (NetcdfFile file =
                NetcdfFile.open(folder.resolve("nc/open2020~w2.nc").toString())) {
            assertThat(text(file, "Conventions")).isEqualTo("CF-1.8");
            assertThat(text(file, "license")).isEqualTo("CC-BY-4.0");
            assertThat(text(file, "references")).isEqualTo("Doe J. (2020) open2020 1(1):1-2");
            assertThat(text(file, "source_files")).endsWith(" open2020/w2.csv");
            assertThat(text(file, "processing_steps")).contains("resample: resample 1 {}");
            assertThat(text(file, "history")).contains("zscore");
            Variable raw = variable(file, "raw");
            assertThat(raw.getDimensionsString()).isEqualTo("roi time");
            assertThat(attribute(raw, "units")).isEqualTo("1");
            assertThat(attribute(raw, "signal_unit")).isEqualTo("F");
            assertThat(attribute(raw, "coordinates"))
                    .startsWith("label source_label label_status candidates neuron_class side slot");
            Array values = raw.read();
            for (int roi = 0; roi < WormStudy.UNITS; roi++) {
                for (int t = 0; t < WormStudy.SAMPLES; t++) {
                    assertThat(values.getFloat(roi * WormStudy.SAMPLES + t))
                            .isEqualTo(Float.valueOf(WormStudy.value("open2020/w2", "raw", roi, t)));
                }
            }
            assertThat(variable(file, "zscore_resampled").getDimensionsString()).isEqualTo("roi time_resampled");
            assertThat(variable(file, "label")
                            .read(new int[] {1, 0}, new int[] {1, 5})
                            .toString())
                    .isEqualTo("AVAL\0".substring(0, 4));
        } catch (ucar.ma2.InvalidRangeException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void standardisedSeriesCanBeTurnedBack() throws IOException {
        publish("inverse", Target.NETCDF, null, null);
        try (NetcdfFile file =
                NetcdfFile.open(folder.resolve("inverse/open2020~w2.nc").toString())) {
            for (int roi = 0; roi < WormStudy.UNITS; roi++) {
                assertThat(variable(file, "zscore_resampled_mean").read().getDouble(roi))
                        .isEqualTo(100.0 + roi);
                assertThat(variable(file, "zscore_resampled_std").read().getDouble(roi))
                        .isEqualTo(0.5 + roi);
            }
            assertThat(file.findVariable("raw_mean")).isNull();
            assertThat(variable(file, "constant").read().getDouble(WormStudy.UNITS - 1))
                    .isEqualTo(1);
            assertThat(variable(file, "candidates").read().toString()).contains("SAADL,SAADR");
            assertThat(variable(file, "neuron_class").read().toString()).contains("AVA");
            assertThat(variable(file, "side").read().toString()).contains("L");
        }
    }

    @Test
    void unitsThatNobodyStatedAreNotMadeUp() throws IOException {
        publish("units", Target.NETCDF, null, null);
        try (NetcdfFile file =
                NetcdfFile.open(folder.resolve("units/lab2021~a.nc").toString())) {
            assertThat(variable(file, "stage_x").findAttribute("units")).isNull();
            assertThat(variable(file, "reversal_vec").findAttribute("units")).isNull();
            assertThat(attribute(variable(file, "velocity"), "units")).isEqualTo("mm/s");
        }
        assertThat(CfUnits.attributes("F/F20/s")).containsEntry("units", "s-1").containsEntry("signal_unit", "F/F20/s");
        assertThat(CfUnits.attributes("rad/s")).containsOnly(java.util.Map.entry("units", "rad/s"));
    }

    @Test
    void everyGridAndChannelHasItsOwnTimes() throws IOException {
        publish("times", Target.NETCDF, null, null);
        try (NetcdfFile file =
                NetcdfFile.open(folder.resolve("times/lab2021~a.nc").toString())) {
            Array original = variable(file, "time").read();
            assertThat((int) original.getSize()).isEqualTo(WormStudy.SAMPLES);
            assertThat(original.getDouble(7)).isEqualTo(WormStudy.times().get(7));
            assertThat(attribute(variable(file, "time"), "units")).isEqualTo("s");
            Array resampled = variable(file, "time_resampled").read();
            assertThat(resampled.getDouble(45))
                    .isCloseTo(45 * WormStudy.STEP_S, org.assertj.core.data.Offset.offset(EPSILON));
            Variable velocity = variable(file, "velocity");
            assertThat(velocity.getDimensionsString()).isEqualTo("time_behaviour_camera");
            assertThat(attribute(velocity, "units")).isEqualTo("mm/s");
            assertThat(velocity.read().getDouble(7)).isNaN();
            assertThat(variable(file, "time_behaviour_camera").read().getDouble(0))
                    .isEqualTo(-0.5);
            assertThat(variable(file, "time_stimulus_clock").read().getDouble(2))
                    .isEqualTo(2.25);
            assertThat(variable(file, "state").getDimension(0).getShortName()).isEqualTo("time");
            assertThat(variable(file, "event_onset").read().getDouble(0)).isEqualTo(1.5);
        }
    }

    @Test
    void pythonReadsValuesTimesAndLabels() throws IOException {
        Python.assumeModules("netCDF4");
        publish("python", Target.NETCDF, null, null);
        String script = """
                import sys, netCDF4
                d = netCDF4.Dataset(sys.argv[1])
                assert d.Conventions == 'CF-1.8', d.Conventions
                raw = d['raw']
                assert raw.dimensions == ('roi', 'time'), raw.dimensions
                assert d['time'].units == 's' and d['time'].dimensions == ('time',)
                assert d['zscore_resampled'].dimensions == ('roi', 'time_resampled')
                print(*raw.shape)
                print(d['label'][1])
                for row in raw[:]: print(*[repr(float(v)) for v in row])
                print(*[repr(float(v)) for v in d['time'][:]])
                """;
        List<String> lines =
                Python.run(script, folder.resolve("python/open2020~w2.nc").toString());
        assertThat(lines.get(0)).isEqualTo(WormStudy.UNITS + " " + WormStudy.SAMPLES);
        assertThat(lines.get(1)).isEqualTo("AVAL");
        for (int roi = 0; roi < WormStudy.UNITS; roi++) {
            String[] values = lines.get(2 + roi).replace("nan", "NaN").split(" ");
            for (int t = 0; t < WormStudy.SAMPLES; t++) {
                assertThat(Float.valueOf(values[t]))
                        .isEqualTo(Float.valueOf(WormStudy.value("open2020/w2", "raw", roi, t)));
            }
        }
        String[] times = lines.get(2 + WormStudy.UNITS).split(" ");
        assertThat(Double.parseDouble(times[7])).isEqualTo(WormStudy.times().get(7));
    }

    @Test
    void netcdfFilesAndListsAreTheSameBytesTwice() throws IOException {
        publish("one", Target.NETCDF, null, null);
        publish("two", Target.NETCDF, null, null);
        assertThat(Files.readString(folder.resolve("one/SHA256SUMS")))
                .isEqualTo(Files.readString(folder.resolve("two/SHA256SUMS")))
                .hasLineCount(4);
        for (String line : Files.readAllLines(folder.resolve("one/SHA256SUMS"))) {
            byte[] bytes = Files.readAllBytes(folder.resolve("one").resolve(line.substring(66)));
            assertThat(CroissantCheck.sha256(bytes)).isEqualTo(line.substring(0, 64));
        }
    }

    private static FloatMatrix matrix(String path) throws IOException {
        try (NpyFile npy = NpyFile.open(DataStore.local(folder), path)) {
            return npy.readFloats();
        }
    }

    @Test
    void matricesHaveTheVocabularyAsColumns() throws IOException {
        Outcome outcome = publish("m", Target.MATRIX, "zscore", null);
        assertThat(outcome.json().path("matrices").asInt()).isEqualTo(3);
        FloatMatrix values = matrix("m/open2020~w1/values.npy");
        assertThat(values.rows()).isEqualTo(WormStudy.RESAMPLED);
        assertThat(values.columns()).isEqualTo(Vocabulary.hermaphrodite().size());
        byte[] mask = Files.readAllBytes(folder.resolve("m/open2020~w1/mask.npy"));
        int header = mask.length - values.rows() * values.columns();
        int measured = 0;
        for (int t = 0; t < values.rows(); t++) {
            for (int slot = 0; slot < values.columns(); slot++) {
                int roi = WormStudy.LABELS.indexOf(Vocabulary.hermaphrodite().label(slot));
                float expected = roi < 0 ? Float.NaN : WormStudy.value("open2020/w1", "zscore", roi, t);
                assertThat(values.get(t, slot)).isEqualTo(Float.valueOf(expected));
                assertThat(mask[header + t * values.columns() + slot] == 1).isEqualTo(Float.isFinite(expected));
                measured += mask[header + t * values.columns() + slot];
            }
        }
        assertThat(measured).isEqualTo(4 * WormStudy.RESAMPLED - 2);
        assertThat(header % 64).isZero();
        double[] times = new double[WormStudy.RESAMPLED];
        try (NpyValues npy = NpyValues.open(DataStore.local(folder), "m/open2020~w1/time.npy")) {
            assertThat(npy.read(times)).isEqualTo(WormStudy.RESAMPLED);
        }
        assertThat(times[4]).isEqualTo(1.0);
    }

    @Test
    void zerosStandForMissingValuesOnRequest() throws IOException {
        publish("zeros", Target.MATRIX, "zscore", Missing.ZERO);
        FloatMatrix values = matrix("zeros/lab2021~a/values.npy");
        assertThat(values.get(5, 53)).isZero();
        assertThat(values.get(7, 53)).isEqualTo(WormStudy.value("lab2021/a", "zscore", 1, 7));
        assertThat(Files.readString(folder.resolve("zeros/index.json"))).contains("0, see mask.npy");
    }

    @Test
    void aSignalThatNoRecordingHasIsAnError() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> publish("x", Target.MATRIX, "dff", null))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("signal=dff")
                .hasMessageContaining("signal=zscore")
                .hasMessageContaining("--signal");
    }
}
