package org.neurobeam.pipelines.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.preprocess.cleaning.CleaningOptions;
import org.neurobeam.preprocess.cleaning.FilterOptions;
import org.neurobeam.preprocess.cleaning.SignalCleaner;
import org.neurobeam.preprocess.cleaning.Standardization;
import org.neurobeam.preprocess.cleaning.Timeline;
import org.neurobeam.preprocess.cleaning.confounds.MotionQuality;
import org.neurobeam.preprocess.image.Mask;
import org.neurobeam.preprocess.image.Smoothing;
import org.neurobeam.preprocess.image.VolumeGrid;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Timebase;

/** Voxels through the whole flow: smoothing, cleaning, censoring, quality, restart. */
class PreprocessVoxelsTest {
    /** float64 arithmetic, stored as float32. */
    private static final double STORED = 1e-5;
    /** Sums over voxels in another order. */
    private static final double SUMMED = 1e-9;

    @TempDir
    static Path folder;

    private static StudyFolder study;
    private static FloatMatrix raw;

    @BeforeAll
    static void simulate() throws IOException {
        study = StudyFolder.simulated(folder);
        raw = StudyFolder.series(study.dataset(), "original", "raw");
    }

    private static VolumeGrid grid() throws IOException {
        return VoxelGrids.of(StudyFolder.only(study.dataset()));
    }

    private static FloatMatrix smoothed(double fwhmMm) throws IOException {
        Smoothing smoothing = Smoothing.isotropic(grid(), fwhmMm);
        FloatMatrix out = FloatMatrix.zeros(raw.rows(), raw.columns());
        for (int t = 0; t < raw.columns(); t++) {
            float[] volume = raw.column(t);
            smoothing.inPlace(volume);
            for (int v = 0; v < volume.length; v++) {
                out.set(v, t, volume[v]);
            }
        }
        return out;
    }

    @Test
    void smoothingIsThatOfWholeVolumes() throws IOException {
        Dataset done = study.preprocess("smooth", StudyFolder.UNTOUCHED + "fwhmMm: 6\n");
        assertThat(StudyFolder.series(done, "original", "clean")).isEqualTo(smoothed(6));
        assertThat(StudyFolder.only(done).getTransformChain()).contains("smooth 6.0 mm");
    }

    @Test
    void theBudgetDoesNotChangeTheResult() throws IOException {
        String yaml = "mask: {kind: all}\nfwhmMm: 5\ncleaning: {standardize: psc, detrend: true}\n";
        Dataset large = study.preprocess("large", yaml + "memoryMb: 256\n");
        Dataset small = study.preprocess("small", yaml + "memoryMb: 1\n");
        assertThat(StudyFolder.traceFiles(small)).isEqualTo(StudyFolder.traceFiles(large));
        Mask mask = MaskFiles.read(small.store(), StudyFolder.only(study.dataset()));
        assertThat(SmoothedSeries.blockVolumes(StudyFolder.VOLUMES, mask, 1 << 20))
                .isLessThan(StudyFolder.VOLUMES);
    }

    @Test
    void blocksAreEvenAndFit() throws IOException {
        Mask mask = Mask.full(grid());
        long perVolume = 2L * Float.BYTES * mask.count();
        assertThat(SmoothedSeries.blockVolumes(60, mask, 60 * perVolume)).isEqualTo(60);
        assertThat(SmoothedSeries.blockVolumes(60, mask, 59 * perVolume)).isEqualTo(30);
        assertThat(SmoothedSeries.blockVolumes(60, mask, 1)).isEqualTo(1);
    }

    @Test
    void percentSignalChangeDecidesByAllVoxels() throws IOException {
        Dataset done = study.preprocess("psc", "mask: {kind: all}\ncleaning: {standardize: psc}\n");
        CleaningOptions options =
                CleaningOptions.defaults().withFilter(FilterOptions.none()).withStandardize(Standardization.PSC);
        DoubleMatrix expected = SignalCleaner.fit(options, Timeline.of(StudyFolder.VOLUMES))
                .clean(StudyFolder.volumeMajor(raw))
                .signals();
        FloatMatrix found = StudyFolder.series(done, "original", "clean");
        for (int v = 0; v < found.rows(); v++) {
            for (int t = 0; t < found.columns(); t++) {
                assertThat((double) found.get(v, t)).isCloseTo(expected.get(t, v), within(STORED));
            }
        }
        assertThat(StudyFolder.only(done).getSignalUnit()).isEqualTo("psc");
    }

