package org.neurobeam.ingest.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Matrix;

/** Repairs are warnings in words; what cannot be repaired is refused with a place and a remedy. */
class ImageHeaderTest {
    @TempDir
    Path folder;

    private ImageHeader read(ImageBytes image) {
        image.write(folder, "x.nii");
        return ImageHeader.read(DataStore.local(folder), "x.nii");
    }

    private static ImageBytes image() {
        return new ImageBytes(VoxelType.FLOAT32, 2, 3, 4, 5).floats(new float[120]);
    }

    @Test
    void aSoundHeaderHasNoWarnings() {
        ImageHeader header = read(image());
        assertThat(header.warnings()).isEmpty();
        assertThat(header.shape()).containsExactly(2L, 3L, 4L, 5L);
        assertThat(header.volumes()).isEqualTo(5);
        assertThat(header.voxelsPerVolume()).isEqualTo(24);
        assertThat(header.affineSource()).isEqualTo(AffineSource.SFORM);
        assertThat(header.requireAffine().apply(1, 2, 3)).containsExactly(1, 2, 3);
        assertThat(header.isCifti()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "108, 0, vox_offset is 0.0; 352 used",
        "108, NaN, vox_offset is NaN; 352 used",
        "108, 352.5, vox_offset is 352.5; 352 used",
        "80, -2, pixdim[1] is -2.0; its absolute value used",
        "84, 0, pixdim[2] is 0; 1 used",
        "76, 0, pixdim[0] (handedness of the qform) is 0.0; +1 used",
        "280, NaN, the affine (sform) is singular or not finite; operations in mm will be refused"
    })
    void repairsWithAWarning(int offset, double value, String warning) {
        ImageHeader header = read(image().floatAt(offset, value));
        assertThat(header.warnings()).containsExactly(warning);
        assertThat(header.dataOffset()).isEqualTo(352);
    }

    @Test
    void refusesWorkInMmOnASingularAffine() {
        ImageHeader header = read(image().floatAt(280, 0));
        assertThatThrownBy(header::requireAffine)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("x.nii: affine from sform")
                .hasMessageContaining("mend sform or qform");
    }

    @Test
    void aSlopeNeedsAFiniteIntercept() {
        ImageBytes bad = image().floatAt(112, 2).floatAt(116, Double.NaN);
        assertThatThrownBy(() -> read(bad)).isInstanceOf(DataException.class).hasMessageContaining("field scl_inter");
        assertThat(read(bad.floatAt(112, Double.POSITIVE_INFINITY)).scaling()).isEqualTo(Scaling.NONE);
        assertThat(read(bad.floatAt(112, 0)).scaling()).isEqualTo(Scaling.NONE);
    }

