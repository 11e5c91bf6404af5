package org.neurobeam.preprocess.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.error.NumericalException;

class MasksTest {
    private static final VolumeGrid GRID = new VolumeGrid(2, 2, 1, Affine.scaling(2, 2, 2));

    @Test
    void intersectionKeepsVoxelsInMoreThanTheShare() {
        Mask a = Mask.of(GRID, true, true, true, false);
        Mask b = Mask.of(GRID, true, true, false, false);
        Mask c = Mask.of(GRID, true, false, false, false);
        assertThat(Masks.intersect(List.of(a, b, c), 0).indices()).containsExactly(0, 1, 2);
        assertThat(Masks.intersect(List.of(a, b, c), 0.5).indices()).containsExactly(0, 1);
        assertThat(Masks.intersect(List.of(a, b, c), 1).indices()).containsExactly(0);
        assertThatThrownBy(() -> Masks.intersect(List.of(), 0.5)).hasMessageContaining("at least one mask");
        Mask far = Mask.full(new VolumeGrid(2, 2, 1, Affine.scaling(3, 2, 2)));
        assertThatThrownBy(() -> Masks.intersect(List.of(a, far), 0.5)).hasMessageContaining("mask 1 has");
    }

    @Test
    void aMismatchNamesBothFilesBothGridsTheDistanceAndTheFix() {
        VolumeGrid other = new VolumeGrid(2, 2, 1, Affine.scaling(2, 2, 2).withOrigin(3, 0, 4));
        Mask mask = Mask.full(other);
        assertThatThrownBy(() -> Masks.onto(mask, "mask.nii", GRID, "bold.nii.gz", OnMismatch.defaults()))
                .isInstanceOf(DataException.class)
                .hasMessage("mask.nii: shape and affine: expected the grid of bold.nii.gz, 2 x 2 x 1 voxels, affine"
                        + " [2 0 0 0; 0 2 0 0; 0 0 2 0]; found 2 x 2 x 1 voxels, affine [2 0 0 3; 0 2 0 0; 0 0 2 4];"
                        + " largest difference 5.000 mm; give a file on the grid of the data, or allow resampling"
                        + " (on_mismatch: resample)");
        assertThat(Masks.onto(mask, "m", GRID, "b", OnMismatch.RESAMPLE).count())
                .isZero();
    }

    @Test
    void masksMoveOntoTheGridOfTheData() {
        VolumeGrid fine = new VolumeGrid(4, 4, 2, Affine.scaling(1, 1, 1));
        float[] x = new float[fine.voxels()];
        x[fine.index(2, 2, 0)] = 1;
        x[fine.index(0, 0, 0)] = Float.NaN;
        Mask mask = Mask.nonZero(Volume.wrap(fine, x));
        assertThat(Masks.onto(mask, "m", GRID, "b", OnMismatch.RESAMPLE).indices())
                .containsExactly(3);
        VolumeGrid hardlyMoved = new VolumeGrid(2, 2, 1, Affine.scaling(2, 2, 2).withOrigin(0.001, 0, 0));
        assertThat(Masks.onto(Mask.full(hardlyMoved), "m", GRID, "b", OnMismatch.REFUSE)
                        .grid())
                .isEqualTo(GRID);
    }

    @Test
    void anEmptyMaskIsAnErrorOnUse() {
        Mask empty = Mask.of(GRID, new boolean[4]);
        assertThatThrownBy(empty::requireNotEmpty)
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("0 of 4 voxels");
        float[] flat = new float[4];
        flat[0] = 1;
        assertThat(Masks.epi(Volume.wrap(GRID, flat), EpiMaskOptions.defaults()).count())
                .isZero();
    }

