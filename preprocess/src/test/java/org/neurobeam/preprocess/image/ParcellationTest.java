package org.neurobeam.preprocess.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.NumericalException;

class ParcellationTest {
    private static final VolumeGrid LINE = new VolumeGrid(6, 1, 1, Affine.scaling(2, 2, 2));
    private static final LabelParcels ATLAS =
            LabelParcels.of(Volume.wrap(LINE, 1, 1, 1, 2, 2, 0), Map.of(1, "left", 9, "absent"));

    @Test
    void everyLabelOfTableAndImageHasItsColumn() {
        assertThat(ATLAS.names()).containsExactly("left", "2", "absent");
        assertThat(ATLAS.labels()).containsExactly(1, 2, 9);
        assertThatThrownBy(() -> LabelParcels.of(Volume.wrap(LINE, 1.5f, 0, 0, 0, 0, 0), Map.of()))
                .hasMessageContaining("has 1.5");
    }

    @Test
    void poorlyCoveredParcelsAreNaNAndSayHowMuchIsCovered() {
        Mask mask = Mask.of(LINE, true, false, false, true, true, true);
        ParcelExtraction extraction = ATLAS.onGrid(LINE).extraction(mask, ParcelOptions.defaults(), 2);
        extraction.add(FloatMatrix.wrap(4, 2, 1, 2, 3, 4, 5, 6, 7, 8));
        ParcelSeries series = extraction.finish();
        assertThat(series.names()).containsExactly("left", "2", "absent");
        assertThat(series.coverage(0)).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(series.coverage(1)).isEqualTo(1);
        assertThat(series.coverage(2)).isZero();
        assertThat(series.voxelCount(0)).isEqualTo(1);
        assertThat(series.values().column(0)).containsOnly(Double.NaN);
        assertThat(series.values().column(1)).containsExactly(4, 5);
        assertThat(series.values().column(2)).containsOnly(Double.NaN);
        assertThat(series).hasToString("ParcelSeries[2 volumes x 3 parcels]");
    }

    @Test
    void whatTheFieldOfViewCutsOffIsNotCovered() {
        VolumeGrid shorter = new VolumeGrid(4, 2, 2, Affine.scaling(1, 1, 1).withOrigin(2, 0, 0));
        ParcelGrid parcels = ATLAS.onGrid(shorter);
        double[] coverage = parcels.coverage(Mask.full(shorter));
        assertThat(coverage[0]).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(coverage[1]).isZero();
        MapParcels maps = MapParcels.of(List.of("m"), LINE, List.of(Volume.wrap(LINE, 1, 1, 1, 1, 0, Float.NaN)));
        assertThat(maps.onGrid(shorter).coverage(Mask.full(shorter))[0]).isCloseTo(0.5, within(1e-12));
        SphereParcels sphere = new SphereParcels(List.of(new SphereParcels.Sphere("s", 0, 0, 0, 2)));
        assertThat(sphere.onGrid(LINE).coverage(Mask.full(LINE))[0]).isCloseTo(2 / 7.0, within(1e-12));
    }

    @Test
    void aSmallSphereHoldsItsNearestVoxel() {
        SphereParcels spheres = new SphereParcels(
                List.of(new SphereParcels.Sphere("a", 4.7, 0, 0, 0.1), new SphereParcels.Sphere("far", 99, 0, 0, 1)));
        assertThat(spheres.onGrid(LINE).voxelCounts(Mask.full(LINE))).containsExactly(1, 0);
        assertThatThrownBy(() -> new SphereParcels(List.of())).hasMessageContaining("is empty");
        assertThatThrownBy(() -> new SphereParcels.Sphere("s", 0, 0, 0, -1)).hasMessageContaining("radius -1.0");
    }

    @Test
    void overlappingSpheresShareVoxels() {
        SphereParcels spheres = new SphereParcels(
                List.of(new SphereParcels.Sphere("a", 4, 0, 0, 2), new SphereParcels.Sphere("b", 6, 0, 0, 2)));
        ParcelOptions everything = new ParcelOptions(ParcelStatistic.SUM, 0, ParcelOptions.Arithmetic.FLOATING);
        ParcelExtraction extraction = spheres.onGrid(LINE).extraction(Mask.full(LINE), everything, 1);
        extraction.add(FloatMatrix.wrap(6, 1, 1, 2, 4, 8, 16, 32));
        assertThat(extraction.finish().values().row(0)).containsExactly(14, 28);
    }

