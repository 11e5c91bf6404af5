package org.neurobeam.pipelines.flow;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.neurobeam.encoders.ridge.AlphaGroups;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.config.ConfigLoader;

/**
 * Leaves what the targets of one tile say on the penalties of their groups where it can be added up; the element is the
 * tile's name.
 */
final class VoteTile extends DoFn<String, KV<Integer, String>> {
    private static final long serialVersionUID = 1L;

    private final String settings;
    private final String digest;
    private final List<PCollectionView<Map<Integer, Iterable<String>>>> factors;
    private transient EncodeConfig config;
    private transient List<ResponseGroup> groups;

    /** A function for tiles; see {@link FitTile}. */
    VoteTile(EncodeConfig config, String digest, List<PCollectionView<Map<Integer, Iterable<String>>>> factors) {
        this.settings = ConfigLoader.toYaml(config);
        this.digest = digest;
        this.factors = List.copyOf(factors);
    }

    @Setup
    public void open() throws IOException {
        config = ConfigLoader.parse(EncodeConfig.class, settings);
        groups = ResponseGroups.of(config);
    }

    @ProcessElement
    public void vote(ProcessContext context) throws IOException {
        TileName tile = TileName.parse(context.element());
        ResponseGroup group = groups.get(tile.group());
        DesignFiles files = new DesignFiles(Stores.of(config.output()), digest);
        List<Iterable<String>> named = factors.stream()
                .<Iterable<String>>map(view -> context.sideInput(view).getOrDefault(tile.group(), List.of()))
                .toList();
        files.write(files.votes(tile), bytes -> {
            AlphaGroups own =
                    TargetGroups.of(config, group).orElseThrow().groups().range(tile.from(), tile.to());
            try (PerJvm<GroupFitter>.Lease fitter =
                    SharedDesigns.fitter(config, group, digest, files.source(tile.group(), named))) {
                RowSource responses = RowSource.of(group.read(tile.from(), tile.to()));
                DataOutputStream out = new DataOutputStream(bytes);
                fitter.value().sharing().orElseThrow().votes(responses, own).write(out);
                out.flush();
            }
        });
        context.output(KV.of(tile.group(), tile.toString()));
    }
}