    @Test
    void scrubbedVolumesAreGoneFromSeriesAndTimes() throws IOException {
        Dataset done = study.preprocess("scrub", "cleaning: {confounds: scrubbing}\n");
        Recording recording = StudyFolder.only(done);
        double[] fd = StudyFolder.covariate(done, "framewise_displacement", "confound");
        double[] std = StudyFolder.covariate(done, "std_dvars", "confound");
        boolean[] outlier = new boolean[fd.length];
        for (int t = 0; t < fd.length; t++) {
            outlier[t] = fd[t] > 0.5 || std[t] > 1.5;
        }
        boolean[] keep = MotionQuality.keptSegments(outlier, 5);
        List<Double> times = IntStream.range(0, keep.length)
                .filter(t -> keep[t])
                .mapToObj(t -> t * StudyFolder.TR_SECONDS)
                .toList();
        assertThat(times).hasSizeBetween(30, StudyFolder.VOLUMES - 2);
        assertThat(recording.getNSamples()).isEqualTo(times.size());
        assertThat(recording.getOriginalNSamples()).isEqualTo(StudyFolder.VOLUMES);
        Map<String, Timebase> bases = done.timebases(recording.getRecordingId()).stream()
                .collect(Collectors.toMap(Timebase::getGrid, b -> b));
        assertThat(bases.get("kept").getTimeS()).contains(times);
        assertThat(bases.get("original").getDtS()).contains(StudyFolder.TR_SECONDS);
        FloatMatrix clean = StudyFolder.series(done, "kept", "clean");
        assertThat(clean.columns()).isEqualTo(times.size());
        assertThat(clean.rows()).isEqualTo(recording.getNRois());
        assertThat(StudyFolder.series(done, "original", "raw").columns()).isEqualTo(StudyFolder.VOLUMES);
    }

    @Test
    void qualityIsThatOfTheMaskedVoxels() throws IOException {
        Dataset done = study.preprocess("quality", StudyFolder.UNTOUCHED);
        double[] dvars = StudyFolder.covariate(done, "dvars", "quality");
        double[] expected = MotionQuality.dvars(StudyFolder.volumeMajor(raw));
        assertThat(dvars[0]).isNaN();
        double[] global = StudyFolder.covariate(done, "global_signal_in_mask", "quality");
        for (int t = 0; t < global.length; t++) {
            double mean = 0;
            for (float x : raw.column(t)) {
                mean += x / (double) raw.rows();
            }
            assertThat(global[t]).isCloseTo(mean, within(SUMMED * Math.abs(mean)));
            if (t > 0) {
                assertThat(dvars[t]).isCloseTo(expected[t - 1], within(SUMMED * expected[t - 1]));
            }
        }
    }

    @Test
    void aRestartWritesNothingAndAChangedSettingDoes() throws IOException {
        Dataset first = study.preprocess("restart", "cleaning: {standardize: none}\n");
        List<String> before = StudyFolder.traceFiles(first);
        Path file = folder.resolve("restart")
                .resolve(first.filesOf(Table.TRACES).get(0).path());
        var written = Files.getLastModifiedTime(file);
        Dataset again = study.preprocess("restart", "cleaning: {standardize: none}\nmemoryMb: 1\nmaxBadRecords: 3\n");
        assertThat(StudyFolder.traceFiles(again)).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
        Dataset changed = study.preprocess("restart", "cleaning: {standardize: none}\nfwhmMm: 4\n");
        assertThat(StudyFolder.traceFiles(changed)).isNotEqualTo(before);
        Dataset back = study.preprocess("restart", "cleaning: {standardize: none}\n");
        assertThat(StudyFolder.traceFiles(back)).isEqualTo(before);
    }

    @Test
    void settingsThatCannotWorkEndTheRunAtOnce() {
        refused("cleaning: {confounds: magic}", "cleaning.confounds", "scrubbing", "motion24");
        refused("cleaning: {highPassHz: 0.01}", "cleaning.filter", "highPassHz");
        refused("cleaning: {filter: cosine}", "cleaning.filter", "highPassHz");
        refused("mask: {kind: file, path: /no/such/mask.nii}", "mask.path", "does not exist");
    }

    private static void refused(String yaml, String... words) {
        assertThatThrownBy(() -> study.run("refused", yaml))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void motionAloneIsRegressedOut() throws IOException {
        Dataset done = study.preprocess("motion24", "cleaning: {confounds: motion24}\n");
        assertThat(done.steps().stream().filter(s -> s.getName().equals("preprocess")))
                .singleElement()
                .satisfies(s ->
                        assertThat(s.getInputIds()).hasSize(24).allMatch(i -> i.matches("confound:(trans|rot).*")));
    }
}
