package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.ingest.inspect.FileDescription;
import org.neurobeam.ingest.inspect.LocalFiles;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.testing.Mutations;
import org.neurobeam.schemas.testing.SharedData;

/** Damaged files of every format are described or refused in words: soon, in little memory, never by an exception. */
class MutatedFilesIT {
    private static final int MUTATIONS = 2000;
    private static final long SEED = 20240912;
    /** Header of NIfTI-2. */
    private static final int HEADER = 540;

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

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void everyMutationIsDescribedOrRefused() throws IOException {
        List<byte[]> good = prepare();
        List<Mutations> mutations =
                good.stream().map(bytes -> new Mutations(bytes, SEED, HEADER)).toList();
        int refused = 0;
        for (int m = 0; m < MUTATIONS; m++) {
            int f = m % FILES.size();
            Path file = folder.resolve(name(f));
            Files.write(file, mutations.get(f).next());
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
}
