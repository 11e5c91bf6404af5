package org.neurobeam.ingest.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.testing.SharedData;

/** Damaged files give a DataException or a value, in bounded time and memory. */
class SurfaceFuzzTest {
    /** Mutations of each format, over all its files. */
    private static final int MUTATIONS = 1000;

    private static final int GIFTI_FILES = 5;
    private static final int CIFTI_FILES = 2;
    private static final long SEED = 20240607;
    /** Time for all mutations of one file: about fifty times what it takes. */
    private static final double MOST_SECONDS = 60;
    /** Nothing may hold more than this many times the file and its unpacked numbers. */
    private static final long MOST_BYTES = 64L << 20;

    @ParameterizedTest
    @ValueSource(strings = {"ascii.gii", "base64bin.gii", "task.func.gii", "external.gii", "external.gii.gz"})
    void damagedGifti(String name) throws IOException {
        byte[] good = Files.readAllBytes(SharedData.path("data/fmri/nifti_zoo/nibabel/gifti/" + name));
        fuzz(good, GIFTI_FILES, store -> GiftiFile.read(store, "x"));
    }

    @Test
    void damagedParcelSeries() throws IOException {
        fuzz(
                new CiftiBytes().build(),
                CIFTI_FILES,
                store -> CiftiFile.open(store, "x").read());
    }

    @Test
    void damagedDenseConnectivity() throws IOException {
        byte[] good = Files.readAllBytes(SharedData.path("data/fmri/nifti_zoo/nibabel/row_major.dconn.nii"));
        fuzz(good, CIFTI_FILES, store -> CiftiFile.open(store, "x").read());
    }

    @FunctionalInterface
    private interface Reading {
        Object read(DataStore store) throws IOException;
    }

    private static void fuzz(byte[] good, int files, Reading reading) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        int refused = 0;
        long start = System.nanoTime();
        for (int i = 0; i < MUTATIONS / files; i++) {
            byte[] bad = mutate(good, random);
            long before = allocated();
            try {
                assertThat(reading.read(new OneFile(bad))).isNotNull();
            } catch (DataException e) {
                assertThat(e.getMessage()).startsWith("x: ");
                refused++;
            }
            assertThat(allocated() - before)
                    .as("bytes allocated, mutation %d", i)
                    .isLessThan(MOST_BYTES);
        }
        assertThat(refused).isPositive();
        assertThat((System.nanoTime() - start) * 1e-9).isLessThan(MOST_SECONDS);
    }

    private static long allocated() {
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }

    /** One to four bytes changed, a stretch removed or repeated, a digit changed, or the end cut off. */
    private static byte[] mutate(byte[] good, SplittableRandom random) {
        byte[] bad = good.clone();
        switch (random.nextInt(5)) {
            case 0 -> bad = Arrays.copyOf(bad, random.nextInt(bad.length));
            case 1 -> {
                int at = random.nextInt(bad.length);
                int length = random.nextInt(Math.min(40, bad.length - at));
                byte[] shorter = Arrays.copyOf(bad, bad.length - length);
                System.arraycopy(good, at + length, shorter, at, good.length - at - length);
                bad = shorter;
            }
            case 2 -> {
                int from = random.nextInt(bad.length);
                int to = random.nextInt(bad.length);
                System.arraycopy(good, from, bad, to, Math.min(30, good.length - Math.max(from, to)));
            }
            case 3 -> {
                for (int i = random.nextInt(bad.length), tries = 0; tries < 2000; i = (i + 1) % bad.length, tries++) {
                    if (bad[i] >= '0' && bad[i] <= '9') {
                        bad[i] = (byte) ('0' + random.nextInt(10));
                        break;
                    }
                }
            }
            default -> {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
                }
            }
        }
        return bad;
    }

    /** A store that holds one file, under every name. */
    private record OneFile(List<byte[]> content) implements DataStore {
        OneFile(byte[] bytes) {
            this(List.of(bytes));
        }

        @Override
        public String location() {
            return "memory";
        }

        @Override
        public boolean exists(String path) {
            return path.equals("x");
        }

        @Override
        public long size(String path) {
            return content.get(0).length;
        }

        @Override
        public InputStream read(String path) {
            return new ByteArrayInputStream(content.get(0));
        }

        @Override
        public SeekableByteChannel open(String path) throws IOException {
            throw new NoSuchFileException(path);
        }

        @Override
        public OutputStream write(String path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void move(String from, String to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(String path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> list(String folder) {
            return List.of("x");
        }
    }
}