    @Test
    void theEpiMaskFindsABrightCube() {
        VolumeGrid grid = new VolumeGrid(12, 12, 12, Affine.scaling(3, 3, 3));
        float[] x = new float[grid.voxels()];
        int bright = 0;
        for (int v = 0; v < x.length; v++) {
            int i = v % 12;
            int j = v / 12 % 12;
            int k = v / 144;
            boolean inside = Math.min(i, Math.min(j, k)) >= 2 && Math.max(i, Math.max(j, k)) <= 9;
            x[v] = inside ? 100 + v % 3 : v % 7;
            bright += inside ? 1 : 0;
        }
        EpiMaskOptions plain = new EpiMaskOptions(0.2, 0.85, 0, false);
        assertThat(Masks.epi(Volume.wrap(grid, x), plain).count()).isEqualTo(bright);
        Mask opened = Masks.epi(Volume.wrap(grid, x), EpiMaskOptions.defaults());
        assertThat(opened.contains(grid.index(5, 5, 5))).isTrue();
        assertThat(opened.contains(grid.index(0, 5, 5))).isFalse();
        assertThatThrownBy(() -> new EpiMaskOptions(0.9, 0.2, 0, true)).hasMessageContaining("0.9 and 0.2");
        assertThatThrownBy(() -> new EpiMaskOptions(0.1, 0.2, -1, true)).hasMessageContaining("opening");
    }

    @Test
    void wrongLengthsAreRefusedWithBothShapes() {
        Mask mask = Mask.full(GRID);
        assertThatThrownBy(() -> mask.gather(1, 2)).hasMessage("volume [2] does not fit the grid [2 x 2 x 1]");
        assertThatThrownBy(() -> mask.scatter(new float[3], 0)).hasMessageContaining("values [3]");
        assertThatThrownBy(() -> Mask.of(GRID, true)).hasMessageContaining("inside [1]");
        assertThatThrownBy(() -> new VolumeGrid(0, 1, 1, Affine.scaling(1, 1, 1)))
                .hasMessageContaining("0 x 1 x 1");
        assertThatThrownBy(() -> Affine.of(1, 2, 3)).hasMessageContaining("there are 3");
        assertThatThrownBy(() -> Affine.of(new double[12])).hasMessageContaining("determinant is 0.0");
        assertThatThrownBy(() -> Affine.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1))
                .hasMessageContaining("last row");
        assertThatThrownBy(() -> Smoothing.isotropic(GRID, -1)).hasMessageContaining("fwhmMm");
    }

    @Test
    void momentsGiveMeanAndSignalToNoise() {
        VolumeMoments moments = new VolumeMoments(GRID);
        assertThat(moments.mean().values()).containsOnly(Float.NaN);
        moments.add(1, 5, 100_000_001, 0);
        moments.add(3, 5, 100_000_033, 0);
        assertThat(moments.count()).isEqualTo(2);
        assertThat(moments.mean().values()[0]).isEqualTo(2);
        assertThat(moments.tsnr().values()[0]).isEqualTo(2);
        assertThat(moments.tsnr().values()[1]).isNaN();
    }

    @Test
    void resamplingFillsAndMarksWhatIsNotFinite() {
        VolumeGrid line = new VolumeGrid(7, 1, 1, Affine.scaling(1, 1, 1));
        float[] x = {1, 1, Float.NaN, 1, 1, 1, 1};
        VolumeGrid half = new VolumeGrid(6, 1, 1, Affine.scaling(1, 1, 1).withOrigin(0.4, 0, 0));
        float[] y = Resampling.between(line, half, Interpolation.LINEAR).apply(x);
        assertThat(y[2]).isNaN();
        assertThat(y[1]).isCloseTo(1, within(1e-6f));
        float[] nothing = new float[7];
        Arrays.fill(nothing, Float.NaN);
        assertThat(Resampling.between(line, half, Interpolation.CONTINUOUS).apply(nothing))
                .containsOnly(Float.NaN);
    }

    @Test
    void targetGridsFollowTheSource() {
        VolumeGrid grid = new VolumeGrid(10, 10, 10, Affine.scaling(2, 2, 2));
        assertThat(Resampling.gridWithAffine(grid, Affine.scaling(4, 4, 4).withOrigin(2, 2, 2)))
                .isEqualTo(new VolumeGrid(5, 5, 5, Affine.scaling(4, 4, 4).withOrigin(2, 2, 2)));
        assertThatThrownBy(() ->
                        Resampling.gridWithAffine(grid, Affine.scaling(4, 4, 4).withOrigin(99, 0, 0)))
                .hasMessageContaining("outside the field of view");
        assertThat(grid.size(2)).isEqualTo(10);
        assertThat(Resampling.between(grid, GRID, Interpolation.LINEAR).target())
                .isEqualTo(GRID);
    }
}
