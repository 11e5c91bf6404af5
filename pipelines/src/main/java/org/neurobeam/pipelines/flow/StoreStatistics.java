package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.neurobeam.encoders.ridge.DesignSteps;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.schemas.config.ConfigLoader;

/** Puts the statistics of a group where all workers find them, and names its training sets. */
final class StoreStatistics extends DoFn<KV<Integer, DesignStatistics>, String> {
    private static final long serialVersionUID = 1L;

    private final String settings;
    private final String digest;
    private transient EncodeConfig config;
    private transient List<ResponseGroup> groups;

    StoreStatistics(EncodeConfig config, String digest) {
        this.settings = ConfigLoader.toYaml(config);
        this.digest = digest;
    }

    @Setup
    public void open() throws IOException {
        config = ConfigLoader.parse(EncodeConfig.class, settings);
        groups = ResponseGroups.of(config);
    }

    @ProcessElement
    public void store(@Element KV<Integer, DesignStatistics> merged, OutputReceiver<String> out) throws IOException {
        int group = merged.getKey();
        DesignFiles files = new DesignFiles(Stores.of(config.output()), digest);
        files.write(files.statistics(group), bytes -> new DesignStatistics.Coder().encode(merged.getValue(), bytes));
        try (PerJvm<DesignSteps>.Lease steps = SharedDesigns.steps(config, groups.get(group), digest)) {
            for (int set = 0; set < steps.value().trainingSets(); set++) {
                out.output(new DesignPiece(group, set).toString());
            }
        }
    }
}
