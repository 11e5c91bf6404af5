package org.neurobeam.ingest.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.testing.SharedData;

/** One volume stored in 24 orientations: brought to RAS, all agree. */
class OrientationGoldenTest {
    /** Section 14. */
    private static final double AFFINE = 1e-5;

    @Test
    void allOrientationsAgreeInRas() throws IOException {
        Path folder = SharedData.path("data/fmri/nifti_zoo/niivue/orientations");
        DataStore store = DataStore.local(folder);
        NiftiImage reference = NiftiImage.open(store, "RAS.nii.gz");
        float[] wanted = volume(reference);
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.map(f -> f.getFileName().toString()).sorted().toList();
        }
        assertThat(names).hasSize(24);
        for (String name : names) {
            NiftiImage image = NiftiImage.open(store, name);
            Orientation orientation = Orientation.of(image.header().requireAffine());
            assertThat(orientation.code()).isEqualTo(name.substring(0, 3));
            List<Long> shape = image.header().shape();
            assertThat(orientation.shapeInRas(shape)).containsExactly(64L, 79L, 67L);
            assertThat(orientation.volumeInRas(volume(image), shape)).as(name).isEqualTo(wanted);
            Affine affine = orientation.affineInRas(image.header().affine(), shape);
            assertThat(Orientation.of(affine).code()).isEqualTo("RAS");
            for (int i = 0; i < 12; i++) {
                assertThat(affine.get(i / 4, i % 4))
                        .as(name)
                        .isCloseTo(reference.header().affine().get(i / 4, i % 4), within(AFFINE));
            }
        }
    }

    private static float[] volume(NiftiImage image) throws IOException {
        try (VolumeReader volumes = image.volumes()) {
            float[] volume = new float[volumes.voxels()];
            assertThat(volumes.next(volume)).isTrue();
            assertThat(volumes.next(volume)).isFalse();
            return volume;
        }
    }

    @Test
    void aSingularAffineHasNoOrientation() {
        Affine flat = Affine.ofRows(1, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0);
        assertThat(flat.isUsable()).isFalse();
        assertThatThrownBy(() -> Orientation.of(flat)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theVolumeMustHaveTheShape() {
        Orientation ras = Orientation.of(Affine.ofRows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0));
        assertThatThrownBy(() -> ras.volumeInRas(new float[5], List.of(2L, 2L, 2L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[2, 2, 2]");
    }
}
