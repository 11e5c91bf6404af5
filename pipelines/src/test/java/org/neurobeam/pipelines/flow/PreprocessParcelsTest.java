package org.neurobeam.pipelines.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.simulate.SimulatedGrid;
import org.neurobeam.preprocess.cleaning.CleaningOptions;
import org.neurobeam.preprocess.cleaning.FilterOptions;
import org.neurobeam.preprocess.cleaning.SignalCleaner;
import org.neurobeam.preprocess.cleaning.Timeline;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;

/** Voxels to parcels through the whole flow. */
class PreprocessParcelsTest {
    /** float64 arithmetic, stored as float32. */
    private static final double STORED = 1e-5;

    private static final int SLICE = 16 * 16;
    /** Slices of the labels 1, 2, 3; the mask holds slices 0 to 5. */
    private static final int[] LABELS = {0, 0, 1, 1, 2, 2, 2, 3, 3, 3, 0, 0};

    private static final int MASK_SLICES = 6;

    @TempDir
    static Path folder;

    private static StudyFolder study;
    private static FloatMatrix raw;

    @BeforeAll
    static void simulate() throws IOException {
        study = StudyFolder.simulated(folder);
        raw = StudyFolder.series(study.dataset(), "original", "raw");
        study.image("atlas.nii.gz", StudyFolder.GRID, 1, t -> bySlice(LABELS));
        study.image("mask.nii.gz", StudyFolder.GRID, 1, t -> bySlice(1, 1, 1, 1, 1, 1));
        Files.writeString(folder.resolve("atlas_dseg.tsv"), "index\tname\n1\tlow\n2\tmiddle\n3\thigh\n9\tnowhere\n");
    }

    private static float[] bySlice(int... labels) {
        float[] volume = new float[StudyFolder.GRID.voxels()];
        for (int k = 0; k < labels.length; k++) {
            Arrays.fill(volume, k * SLICE, (k + 1) * SLICE, labels[k]);
        }
        return volume;
    }

    private static String yaml(String parcellation, String more) {
        return "mask: {path: '" + folder.resolve("mask.nii.gz") + "'}\nparcellation: {" + parcellation + "}\n" + more;
    }

    private static String labels(String more) {
        return "atlas: '" + folder.resolve("atlas.nii.gz") + "', names: '" + folder.resolve("atlas_dseg.tsv") + "'"
                + more;
    }

    /** Mean of the voxels of some slices at each volume, [T x 1]. */
    private static DoubleMatrix mean(int fromSlice, int toSlice) {
        DoubleMatrix mean = DoubleMatrix.zeros(StudyFolder.VOLUMES, 1);
        for (int t = 0; t < StudyFolder.VOLUMES; t++) {
            double sum = 0;
            for (int v = fromSlice * SLICE; v < toSlice * SLICE; v++) {
                sum += raw.get(v, t);
            }
            mean.set(t, 0, sum / ((toSlice - fromSlice) * SLICE));
        }
        return mean;
    }

    private static void assertSeries(FloatMatrix found, int parcel, DoubleMatrix expected, double tolerance) {
        for (int t = 0; t < expected.rows(); t++) {
            assertThat((double) found.get(parcel, t)).isCloseTo(expected.get(t, 0), within(tolerance));
        }
    }

    @Test
    void parcelsAreGatheredFirstAndCleanedThen() throws IOException {
        Dataset done = study.preprocess("labels", yaml(labels(""), ""));
        FloatMatrix clean = StudyFolder.series(done, "original", "clean");
        SignalCleaner cleaner = SignalCleaner.fit(
                CleaningOptions.defaults().withFilter(FilterOptions.none()), Timeline.of(StudyFolder.VOLUMES));
        assertThat(clean.rows()).isEqualTo(4);
        assertSeries(clean, 0, cleaner.clean(mean(2, 4)).signals(), STORED);
        // two of the three slices of label 2 lie in the mask
        assertSeries(clean, 1, cleaner.clean(mean(4, 6)).signals(), STORED);
    }

