package org.neurobeam.pipelines.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.neurobeam.preprocess.image.Mask;
import org.neurobeam.preprocess.image.VolumeGrid;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Sha256;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Recording;

/** Masks beside the parts of a dataset, a bit a voxel: what one stage of a flow leaves for the next. */
final class MaskFiles {
    private static final String FOLDER = ".state/masks/";
    private static final String REFUSED = ".refused";
    private static final ObjectMapper JSON = new ObjectMapper();

    private MaskFiles() {}

    /** Where the mask in use of a recording lies. */
    static String path(Recording recording) {
        return named("recording " + recording.getRecordingId());
    }

    /** Where something is kept that depends on what the text says. */
    static String named(String text) {
        return FOLDER + Sha256.of(text);
    }

    /** Digest of the voxels inside. */
    static String digest(Mask mask) {
        return Sha256.of(bits(mask));
    }

    static void write(DataStore store, String path, Mask mask) throws IOException {
        write(store, path, bits(mask));
        store.delete(path + REFUSED);
    }

    /** Keeps why there is no mask. */
    static void writeRefusal(DataStore store, String path, Issue why) throws IOException {
        ObjectNode node = JSON.createObjectNode();
        node.put("file", why.getFile()).put("place", why.getPlace());
        node.put("code", why.getCode()).put("problem", why.getMessage());
        write(store, path + REFUSED, JSON.writeValueAsBytes(node));
    }

    private static void write(DataStore store, String path, byte[] bytes) throws IOException {
        // several attempts of a runner may write the same bytes at once
        String staged = path + "." + Long.toHexString(System.nanoTime()) + ".tmp";
        try (OutputStream out = store.write(staged)) {
            out.write(bytes);
        }
        store.move(staged, path);
    }

    /** The mask in use of a recording. */
    static Mask read(DataStore store, Recording recording) throws IOException {
        return read(store, path(recording), VoxelGrids.of(recording));
    }

    /**
     * A mask.
     *
     * @throws DataException if there is none: the kept reason
     */
    static Mask read(DataStore store, String path, VolumeGrid grid) throws IOException {
        if (!store.exists(path) && store.exists(path + REFUSED)) {
            try (InputStream in = store.read(path + REFUSED)) {
                JsonNode why = JSON.readTree(in.readAllBytes());
                throw new DataException(
                        why.path("file").asText(),
                        why.path("place").asText(),
                        why.path("code").asText(),
                        why.path("problem").asText());
            }
        }
        try (InputStream in = store.read(path)) {
            BitSet bits = BitSet.valueOf(ByteBuffer.wrap(in.readAllBytes()));
            boolean[] inside = new boolean[grid.voxels()];
            bits.stream().forEach(v -> inside[v] = true);
            return Mask.of(grid, inside);
        }
    }

    private static byte[] bits(Mask mask) {
        BitSet bits = new BitSet();
        for (int voxel : mask.indices()) {
            bits.set(voxel);
        }
        return bits.toByteArray();
    }
}
