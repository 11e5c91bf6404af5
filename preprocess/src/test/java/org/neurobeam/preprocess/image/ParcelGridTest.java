package org.neurobeam.preprocess.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.neurobeam.schemas.array.DoubleMatrix;

class ParcelGridTest {
    private static final VolumeGrid GRID =
            new VolumeGrid(3, 1, 1, Affine.scaling(2, 3, 4).withOrigin(-2, 5, 7));

    @Test
    void centresAreThoseOfTheVoxelsInMm() {
        Volume image = Volume.wrap(GRID, 1, 1, 2);
        DoubleMatrix centres =
                LabelParcels.of(image, Map.of(5, "absent")).onGrid(GRID).centresMm();
        assertThat(centres.row(0)).containsExactly(-1, 5, 7);
        assertThat(centres.row(1)).containsExactly(2, 5, 7);
        assertThat(centres.row(2)).containsExactly(Double.NaN, Double.NaN, Double.NaN);
    }

    @Test
    void weightsOfMapsPullTheCentreByTheirMagnitude() {
        DoubleMatrix maps = DoubleMatrix.of(new double[][] {{3, 0, -1}});
        DoubleMatrix centres =
                MapParcels.of(java.util.List.of("m"), GRID, maps).onGrid(GRID).centresMm();
        assertThat(centres.row(0)).containsExactly(-1, 5, 7);
    }
}