    @Test
    void anAtlasMeetsAGridOnce() {
        ParcelCache cache = new ParcelCache();
        LabelParcels equal = LabelParcels.of(Volume.wrap(LINE, 1, 1, 1, 2, 2, 0), Map.of(1, "left", 9, "absent"));
        VolumeGrid other = new VolumeGrid(3, 1, 1, Affine.scaling(4, 2, 2));
        ParcelGrid first = cache.onGrid(ATLAS, LINE);
        assertThat(cache.onGrid(equal, new VolumeGrid(6, 1, 1, Affine.scaling(2, 2, 2))))
                .isSameAs(first);
        assertThat(cache.onGrid(ATLAS, other)).isNotSameAs(first);
        MapParcels maps = MapParcels.of(List.of("m"), LINE, List.of(Volume.wrap(LINE, 1, 1, 0, 0, 0, 0)));
        MapParcels same = MapParcels.of(List.of("m"), LINE, List.of(Volume.wrap(LINE, 1, 1, 0, 0, 0, 0)));
        assertThat(cache.onGrid(maps, LINE)).isSameAs(cache.onGrid(same, LINE));
        assertThat(cache.size()).isEqualTo(3);
    }

    @Test
    void dependentMapsAreNamedAndMapsOutsideTheMaskAreNaN() {
        List<Volume> maps = List.of(
                Volume.wrap(LINE, 1, 1, 0, 0, 0, 0),
                Volume.wrap(LINE, 2, 2, 0, 0, 0, 0),
                Volume.wrap(LINE, 0, 0, 0, 0, 0, 1));
        ParcelGrid all = MapParcels.of(List.of("a", "twin", "c"), LINE, maps).onGrid(LINE);
        assertThatThrownBy(() -> all.extraction(Mask.full(LINE), ParcelOptions.defaults(), 1))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("map 'twin'");
        ParcelGrid two = MapParcels.of(List.of("a", "c"), LINE, List.of(maps.get(0), maps.get(2)))
                .onGrid(LINE);
        Mask mask = Mask.of(LINE, true, true, true, false, false, false);
        ParcelExtraction extraction = two.extraction(mask, ParcelOptions.defaults(), 1);
        extraction.add(FloatMatrix.wrap(3, 1, 3, 5, 7));
        assertThat(extraction.finish().values().row(0)).containsExactly(new double[] {4, Double.NaN}, within(1e-12));
    }

    @Test
    void wrongChunksMasksAndMapsAreRefused() {
        ParcelGrid parcels = ATLAS.onGrid(LINE);
        ParcelExtraction extraction = parcels.extraction(Mask.full(LINE), ParcelOptions.defaults(), 2);
        extraction.add(FloatMatrix.zeros(5, 2));
        assertThatThrownBy(extraction::finish).hasMessageContaining("6 voxels but the chunks had only 5");
        assertThatThrownBy(() -> extraction.add(FloatMatrix.zeros(2, 2)))
                .hasMessageContaining("rest of the recording [1 voxels x 2 volumes]");
        assertThatThrownBy(() -> extraction.add(FloatMatrix.zeros(1, 3))).hasMessageContaining("[1 voxels x 3");
        Mask other = Mask.full(new VolumeGrid(3, 1, 1, Affine.scaling(4, 2, 2)));
        assertThatThrownBy(() -> parcels.coverage(other)).hasMessageContaining("prepare the parcels");
        assertThatThrownBy(() -> parcels.extraction(Mask.full(LINE), ParcelOptions.defaults(), 0))
                .hasMessageContaining("volumes must be >= 1");
        assertThatThrownBy(() -> MapParcels.of(List.of(), LINE, List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> new ParcelOptions(ParcelStatistic.MEAN, 2, ParcelOptions.Arithmetic.FLOATING))
                .hasMessageContaining("minimumCoverage");
    }

    @Test
    void missingValuesReachMedianAndExtremes() {
        for (ParcelStatistic statistic : List.of(ParcelStatistic.MEDIAN, ParcelStatistic.MINIMUM)) {
            ParcelExtraction extraction = ATLAS.onGrid(LINE)
                    .extraction(Mask.full(LINE), ParcelOptions.defaults().withStatistic(statistic), 1);
            extraction.add(FloatMatrix.wrap(6, 1, 1, Float.NaN, 3, 4, 6, 0));
            ParcelSeries series = extraction.finish();
            assertThat(series.values().get(0, 0)).isNaN();
            assertThat(series.values().get(0, 1)).isEqualTo(statistic == ParcelStatistic.MEDIAN ? 5 : 4);
        }
    }

    @Test
    void aRealAtlasKeepsAllLabelsOnACoarseGrid() {
        RawNifti aal = RawNifti.read("mricron_aal/aal.nii.gz");
        VolumeGrid own = aal.grid(Affine.of(1, 0, 0, -90, 0, 1, 0, -125, 0, 0, 1, -71));
        LabelParcels atlas = LabelParcels.of(Volume.wrap(own, aal.volume(0)), Map.of());
        assertThat(atlas.names()).hasSize(116);
        VolumeGrid bold = new VolumeGrid(61, 73, 61, Affine.of(-3, 0, 0, 90, 0, 3, 0, -126, 0, 0, 3, -72));
        double[] coverage = atlas.onGrid(bold).coverage(Mask.full(bold));
        assertThat(coverage).hasSize(116);
        for (double c : coverage) {
            assertThat(c).isGreaterThan(0.9);
        }
    }
}
