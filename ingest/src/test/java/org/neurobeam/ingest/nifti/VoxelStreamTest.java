package org.neurobeam.ingest.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** Values are exact, and damage is found and said. */
class VoxelStreamTest {
    @TempDir
    Path folder;

    private NiftiImage open(String name, byte[] bytes) {
        ImageBytes.write(folder, name, bytes);
        return NiftiImage.open(DataStore.local(folder), name);
    }

    private static double[] values(NiftiImage image) throws IOException {
        try (VoxelStream stream = image.values()) {
            double[] values = new double[(int) stream.remaining()];
            assertThat(stream.read(values, 0, values.length)).isEqualTo(values.length);
            stream.finish();
            return values;
        }
    }

    @Test
    void integersAreExact() throws IOException {
        byte[] longs = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong((1L << 53) - 1)
                .putLong(-1)
                .array();
        assertThat(values(open(
                        "i.nii",
                        new ImageBytes(VoxelType.INT64, 2, 1, 1).data(longs).bytes())))
                .containsExactly(9007199254740991.0, -1);
        assertThat(values(open(
                        "u.nii",
                        new ImageBytes(VoxelType.UINT64, 2, 1, 1).data(longs).bytes())))
                .containsExactly(9007199254740991.0, 0x1p64);
        byte[] ones = new byte[8];
        Arrays.fill(ones, (byte) 0xFF);
        assertThat(values(open(
                        "i4.nii",
                        new ImageBytes(VoxelType.INT32, 2, 1, 1).data(ones).bytes())))
                .containsExactly(-1, -1);
        assertThat(values(open(
                        "u4.nii",
                        new ImageBytes(VoxelType.UINT32, 2, 1, 1).data(ones).bytes())))
                .containsExactly(4294967295.0, 4294967295.0);
        assertThat(values(open(
                        "u2.nii",
                        new ImageBytes(VoxelType.UINT16, 4, 1, 1).data(ones).bytes())))
                .containsOnly(65535);
        assertThat(values(open(
                        "c.nii",
                        new ImageBytes(VoxelType.RGBA32, 2, 1, 1).data(ones).bytes())))
                .containsOnly(255);
    }

    @Test
    void complexValuesAreScaledInBothPartsAndShiftedInTheReal() throws IOException {
        byte[] image = new ImageBytes(VoxelType.COMPLEX64, 2, 1, 1)
                .floats(1, 2, 3, 4)
                .floatAt(112, 2)
                .floatAt(116, 10)
                .bytes();
        assertThat(values(open("c.nii", image))).containsExactly(12, 4, 16, 8);
        assertThatThrownBy(() -> open("c.nii", image).volumes())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("convert the image to magnitude");
    }

    @Test
    void scalingIsDoneInDouble() throws IOException {
        byte[] image = new ImageBytes(VoxelType.INT16, 1, 1, 1)
                .data(new byte[] {0x10, 0x27})
                .floatAt(112, 0.1)
                .floatAt(116, 1000)
                .bytes();
        assertThat(values(open("s.nii", image))).containsExactly(10000 * (double) 0.1f + 1000);
        float[] one = new float[1];
        try (VolumeReader volumes = open("s.nii", image).volumes()) {
            assertThat(volumes.next(one)).isTrue();
        }
        assertThat(one).containsExactly((float) (10000 * (double) 0.1f + 1000));
    }

    @Test
    void aWrongChecksumIsFoundAfterTheLastVoxel() throws IOException {
        byte[] gzip = ImageBytes.gzip(new ImageBytes(VoxelType.UINT8, 2, 1, 1, 2)
                .data(new byte[] {1, 2, 3, 4})
                .bytes());
        gzip[gzip.length - 8] ^= 1;
        NiftiImage image = open("x.nii.gz", gzip);
        try (VolumeReader volumes = image.volumes()) {
            float[] volume = new float[2];
            assertThat(volumes.next(volume)).isTrue();
            assertThat(volumes.next(volume)).isTrue();
            assertThat(volume).containsExactly(3, 4);
            assertThatThrownBy(() -> volumes.next(volume))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("after the last voxel: the gzip checksum (CRC-32) is wrong");
        }
        gzip[gzip.length - 8] ^= 1;
        gzip[gzip.length - 1] ^= 1;
        assertThatThrownBy(() -> values(open("x.nii.gz", gzip)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the gzip length is wrong");
    }

    @Test
    void whatFollowsIsIgnoredWithAWarning() throws IOException {
        byte[] image =
                new ImageBytes(VoxelType.UINT8, 2, 1, 1).data(new byte[7]).bytes();
        byte[] gzip = ImageBytes.gzip(image);
        byte[] padded = Arrays.copyOf(gzip, gzip.length + 9);
        try (VoxelStream stream = open("t.nii.gz", padded).values()) {
            stream.read(new float[2], 0, 2);
            stream.finish();
            assertThat(stream.warnings())
                    .containsExactly("5 bytes after the voxel data ignored", "bytes after the gzip stream ignored");
        }
        try (VoxelStream stream = open("t.nii", image).values()) {
            assertThat(stream.warnings()).containsExactly("5 bytes after the voxel data ignored");
        }
    }

    @Test
    void aVolumeOfAnotherSizeIsAWrongCall() throws IOException {
        byte[] image =
                new ImageBytes(VoxelType.UINT8, 2, 1, 1).data(new byte[2]).bytes();
        try (VolumeReader volumes = open("v.nii", image).volumes()) {
            assertThatThrownBy(() -> volumes.next(new float[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("volume has 3 elements");
        }
    }

    @Test
    void gzipHeadersWithNameCommentAndExtraAreRead() throws IOException {
        byte[] image =
                new ImageBytes(VoxelType.UINT8, 2, 1, 1).data(new byte[] {8, 9}).bytes();
        byte[] gzip = ImageBytes.gzip(image);
        byte[] head = {0x1F, (byte) 0x8B, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 0, 3, 0, 'e', 'x', 't', 'n', 0, 'c', 0, 7, 7
        };
        byte[] all = Arrays.copyOf(head, head.length + gzip.length - 10);
        System.arraycopy(gzip, 10, all, head.length, gzip.length - 10);
        assertThat(values(open("h.nii.gz", all))).containsExactly(8, 9);
    }
}
