package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.ingest.inspect.FileDescription;
import org.neurobeam.ingest.inspect.LocalFiles;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.testing.SharedData;

/** Damaged files of every format are described or refused in words: soon, in little memory, never by an exception. */
class MutatedFilesIT {
    private static final int MUTATIONS = 2000;
    private static final long SEED = 20240912;
    private static final double MOST_SECONDS = 2;
    /** Ten times the largest file with all that is made from it. */
    private static final long MOST_BYTES = 256L << 20;

    private static final List<String> FILES = List.of(
            "synthetic/ok.nii",
            "synthetic/nifti2.nii",
            "synthetic/complex64.nii",
            "synthetic/dt_f4_be.nii",
            "synthetic/ext_comment.nii",
            "synthetic/ok.nii.gz",
            "synthetic/ok_gzip_multimember.nii.gz",
            "nibabel/standard.nii.gz",
            "synthetic/pair.hdr",
            "synthetic/pair.img",
            "synthetic/analyze.hdr",
            "nibabel/gifti/ascii.gii",
            "nibabel/gifti/base64bin.gii",
            "nibabel/gifti/task.func.gii",
            "nibabel/gifti/external.gii",
            "nibabel/gifti/external.gii.gz",
            "nibabel/row_major.dconn.nii",
            "niivue/fs_LR.32k.LR.curvature.dscalar.nii",
            "x.npy");
    private static final int[] EXTREMES = {
        0, 1, -1, 0x7F, 0x7FFF, 0x8000, 0x7FFFFFFF, 0x80000000, 0x7F800000, 0x7FC00000
    };

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void everyMutationIsDescribedOrRefused() throws IOException {
        List<byte[]> good = prepare();
        SplittableRandom random = new SplittableRandom(SEED);
        int refused = 0;
        for (int m = 0; m < MUTATIONS; m++) {
            int f = m % FILES.size();
            Path file = folder.resolve(name(f));
            Files.write(file, mutate(good.get(f), random, m / FILES.size() % 5));
            refused += describe(file, FILES.get(f) + " mutation " + m) ? 0 : 1;
            Files.write(file, good.get(f));
        }
        assertThat(refused).isBetween(MUTATIONS / 10, MUTATIONS * 9 / 10);
    }

    private List<byte[]> prepare() throws IOException {
        Path zoo = SharedData.path("data/fmri/nifti_zoo");
        List<byte[]> good = new ArrayList<>();
        for (String beside : List.of("synthetic/analyze.img", "synthetic/analyze.mat", "nibabel/gifti/external.dat")) {
            if (Files.exists(zoo.resolve(beside))) {
                Files.copy(zoo.resolve(beside), folder.resolve(beside.substring(beside.lastIndexOf('/') + 1)));
            }
        }
        NpyFile.write(DataStore.local(folder), "x.npy", List.of(FloatMatrix.zeros(40, 25)));
        for (int f = 0; f < FILES.size(); f++) {
            Path from = FILES.get(f).equals("x.npy") ? folder.resolve("x.npy") : zoo.resolve(FILES.get(f));
            good.add(Files.readAllBytes(from));
            Files.write(folder.resolve(name(f)), good.get(f));
            FileDescription sound = LocalFiles.describe(folder.resolve(name(f)), name(f), true);
            assertThat(sound.exitCode()).as(sound.json().toString()).isZero();
        }
        return good;
    }

    private static String name(int f) {
        return FILES.get(f).substring(FILES.get(f).lastIndexOf('/') + 1);
    }

    private static boolean describe(Path file, String what) {
        long start = System.nanoTime();
        long before = allocated();
        FileDescription found;
        try {
            found = LocalFiles.describe(file, "shown", false);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what, e);
        }
        assertThat(allocated() - before).as(what).isLessThan(MOST_BYTES);
        assertThat((System.nanoTime() - start) * 1e-9).as(what).isLessThan(MOST_SECONDS);
        ObjectNode json = found.json();
        assertThat(json.path("file").asText()).as(what).isEqualTo("shown");
        String error =
                json.path("load_error").asText() + json.path("data_error").asText();
        assertThat(error.isEmpty()).as(what + " " + error).isEqualTo(found.readable());
        assertThat(found.readable() ? json.has("format") : error.contains(": "))
                .as(what + " " + json)
                .isTrue();
        return found.readable();
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** Bits flipped, the end cut off, a field or digit at its extreme, the same within gzip, a stretch repeated. */
    private static byte[] mutate(byte[] good, SplittableRandom random, int kind) throws IOException {
        boolean gzip = good[0] == 0x1f && good[1] == (byte) 0x8b;
        return switch (kind) {
            case 0 -> flipped(good.clone(), random);
            case 1 -> Arrays.copyOf(good, random.nextInt(good.length));
            case 2 -> gzip ? gzip(extreme(gunzip(good), random)) : extreme(good.clone(), random);
            case 3 -> gzip ? gzip(flipped(gunzip(good), random)) : digit(good.clone(), random);
            default -> repeated(good.clone(), random);
        };
    }

    private static byte[] flipped(byte[] bytes, SplittableRandom random) {
        for (int i = random.nextInt(8); i >= 0; i--) {
            // half of the damage within the header
            int end = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 600);
            bytes[random.nextInt(end)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static byte[] extreme(byte[] bytes, SplittableRandom random) {
        int value = EXTREMES[random.nextInt(EXTREMES.length)];
        int at = random.nextInt(Math.min(540, bytes.length - 4)) / 2 * 2;
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >> (8 * i));
        }
        return bytes;
    }

    /** The digits of a number in text become nines: extents of GIFTI, CIFTI and numpy headers. */
    private static byte[] digit(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length);
        for (int tries = 0; tries < bytes.length && !Character.isDigit(bytes[at]); tries++) {
            at = (at + 1) % bytes.length;
        }
        for (int i = at; i < bytes.length && Character.isDigit(bytes[i]); i++) {
            bytes[i] = '9';
        }
        return bytes;
    }

    private static byte[] repeated(byte[] bytes, SplittableRandom random) {
        int from = random.nextInt(bytes.length);
        int to = random.nextInt(bytes.length);
        System.arraycopy(bytes.clone(), from, bytes, to, Math.min(64, bytes.length - Math.max(from, to)));
        return bytes;
    }

    private static byte[] gunzip(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