    @Test
    void aQuaternionThatIsNoRotationIsRefusedOnlyWhereItIsNeeded() {
        ImageBytes bad = image().shortAt(252, 1).floatAt(256, 1).floatAt(260, 1);
        assertThat(read(bad).warnings()).hasSize(1).first().asString().contains("not a rotation");
        assertThatThrownBy(() -> read(bad.shortAt(254, 0)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("b^2 + c^2 + d^2 <= 1, found 2.0");
    }

    @Test
    void theQformIsARotationTimesSteps() {
        // half a turn around the first axis: b = 1
        ImageHeader header = read(image().shortAt(252, 1)
                .shortAt(254, 0)
                .floatAt(256, 1)
                .floatAt(84, 3)
                .floatAt(268, 7));
        assertThat(header.affineSource()).isEqualTo(AffineSource.QFORM);
        assertThat(header.affine()).isEqualTo(Affine.ofRows(1, 0, 0, 7, 0, -3, 0, 0, 0, 0, -1, 0));
        assertThat(Orientation.of(header.affine()).code()).isEqualTo("RPI");
    }

    @Test
    void warnsWhenTheTwoAffinesDiffer() {
        assertThat(read(image().shortAt(252, 1)).warnings()).isEmpty();
        assertThat(read(image().shortAt(252, 1).floatAt(268, 0.5)).warnings())
                .containsExactly("sform and qform differ by up to 0.5 mm; sform used");
    }

    @Test
    void squeezesOnesAfterTheFourthAxis() {
        ImageHeader header = read(new ImageBytes(VoxelType.UINT8, 2, 3, 4, 1, 1, 1).data(new byte[24]));
        assertThat(header.shapeLabel()).isEqualTo("2x3x4x1");
        ImageHeader five = read(new ImageBytes(VoxelType.UINT8, 2, 3, 4, 1, 6).data(new byte[144]));
        assertThat(five.volumes()).isEqualTo(6);
        ImageHeader vectors = read(new ImageBytes(VoxelType.UINT8, 2, 3, 4, 2, 3).data(new byte[144]));
        assertThatThrownBy(vectors::volumes)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("split the image into 4-D files");
    }

    @Test
    void textThatIsNotUtf8AndUnknownCodesAreKept() {
        ImageHeader header = read(image().byteAt(148, 0xE9).byteAt(122, 99).shortAt(68, 4321));
        assertThat(header.stored().description()).isEqualTo("\u00e9");
        assertThat(header.stored().sliceCode()).isEqualTo(99);
        assertThat(IntentCode.name(header.stored().intentCode())).isEqualTo("unknown code 4321");
        assertThat(IntentCode.name(3)).isEqualTo("t test");
        assertThat(IntentCode.name(3006)).isEqualTo("ConnDenseScalar");
        assertThat(IntentCode.name(2006)).isEqualTo("fnirt disp field");
    }

    @Test
    void messagesNameTheFileAndTheRemedy() {
        ImageBytes.write(folder, "text.nii", "hello world".getBytes(StandardCharsets.US_ASCII));
        DataStore store = DataStore.local(folder);
        assertThatThrownBy(() -> ImageHeader.read(store, "text.nii"))
                .isInstanceOf(DataException.class)
                .hasMessage("text.nii: byte 0: not a NIfTI image: found 11 bytes where a header has at least 348"
                        + " (first bytes 68 65 6c 6c 6f 20 77 6f 72 6c 64)");
        assertThatThrownBy(() -> ImageHeader.read(store, "none.nii"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none.nii: expected an image, found no such file");
        assertThatThrownBy(() -> ImageHeader.read(store, "none.img"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected none.hdr or none.hdr.gz beside it");
    }

    @Test
    void aPairOpensByEitherName() throws IOException {
        byte[] bytes = image().byteAt(345, 'i').floatAt(108, 0).bytes();
        bytes[345] = 'i';
        ImageBytes.write(folder, "p.hdr", Arrays.copyOf(bytes, 348));
        ImageBytes.write(folder, "p.img.gz", ImageBytes.gzip(new byte[480]));
        DataStore store = DataStore.local(folder);
        for (String name : List.of("p.hdr", "p.img.gz", "p.img")) {
            NiftiImage image = NiftiImage.open(store, name);
            assertThat(image.header().format()).isEqualTo(NiftiFormat.NIFTI1_PAIR);
            assertThat(image.header().path()).isEqualTo("p.hdr");
            try (VolumeReader volumes = image.volumes()) {
                assertThat(volumes.next(new double[24])).isTrue();
            }
        }
        Files.delete(folder.resolve("p.img.gz"));
        assertThatThrownBy(() -> NiftiImage.open(store, "p.hdr").volumes())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("expected p.img or p.img.gz beside it");
    }

    @Test
    void anAnalyzeImageTakesItsAffineFromAMatlab5File() throws IOException {
        byte[] bytes = image().bytes();
        Arrays.fill(bytes, 344, 348, (byte) 0);
        Arrays.fill(bytes, 253, 259, (byte) 0);
        ImageBytes.write(folder, "a.hdr", Arrays.copyOf(bytes, 348));
        DataStore store = DataStore.local(folder);
        ImageHeader centred = ImageHeader.read(store, "a.hdr");
        assertThat(centred.affineSource()).isEqualTo(AffineSource.FALLBACK);
        assertThat(centred.affine().apply(0.5, 1, 1.5)).containsExactly(0, 0, 0);
        Matrix m = Mat5.newMatrix(4, 4);
        for (int i = 0; i < 4; i++) {
            m.setDouble(i, i, i + 1);
            m.setDouble(i, 3, 10);
        }
        Mat5.writeToFile(
                Mat5.newMatFile().addArray("M", m), folder.resolve("a.mat").toFile());
        ImageHeader header = ImageHeader.read(store, "a.hdr");
        assertThat(header.affineSource()).isEqualTo(AffineSource.MAT);
        assertThat(header.affine()).isEqualTo(Affine.ofRows(-1, 0, 0, -11, 0, 2, 0, 12, 0, 0, 3, 13));
        ImageBytes.write(folder, "a.mat", new byte[300]);
        assertThatThrownBy(() -> ImageHeader.read(store, "a.hdr"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a.mat: expected a 4 x 4 matrix mat or M");
    }

    @Test
    void extensionsAreKeptAsBytes() {
        byte[] head = image().floatAt(108, 384).byteAt(348, 1).bytes();
        byte[] all = new byte[384 + 480];
        System.arraycopy(head, 0, all, 0, 352);
        all[352] = 32;
        all[356] = 6;
        all[360] = 'x';
        ImageBytes.write(folder, "e.nii", all);
        ImageHeader header = ImageHeader.read(DataStore.local(folder), "e.nii");
        assertThat(header.extensions()).hasSize(1);
        Extension extension = header.extensions().get(0);
        assertThat(extension.code()).isEqualTo(6);
        assertThat(extension.length()).isEqualTo(24);
        assertThat(extension.content()[0]).isEqualTo((byte) 'x');
        assertThat(extension)
                .isEqualTo(new Extension(6, extension.content()))
                .hasToString("Extension[code 6, 24 bytes]");
        all[352] = 48;
        ImageBytes.write(folder, "e.nii", all);
        assertThat(ImageHeader.read(DataStore.local(folder), "e.nii").warnings())
                .containsExactly(
                        "header extensions dropped: esize 48 is not a multiple of 16 that ends before vox_offset");
    }
}
