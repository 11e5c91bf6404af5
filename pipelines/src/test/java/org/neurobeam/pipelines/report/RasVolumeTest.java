package org.neurobeam.pipelines.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RasVolumeTest {
    private static final double ROUNDING = 1e-9;
    /** Half a step of 1/32000. */
    private static final float QUANTUM = 1.6e-5f;

    /** i runs up, j to the left, k to the front. */
    private static final VolumeGrid PERMUTED =
            VolumeGrid.of(6, 7, 8, 0, -2, 0, 10, 0, 0, 3, -20, 4, 0, 0, 5, 0, 0, 0, 1);

    private static RasVolume volume(VolumeGrid grid) {
        float[] index = new float[grid.voxels()];
        for (int n = 0; n < index.length; n++) {
            index[n] = n / 1000f;
        }
        index[5] = Float.NaN;
        return new RasVolume(MeanVolume.of(grid, index), TargetScores.of(index));
    }

    @Test
    void axesAreShownRightFrontUpWhateverTheOrderOfVoxels() {
        RasVolume v = volume(PERMUTED);

        assertThat(List.of(v.size(0), v.size(1), v.size(2))).containsExactly(7, 8, 6);
        assertThat(List.of(v.voxelSizeMm(0), v.voxelSizeMm(1), v.voxelSizeMm(2)))
                .containsExactly(2.0, 3.0, 4.0);
        assertThat(v.flipped(0)).isTrue();
        assertThat(v.flipped(1)).isFalse();
        // displayed (1, 2, 3) is voxel i = 3, j = 7 - 1 - 1, k = 2
        assertThat(v.index(1, 2, 3)).isEqualTo(3 + 6 * (5 + 7 * 2));
        assertThat(v.slicePositionMm(0, 1)).isEqualTo(-2.0 * 5 + 10, within(ROUNDING));
        assertThat(v.slicePositionMm(2, 3)).isEqualTo(4.0 * 3 + 5, within(ROUNDING));
        assertThat(v.obliqueDegrees()).isEqualTo(0, within(ROUNDING));
    }

    @Test
    void aTiltedGridIsMeasured() {
        double c = 2 * Math.cos(Math.toRadians(20));
        double s = 2 * Math.sin(Math.toRadians(20));

        RasVolume v = volume(VolumeGrid.of(6, 7, 8, 2, 0, 0, 0, 0, c, -s, 0, 0, s, c, 0, 0, 0, 0, 1));

        assertThat(v.obliqueDegrees()).isEqualTo(20, within(1e-6));
    }

    @Test
    void embeddedScoresDecodeToTheScores() {
        RasVolume v = volume(PERMUTED);
        VolumeData data = new VolumeData(v, ScoreScale.of(v.scores()));
        Map<String, String> arrays = data.arrays();
        byte[] mask = Base64.getDecoder().decode(arrays.get("mask"));
        ByteBuffer r =
                ByteBuffer.wrap(Base64.getDecoder().decode(arrays.get("r"))).order(ByteOrder.LITTLE_ENDIAN);
        double unit = (double) data.header().get("rUnit");

        int voxel = 0;
        int missing = 0;
        for (int z = 0; z < v.size(2); z++) {
            for (int y = 0; y < v.size(1); y++) {
                for (int x = 0; x < v.size(0); x++, voxel++) {
                    float expected = v.scores().r(v.index(x, y, z));
                    if ((mask[voxel / 8] >> voxel % 8 & 1) == 0) {
                        assertThat(expected).isNaN();
                        missing++;
                    } else {
                        assertThat((float) (r.getShort() * unit)).isEqualTo(expected, within(QUANTUM));
                    }
                }
            }
        }
        assertThat(missing).isEqualTo(1);
        assertThat(r.hasRemaining()).isFalse();
        assertThat(data.header().get("start")).isEqualTo(List.of(0, 7, 5));
    }

    @Test
    void theMosaicColoursScoresAboveTheThresholdOnly() {
        VolumeGrid grid = PseudoBrain.grid(9, 9, 1, 3);
        float[] r = new float[81];
        Arrays.fill(r, 0.05f);
        r[40] = 0.5f;
        float[] floor = new float[81];
        Arrays.fill(floor, 0.1f);
        float[] mean = new float[81];
        Arrays.fill(mean, 100);
        TargetScores scores = TargetScores.of(r).withNoiseFloor(floor);
        RasVolume v = new RasVolume(MeanVolume.of(grid, mean), scores);
        SliceMosaic mosaic = new SliceMosaic(v, ScoreScale.of(scores));
        Raster raster = mosaic.raster();

        SliceMosaic.Tile bare = mosaic.tiles().get(0);
        SliceMosaic.Tile coloured = mosaic.tiles().get(1);
        int middleX = mosaic.tileWidth() / 2;
        int middleY = mosaic.tileHeight() / 2;
        assertThat(raster.get(bare.x() + middleX, middleY)).isLessThan(ColourMap.GREYS);
        assertThat(raster.get(coloured.x() + middleX, middleY)).isEqualTo(ColourMap.MISSING - 1);
        assertThat(raster.get(coloured.x() + 2, 2)).isLessThan(ColourMap.GREYS);
    }

    @Test
    void gridsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> VolumeGrid.of(0, 1, 1, new double[16])).hasMessageContaining("must be positive");
        assertThatThrownBy(() -> VolumeGrid.of(1, 1, 1, new double[12])).hasMessageContaining("16 finite");
        assertThatThrownBy(() -> VolumeGrid.of(1, 1, 1, new double[16])).hasMessageContaining("size 0 along axis 0");
        assertThatThrownBy(() -> MeanVolume.of(PERMUTED, new float[5])).hasMessageContaining("[6 x 7 x 8 voxels]");
    }
}
