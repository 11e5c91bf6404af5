package org.neurobeam.ingest.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.io.DataStore;

/**
 * MB/s of float32 from disk into voxel-major chunks, run on demand: {@code -Dneurobeam.speed=true
 * -Dneurobeam.speed.volumes=2000}.
 */
@EnabledIfSystemProperty(named = "neurobeam.speed", matches = "true")
class VoxelSeriesSpeedTest {
    private static final int[] SHAPE = {64, 64, 40};
    private static final int VOXELS = 64 * 64 * 40;
    private static final int CHUNK = 1024;
    private static final long BUDGET = 256L << 20;
    private static final int ROUNDS = 3;

    @TempDir
    Path folder;

    @Test
    void measures() throws IOException {
        int volumes = Integer.getInteger("neurobeam.speed.volumes", 400);
        for (VoxelType type : new VoxelType[] {VoxelType.FLOAT32, VoxelType.INT16}) {
            write(type, volumes, "x.nii", false);
            write(type, volumes, "x.nii.gz", true);
            for (int round = 0; round < ROUNDS; round++) {
                double megabytes = 1e-6 * VOXELS * type.voxelBytes() * volumes;
                double spilled = megabytes / series("x.nii", 64L << 20);
                double plain = megabytes / series("x.nii", BUDGET);
                double gunzip = megabytes / gunzip("x.nii.gz");
                double zipped = megabytes / series("x.nii.gz", BUDGET);
                System.out.printf(
                        "%s x %d: %.0f MB/s (budget 64 MiB), %.0f MB/s (256 MiB), gz %.0f MB/s, gunzip %.0f MB/s,"
                                + " ratio %.2f%n",
                        type, volumes, spilled, plain, zipped, gunzip, zipped / gunzip);
                assertThat(plain).isPositive();
            }
        }
    }

    private double series(String name, long budget) throws IOException {
        long start = System.nanoTime();
        double sum = 0;
        try (VoxelSeries series =
                NiftiImage.open(DataStore.local(folder), name).series(new SeriesMemory(budget, folder))) {
            for (VoxelChunk chunk : series.chunks(CHUNK)) {
                sum += chunk.values().get(0, 0);
            }
        }
        assertThat(sum).isNotNaN();
        return 1e-9 * (System.nanoTime() - start);
    }

    private double gunzip(String name) throws IOException {
        long start = System.nanoTime();
        byte[] buffer = new byte[1 << 20];
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve(name)), 1 << 19)) {
            long total = 0;
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                total += n;
            }
            assertThat(total).isGreaterThan(VOXELS);
        }
        return 1e-9 * (System.nanoTime() - start);
    }

    private void write(VoxelType type, int volumes, String name, boolean gzip) throws IOException {
        Random random = new Random(1);
        int[] shape = {SHAPE[0], SHAPE[1], SHAPE[2], volumes};
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 20);
                OutputStream out = gzip ? new FastGzip(file) : file) {
            out.write(new ImageBytes(type, shape).bytes());
            ByteBuffer volume = ByteBuffer.allocate(VOXELS * type.voxelBytes()).order(ByteOrder.LITTLE_ENDIAN);
            for (int t = 0; t < volumes; t++) {
                volume.clear();
                for (int v = 0; v < VOXELS; v++) {
                    int value = v % 5 == 0 ? 900 + random.nextInt(64) : 0;
                    if (type == VoxelType.FLOAT32) {
                        volume.putFloat(value);
                    } else {
                        volume.putShort((short) value);
                    }
                }
                out.write(volume.array());
            }
        }
    }

    /** The level that fits a quick test. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
