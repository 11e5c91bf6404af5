package org.neurobeam.ingest.nifti;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Makes small NIfTI-1 images field by field, sound ones and others. */
final class ImageBytes {
    private final ByteBuffer header = ByteBuffer.allocate(352).order(ByteOrder.LITTLE_ENDIAN);
    private byte[] data = new byte[0];

    /** A sound header: step 1 mm, TR 2 s, sform identity, magic n+1. */
    ImageBytes(VoxelType type, int... shape) {
        header.putInt(0, 348).putShort(40, (short) shape.length);
        for (int i = 0; i < 7; i++) {
            header.putShort(42 + 2 * i, (short) (i < shape.length ? shape[i] : 1));
            header.putFloat(80 + 4 * i, 1);
        }
        header.putFloat(76, 1).putFloat(92, 2).put(123, (byte) 10);
        header.putShort(70, (short) type.code()).putShort(72, (short) (8 * type.voxelBytes()));
        header.putFloat(108, 352).putShort(254, (short) 1);
        header.putFloat(280, 1).putFloat(300, 1).putFloat(320, 1);
        header.put(344, (byte) 'n').put(345, (byte) '+').put(346, (byte) '1');
    }

    ImageBytes shortAt(int offset, int value) {
        header.putShort(offset, (short) value);
        return this;
    }

    ImageBytes floatAt(int offset, double value) {
        header.putFloat(offset, (float) value);
        return this;
    }

    ImageBytes byteAt(int offset, int value) {
        header.put(offset, (byte) value);
        return this;
    }

    ImageBytes data(byte[] bytes) {
        data = bytes;
        return this;
    }

    ImageBytes floats(float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return data(buffer.array());
    }

    byte[] bytes() {
        byte[] all = new byte[352 + data.length];
        System.arraycopy(header.array(), 0, all, 0, 352);
        System.arraycopy(data, 0, all, 352, data.length);
        return all;
    }

    Path write(Path folder, String name) {
        return write(folder, name, bytes());
    }

    static Path write(Path folder, String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
