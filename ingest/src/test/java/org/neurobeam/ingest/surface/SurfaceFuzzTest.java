package org.neurobeam.ingest.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.testing.Mutations;
import org.neurobeam.schemas.testing.SharedData;

/** Damaged files give a DataException or a value, in bounded time and memory. */
class SurfaceFuzzTest {
    /** Mutations of each file; the Maven profile {@code fuzz} sets 1,000. */
    private static final int MUTATIONS = Integer.getInteger("neurobeam.mutations", 200);

    private static final long SEED = 20240607;
    private static final double MOST_SECONDS = 2;
    /** Nothing may hold more than this many times the file and its unpacked numbers. */
    private static final long MOST_BYTES = 64L << 20;

    @ParameterizedTest
    @ValueSource(strings = {"ascii.gii", "base64bin.gii", "task.func.gii", "external.gii", "external.gii.gz"})
    void damagedGifti(String name) throws IOException {
        byte[] good = Files.readAllBytes(SharedData.path("data/fmri/nifti_zoo/nibabel/gifti/" + name));
        fuzz(good, store -> GiftiFile.read(store, "x"));
    }

    @Test
    void damagedParcelSeries() throws IOException {
        fuzz(new CiftiBytes().build(), store -> CiftiFile.open(store, "x").read());
    }

    @Test
    void damagedDenseConnectivity() throws IOException {
        byte[] good = Files.readAllBytes(SharedData.path("data/fmri/nifti_zoo/nibabel/row_major.dconn.nii"));
        fuzz(good, store -> CiftiFile.open(store, "x").read());
    }

    @FunctionalInterface
    private interface Reading {
        Object read(DataStore store) throws IOException;
    }

    private static void fuzz(byte[] good, Reading reading) throws IOException {
        Mutations mutations = new Mutations(good, SEED);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bad = mutations.next();
            long before = allocated();
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            try {
                assertThat(reading.read(new OneFile(bad))).isNotNull();
            } catch (DataException e) {
                assertThat(e.getMessage()).startsWith("x: ");
                refused++;
            }
            assertThat(allocated() - before)
                    .as("bytes allocated, mutation %d", i)
                    .isLessThan(MOST_BYTES);
            assertThat((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9)
                    .as("CPU seconds of mutation %d", i)
                    .isLessThan(MOST_SECONDS);
        }
        assertThat(refused).isPositive();
    }

    private static long allocated() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
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