    @Test
    void parcelsOutsideTheMaskStayAsColumnsOfNaN() throws IOException {
        Dataset done = study.preprocess("nan", yaml(labels(""), ""));
        Recording recording = StudyFolder.only(done);
        FloatMatrix clean = StudyFolder.series(done, "original", "clean");
        for (float x : clean.row(2)) {
            assertThat(x).isNaN();
        }
        for (float x : clean.row(3)) {
            assertThat(x).isNaN();
        }
        List<Unit> units = done.units(recording.getRecordingId());
        assertThat(units).extracting(u -> u.getLabel().orElse("")).containsExactly("low", "middle", "high", "nowhere");
        assertThat(units).extracting(u -> u.getSourceLabel().orElse("")).containsExactly("1", "2", "3", "9");
        assertThat(units).extracting(u -> u.getCoverage().orElseThrow()).containsExactly(1.0, 2.0 / 3, 0.0, 0.0);
        assertThat(units).extracting(u -> u.getNVoxels().orElseThrow()).containsExactly(2 * SLICE, 2 * SLICE, 0, 0);
        // slices 2 and 3 of 12 slices of 3 mm around 0
        assertThat(units.get(0).getZMm().orElseThrow()).isCloseTo((2.5 - 5.5) * 3, within(STORED));
        assertThat(units.get(0).getXMm().orElseThrow()).isCloseTo(0, within(STORED));
        assertThat(units.get(3).getXMm()).isEmpty();
        assertThat(units).allMatch(u -> u.getI().isEmpty());
        assertThat(recording.getNRois()).isEqualTo(4);
        assertThat(recording.getShape()).isEmpty();
        assertThat(recording.getAffine()).isEmpty();
        assertThat(recording.getTransformChain()).anyMatch(c -> c.contains("units are parcels"));
        assertThat(done.issues())
                .filteredOn(i -> i.getSeverity().equals("warn"))
                .anySatisfy(i -> assertThat(i.getMessage()).contains("2 of 4 parcels", "high, nowhere"));
    }

    @Test
    void everyStatisticIsThatOfTheVoxels() throws IOException {
        for (String statistic : List.of("sum", "median", "minimum", "maximum", "standard_deviation", "variance")) {
            Dataset done = study.preprocess(
                    statistic,
                    yaml(labels(", statistic: " + statistic), "cleaning: {detrend: false, standardize: none}\n"));
            float found = StudyFolder.series(done, "original", "clean").get(0, 0);
            double[] x = new double[2 * SLICE];
            for (int v = 0; v < x.length; v++) {
                x[v] = raw.get(2 * SLICE + v, 0);
            }
            double expected = statistic(statistic, x);
            assertThat((double) found).as(statistic).isCloseTo(expected, within(STORED * Math.abs(expected)));
        }
    }

    private static double statistic(String name, double... x) {
        Arrays.sort(x);
        double mean = Arrays.stream(x).average().orElseThrow();
        double variance =
                Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        return switch (name) {
            case "sum" -> mean * x.length;
            case "median" -> (x[x.length / 2 - 1] + x[x.length / 2]) / 2;
            case "minimum" -> x[0];
            case "maximum" -> x[x.length - 1];
            case "variance" -> variance;
            default -> Math.sqrt(variance);
        };
    }

    @Test
    void anAtlasOnAnotherGridIsResampled() throws IOException {
        SimulatedGrid coarse = new SimulatedGrid(8, 8, 12, 6);
        study.image("coarse.nii", coarse, 1, t -> {
            float[] volume = new float[coarse.voxels()];
            Arrays.fill(volume, 5 * 64, 6 * 64, 7);
            return volume;
        });
        Dataset done =
                study.preprocess("coarse", yaml("atlas: '" + folder.resolve("coarse.nii") + "', minCoverage: 0.2", ""));
        Unit unit = done.units(StudyFolder.only(done).getRecordingId()).get(0);
        // the slice around -3 mm covers slices 4 and 5 (-4.5 and -1.5 mm) of the data
        assertThat(unit.getLabel()).contains("7");
        assertThat(unit.getZMm().orElseThrow()).isCloseTo(-3, within(STORED));
        assertThat(unit.getNVoxels().orElseThrow()).isGreaterThan(SLICE);
    }

