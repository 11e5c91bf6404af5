package org.neurobeam.ingest.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The bytes before the voxels: NIfTI-1 (352 bytes) unless an extent exceeds 32767, then NIfTI-2 (544 bytes); little
 * endian, no extensions.
 */
final class NiftiOutHeader {
    private static final int MM = 2;
    private static final int SECONDS = 8;
    private static final byte[] MAGIC_1 = {'n', '+', '1', 0};
    private static final byte[] MAGIC_2 = {'n', '+', '2', 0, '\r', '\n', 26, '\n'};
    private static final int SIZE_1 = 348;
    private static final int SIZE_2 = 540;
    private static final int NO_EXTENSION = 4;

    private final NiftiOutImage image;
    private final NiftiOutGrid grid;
    private final NiftiOutQuaternion quaternion;
    private final boolean qform;

    private NiftiOutHeader(NiftiOutImage image) {
        this.image = image;
        this.grid = image.grid();
        this.quaternion = NiftiOutQuaternion.of(grid);
        this.qform = quaternion.reproduces(grid);
    }

    /** The header followed by four zero bytes. */
    static byte[] of(NiftiOutImage image) {
        NiftiOutHeader header = new NiftiOutHeader(image);
        return header.wide() ? header.nifti2() : header.nifti1();
    }

    private boolean wide() {
        return Math.max(Math.max(grid.nx(), grid.ny()), Math.max(grid.nz(), image.volumes())) > Short.MAX_VALUE;
    }

    private byte[] nifti1() {
        ByteBuffer out = ByteBuffer.allocate(SIZE_1 + NO_EXTENSION).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0, SIZE_1).put(38, (byte) 'r');
        int[] dim = dim();
        for (int i = 0; i < dim.length; i++) {
            out.putShort(40 + 2 * i, (short) dim[i]);
        }
        out.putShort(68, (short) image.intentCode());
        out.putShort(70, (short) type().code()).putShort(72, (short) (8 * type().bytes()));
        floats(out, 76, pixdim());
        floats(
                out,
                108,
                SIZE_1 + NO_EXTENSION,
                image.encoding().slope(),
                image.encoding().intercept());
        out.put(123, (byte) units());
        text(out, 148, image.description());
        out.putShort(252, (short) qformCode()).putShort(254, (short) grid.xformCode());
        floats(out, 256, qform());
        floats(out, 280, sform());
        text(out, 328, image.intentName());
        out.put(344, MAGIC_1);
        return out.array();
    }

    private byte[] nifti2() {
        ByteBuffer out = ByteBuffer.allocate(SIZE_2 + NO_EXTENSION).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0, SIZE_2).put(4, MAGIC_2);
        out.putShort(12, (short) type().code()).putShort(14, (short) (8 * type().bytes()));
        int[] dim = dim();
        for (int i = 0; i < dim.length; i++) {
            out.putLong(16 + 8 * i, dim[i]);
        }
        doubles(out, 104, pixdim());
        out.putLong(168, SIZE_2 + NO_EXTENSION);
        doubles(out, 176, image.encoding().slope(), image.encoding().intercept());
        text(out, 240, image.description());
        out.putInt(344, qformCode()).putInt(348, grid.xformCode());
        doubles(out, 352, qform());
        doubles(out, 400, sform());
        out.putInt(500, units()).putInt(504, image.intentCode());
        text(out, 508, image.intentName());
        return out.array();
    }

    private int[] dim() {
        return new int[] {image.spatial() ? 3 : 4, grid.nx(), grid.ny(), grid.nz(), image.volumes(), 1, 1, 1};
    }

    private double[] pixdim() {
        return new double[] {
            qform ? quaternion.qfac() : 1, grid.voxelMm(0), grid.voxelMm(1), grid.voxelMm(2), image.trSeconds(), 0, 0, 0
        };
    }

    private double[] qform() {
        if (!qform) {
            return new double[6];
        }
        return new double[] {
            quaternion.b(),
            quaternion.c(),
            quaternion.d(),
            grid.affine().get(0, 3),
            grid.affine().get(1, 3),
            grid.affine().get(2, 3)
        };
    }

    private double[] sform() {
        double[] rows = new double[12];
        System.arraycopy(grid.affine().values(), 0, rows, 0, rows.length);
        return rows;
    }

    private int qformCode() {
        return qform ? grid.xformCode() : 0;
    }

    private int units() {
        return image.trSeconds() > 0 ? MM + SECONDS : MM;
    }

    private NiftiOutEncoding.Type type() {
        return image.encoding().type();
    }

    private static void floats(ByteBuffer out, int offset, double... values) {
        for (int i = 0; i < values.length; i++) {
            out.putFloat(offset + Float.BYTES * i, (float) values[i]);
        }
    }

    private static void doubles(ByteBuffer out, int offset, double... values) {
        for (int i = 0; i < values.length; i++) {
            out.putDouble(offset + Double.BYTES * i, values[i]);
        }
    }

    private static void text(ByteBuffer out, int offset, String text) {
        out.put(offset, text.getBytes(StandardCharsets.UTF_8));
    }
}
