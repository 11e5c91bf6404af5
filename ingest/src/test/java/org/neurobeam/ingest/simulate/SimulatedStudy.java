package org.neurobeam.ingest.simulate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.neurobeam.ingest.nifti.NiftiOutEncoding;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;

/** A small written study and a reader of its own for the tests: little-endian NIfTI-1 and TSV. */
record SimulatedStudy(Path folder, PlantedSignal planted) {
    private static final int HEADER = 352;

    /** 2 subjects, 3 runs of 150 volumes on 16 x 16 x 16 voxels, 500 of about 1,270 brain voxels with signal. */
    static FmriSimulation small() {
        return FmriSimulation.defaults()
                .withSize(2, 3, 150)
                .withDesign(2, 4)
                .withGrid(new SimulatedGrid(16, 16, 16, 3), 500);
    }

    /** Small, with float32 series, noise-free series and no compression. */
    static FmriSimulation exact() {
        return small().withFiles(new SimulatedFiles(false, 0, NiftiOutEncoding.Type.FLOAT32, true));
    }

    static SimulatedStudy write(FmriSimulation study, Path folder) throws IOException {
        return new SimulatedStudy(
                folder,
                FmriSimulator.write(
                        study, DataStore.local(folder.resolve("tree")), DataStore.local(folder.resolve("truth"))));
    }

    byte[] bytes(String path) throws IOException {
        byte[] raw = Files.readAllBytes(folder.resolve(path));
        if (!path.endsWith(".gz")) {
            return raw;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
            return in.readAllBytes();
        }
    }

    /** [volumes x voxels] */
    FloatMatrix image(String path) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        int voxels = bytes.getShort(42) * bytes.getShort(44) * bytes.getShort(46);
        int volumes = bytes.getShort(48);
        int code = bytes.getShort(70);
        float[] values = new float[volumes * voxels];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (code) {
                case 2 -> bytes.get(HEADER + i) & 0xff;
                case 4 -> bytes.getShort(HEADER + 2 * i);
                default -> bytes.getFloat(HEADER + 4 * i);
            };
        }
        return FloatMatrix.wrap(volumes, voxels, values);
    }

    /** Rows of a TSV, the first with the names. */
    List<List<String>> table(String path) throws IOException {
        return new String(bytes(path), StandardCharsets.UTF_8)
                .lines()
                .map(line -> List.of(line.split("\t", -1)))
                .toList();
    }

    static double correlation(double[] a, double[] b) {
        double ma = mean(a);
        double mb = mean(b);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - ma) * (b[i] - mb);
            aa += (a[i] - ma) * (a[i] - ma);
            bb += (b[i] - mb) * (b[i] - mb);
        }
        return ab / Math.sqrt(aa * bb);
    }

    static double mean(double[] a) {
        double sum = 0;
        for (double x : a) {
            sum += x;
        }
        return sum / a.length;
    }
}
