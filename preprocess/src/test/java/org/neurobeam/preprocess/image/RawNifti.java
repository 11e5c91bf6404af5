package org.neurobeam.preprocess.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.neurobeam.schemas.testing.SharedData;

/** Just enough of NIfTI-1 for the test images: uint8 or int16, header of 352 bytes, either byte order, no scaling. */
final class RawNifti {
    private static final int HEADER = 352;
    private static final int UINT8 = 2;

    final int[] shape = new int[4];
    private final float[] values;

    private RawNifti(ByteBuffer bytes) {
        bytes.order(bytes.getInt(0) == 348 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int n = 1;
        for (int axis = 0; axis < 4; axis++) {
            shape[axis] = Math.max(1, bytes.getShort(42 + 2 * axis));
            n *= shape[axis];
        }
        boolean oneByte = bytes.getShort(70) == UINT8;
        values = new float[n];
        for (int v = 0; v < n; v++) {
            values[v] = oneByte ? bytes.get(HEADER + v) & 0xff : bytes.getShort(HEADER + 2 * v);
        }
    }

    static RawNifti read(String relative) {
        try (InputStream file = Files.newInputStream(SharedData.path("data/fmri/" + relative));
                InputStream in = relative.endsWith(".gz") ? new GZIPInputStream(file) : new BufferedInputStream(file)) {
            return new RawNifti(ByteBuffer.wrap(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    VolumeGrid grid(Affine affine) {
        return new VolumeGrid(shape[0], shape[1], shape[2], affine);
    }

    float[] volume(int t) {
        int n = shape[0] * shape[1] * shape[2];
        return Arrays.copyOfRange(values, t * n, (t + 1) * n);
    }
}