    @Test
    void mapsAreFittedTogether() throws IOException {
        study.image("maps.nii", StudyFolder.GRID, 2, m -> m == 0 ? bySlice(0, 0, 1, 1) : bySlice(0, 0, 0, 0, 1, 1, 1));
        Dataset done = study.preprocess(
                "maps",
                yaml(
                        "kind: maps, atlas: '" + folder.resolve("maps.nii") + "'",
                        "cleaning: {detrend: false, standardize: none}\n"));
        FloatMatrix clean = StudyFolder.series(done, "original", "clean");
        assertSeries(clean, 0, mean(2, 4), 1e-3);
        assertSeries(clean, 1, mean(4, 6), 1e-3);
    }

    @Test
    void spheresAreAroundTheirSeeds() throws IOException {
        Dataset done = study.preprocess(
                "spheres",
                yaml(
                        "kind: spheres, seedsMm: [[1.5, 1.5, -4.5]], radiusMm: 1",
                        "cleaning: {detrend: false, standardize: none}\n"));
        int voxel = 8 + 16 * (8 + 16 * 4);
        FloatMatrix clean = StudyFolder.series(done, "original", "clean");
        assertThat(clean.row(0)).isEqualTo(raw.row(voxel));
        assertThat(done.units(StudyFolder.only(done).getRecordingId()).get(0).getLabel())
                .contains("1.5,1.5,-4.5");
    }

    @Test
    void anAtlasElsewhereRefusesTheRecording() throws IOException {
        Outcome outcome = study.run("elsewhere", yaml("kind: spheres, seedsMm: [[900, 0, 0]]", ""));
        assertThat(outcome.exitCode()).isEqualTo(Outcome.REFUSED);
        assertThat(study.open("elsewhere").issues())
                .filteredOn(i -> i.getCode().equals("no_parcel"))
                .singleElement()
                .satisfies(i -> assertThat(i.getFile()).contains("sub-01"));
    }

    @Test
    void aTableOfNumbersAndNamesNeedsNoHeader() throws IOException {
        Files.writeString(folder.resolve("aal.txt"), "1 Precentral_L 2001\n2 Precentral_R 2002\n");
        assertThat(ParcelNames.read(folder.resolve("aal.txt").toString()))
                .containsEntry(1, "Precentral_L")
                .containsEntry(2, "Precentral_R")
                .hasSize(2);
        Files.writeString(folder.resolve("twice.tsv"), "index\tname\n1\ta\n1\tb\n");
        assertThatThrownBy(() -> ParcelNames.read(folder.resolve("twice.tsv").toString()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("twice.tsv:3");
    }

    @Test
    void wrongSettingsNameWhatIsAllowed() {
        refused("kind: labels", "parcellation.atlas is missing");
        refused("atlas: /no/such/atlas.nii", "parcellation.atlas", "does not exist");
        refused(labels(", statistic: mode"), "statistic: mode", "standard_deviation");
        refused("kind: maps, atlas: '" + folder.resolve("atlas.nii.gz") + "'", "4-D", "16x16x12");
        refused("kind: spheres", "seedsMm");
        refused("atlas: '" + folder.resolve("atlas.nii.gz") + "', names: /no/such.tsv", "parcellation.names");
    }

    private static void refused(String parcellation, String... words) {
        assertThatThrownBy(() -> study.run("refused", yaml(parcellation, "")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void smoothingComesBeforeParcels() throws IOException {
        assertThat(MASK_SLICES).isLessThan(LABELS.length);
        String cleaning = "cleaning: {detrend: false, standardize: none}\n";
        String sphere = "kind: spheres, seedsMm: [[1.5, 1.5, -4.5]], radiusMm: 1";
        Dataset parcels = study.preprocess("smoothSphere", yaml(sphere, cleaning + "fwhmMm: 6\nmemoryMb: 1\n"));
        Dataset voxels = study.preprocess("smoothVoxels", StudyFolder.UNTOUCHED + "fwhmMm: 6\n");
        assertThat(StudyFolder.series(parcels, "original", "clean").row(0))
                .isEqualTo(StudyFolder.series(voxels, "original", "clean").row(8 + 16 * (8 + 16 * 4)));
    }
}
