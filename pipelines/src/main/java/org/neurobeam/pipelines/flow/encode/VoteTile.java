package org.neurobeam.pipelines.flow.encode;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.neurobeam.encoders.ridge.AlphaGroups;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * Leaves what the targets of one tile say on the penalties of their groups where it can be added up; the element is the
 * tile's name.
 */
final class VoteTile extends DoFn<String, KV<Integer, String>> {
    private static final long serialVersionUID = 1L;

    private final EncodeWork work;
    private final List<PCollectionView<Map<Integer, Iterable<String>>>> factors;

    /** A function for tiles; see {@link FitTile}. */
    VoteTile(EncodeWork work, List<PCollectionView<Map<Integer, Iterable<String>>>> factors) {
        this.work = work;
        this.factors = List.copyOf(factors);
    }

    @ProcessElement
    public void vote(ProcessContext context) throws IOException {
        TileName tile = TileName.parse(context.element());
        ResponseGroup group = work.group(tile.group());
        DesignFiles files = work.files();
        List<Iterable<String>> named = factors.stream()
                .<Iterable<String>>map(view -> context.sideInput(view).getOrDefault(tile.group(), List.of()))
                .toList();
        files.write(files.votes(tile), bytes -> {
            AlphaGroups own =
                    TargetGroups.of(work.config(), group).orElseThrow().groups().range(tile.from(), tile.to());
            try (PerJvm<GroupFitter>.Lease fitter = work.fitter(tile.group(), files.source(tile.group(), named))) {
                RowSource responses = RowSource.of(group.read(tile.from(), tile.to()));
                DataOutputStream out = new DataOutputStream(bytes);
                fitter.value().sharing().orElseThrow().votes(responses, own).write(out);
                out.flush();
            }
        });
        context.output(KV.of(tile.group(), tile.toString()));
    }
}
