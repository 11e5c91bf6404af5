package org.neurobeam.ingest.inspect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.neurobeam.ingest.nifti.NiftiImage;
import org.neurobeam.ingest.nifti.VoxelStream;
import org.neurobeam.ingest.nifti.VoxelType;
import org.neurobeam.schemas.error.DataException;

/** One pass over the voxels of an image: the keys of its data. */
final class ImageStatistics {
    /** A multiple of 2, 3 and 4 components. */
    private static final int BLOCK = 12 * 1024;

    private static final int SHOWN = 4;

    private final NiftiImage image;
    private final List<String> warnings;
    private final double[] first;
    private int shown;

    ImageStatistics(NiftiImage image, List<String> warnings) {
        this.image = image;
        this.warnings = warnings;
        this.first = new double[SHOWN * image.header().type().components()];
    }

    /** Adds the keys of the data, or {@code data_error}; whether the data could be read. */
    boolean describe(ObjectNode json) {
        try (VoxelStream values = image.values()) {
            ObjectNode statistics = json.objectNode();
            statistics.put("n", image.header().voxels());
            VoxelType.Kind kind = image.header().type().kind();
            if (kind == VoxelType.Kind.COLOUR) {
                colour(values, statistics);
            } else if (kind == VoxelType.Kind.COMPLEX) {
                complex(values, statistics);
            } else {
                real(values, statistics);
            }
            values.finish();
            warnings.addAll(values.warnings());
            json.setAll(statistics);
            return true;
        } catch (DataException e) {
            json.put("data_error", e.getMessage());
        } catch (IOException e) {
            json.put("data_error", image.header().path() + ": cannot be closed: " + e.getMessage());
        }
        return false;
    }

    private void real(VoxelStream values, ObjectNode json) {
        ValueStatistics all = new ValueStatistics();
        double[] block = new double[BLOCK];
        for (int n = next(values, block); n > 0; n = next(values, block)) {
            all.add(block, 0, 1, n);
        }
        all.write(json);
        ArrayNode listed = json.putArray("first");
        for (int i = 0; i < shown; i++) {
            listed.add(JsonNumbers.of(first[i]));
        }
        json.put("nz", all.nonZero());
    }

    private void complex(VoxelStream values, ObjectNode json) {
        ValueStatistics real = new ValueStatistics();
        ValueStatistics imaginary = new ValueStatistics();
        double[] block = new double[BLOCK];
        for (int n = next(values, block); n > 0; n = next(values, block)) {
            for (int i = 0; i < n; i += 2) {
                // a voxel is finite when both its parts are
                if (!Double.isFinite(block[i]) || !Double.isFinite(block[i + 1])) {
                    block[i] = Double.NaN;
                    block[i + 1] = Double.NaN;
                }
            }
            real.add(block, 0, 2, n);
            imaginary.add(block, 1, 2, n);
        }
        json.put("nfinite", real.finite());
        json.set("re_mean", JsonNumbers.of(real.mean()));
        json.set("im_mean", JsonNumbers.of(imaginary.mean()));
        putFirst(json.putArray("first"));
    }

    private void colour(VoxelStream values, ObjectNode json) {
        int components = image.header().type().components();
        long[] sums = new long[components];
        double[] block = new double[BLOCK];
        for (int n = next(values, block); n > 0; n = next(values, block)) {
            for (int i = 0; i < n; i++) {
                sums[i % components] += (long) block[i];
            }
        }
        ArrayNode listed = json.putArray("rgb_first");
        for (int i = 0; i < shown; i += components) {
            ArrayNode voxel = listed.addArray();
            for (int c = 0; c < components; c++) {
                voxel.add((int) first[i + c]);
            }
        }
        ArrayNode total = json.putArray("rgb_sum");
        for (long sum : sums) {
            total.add(sum);
        }
    }

    private void putFirst(ArrayNode listed) {
        for (int i = 0; i < shown; i += 2) {
            listed.addArray().add(JsonNumbers.of(first[i])).add(JsonNumbers.of(first[i + 1]));
        }
    }

    private int next(VoxelStream values, double[] block) {
        int n = values.read(block, 0, block.length);
        if (shown < first.length && n > 0) {
            int more = Math.min(first.length - shown, n);
            System.arraycopy(block, 0, first, shown, more);
            shown += more;
        }
        return n;
    }
}
