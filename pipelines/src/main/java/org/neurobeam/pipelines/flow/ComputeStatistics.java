package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.neurobeam.encoders.ridge.DesignSteps;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.schemas.config.ConfigLoader;

/** One part of the statistics of a group; the element is {@code group-part}. */
final class ComputeStatistics extends DoFn<String, KV<Integer, DesignStatistics>> {
    private static final long serialVersionUID = 1L;

    private final String settings;
    private final String digest;
    private transient EncodeConfig config;
    private transient List<ResponseGroup> groups;

    ComputeStatistics(EncodeConfig config, String digest) {
        this.settings = ConfigLoader.toYaml(config);
        this.digest = digest;
    }

    @Setup
    public void open() throws IOException {
        config = ConfigLoader.parse(EncodeConfig.class, settings);
        groups = ResponseGroups.of(config);
    }

    @ProcessElement
    public void compute(@Element String name, OutputReceiver<KV<Integer, DesignStatistics>> out) throws IOException {
        DesignPiece piece = DesignPiece.parse(name);
        try (PerJvm<DesignSteps>.Lease steps = SharedDesigns.steps(config, groups.get(piece.group()), digest)) {
            out.output(KV.of(piece.group(), DesignStatistics.of(steps.value().part(piece.number()))));
        }
    }
}
