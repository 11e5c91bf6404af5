package org.neurobeam.pipelines.flow.encode;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.neurobeam.encoders.ridge.AlphaVotes;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Adds the votes of all tiles of a group of responses, in the order of the tiles whatever order they came in, and leaves
 * the penalties that they choose where tiles find them; the result names the file.
 */
final class ChoosePenalties extends DoFn<KV<Integer, Iterable<String>>, KV<Integer, String>> {
    private static final long serialVersionUID = 1L;

    private final EncodeWork work;

    ChoosePenalties(EncodeWork work) {
        this.work = work;
    }

    @ProcessElement
    public void choose(@Element KV<Integer, Iterable<String>> voted, OutputReceiver<KV<Integer, String>> out)
            throws IOException {
        DesignFiles files = work.files();
        List<TileName> tiles = new ArrayList<>();
        voted.getValue().forEach(name -> tiles.add(TileName.parse(name)));
        tiles.sort(Comparator.comparingInt(TileName::from));
        String path = files.penalties(voted.getKey());
        files.write(path, bytes -> {
            AlphaVotes all = read(files, tiles.get(0));
            for (TileName tile : tiles.subList(1, tiles.size())) {
                all = all.plus(read(files, tile));
            }
            DataOutputStream numbers = new DataOutputStream(bytes);
            DoubleMatrix chosen = all.choose(RidgeSettings.of(work.config()));
            numbers.writeInt(chosen.rows());
            numbers.writeInt(chosen.columns());
            for (double alpha : chosen.values()) {
                numbers.writeDouble(alpha);
            }
            numbers.flush();
        });
        out.output(KV.of(voted.getKey(), path));
    }

    private static AlphaVotes read(DesignFiles files, TileName tile) throws IOException {
        try (DataInputStream in = new DataInputStream(files.read(files.votes(tile)))) {
            return AlphaVotes.read(in);
        }
    }

    /** The penalties of a file, [training sets x groups of targets]. */
    static DoubleMatrix read(DesignFiles files, String path) throws IOException {
        try (DataInputStream in = new DataInputStream(files.read(path))) {
            DoubleMatrix chosen = DoubleMatrix.zeros(in.readInt(), in.readInt());
            for (int i = 0; i < chosen.values().length; i++) {
                chosen.values()[i] = in.readDouble();
            }
            return chosen;
        }
    }
}
