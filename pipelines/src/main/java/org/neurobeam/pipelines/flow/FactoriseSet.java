package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.neurobeam.encoders.ridge.DesignSteps;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.schemas.config.ConfigLoader;

/** Factorises one training set, once for all workers; the element is {@code group-set}, the result names its file. */
final class FactoriseSet extends DoFn<String, KV<Integer, String>> {
    private static final long serialVersionUID = 1L;

    private final String settings;
    private final String digest;
    private transient EncodeConfig config;
    private transient List<ResponseGroup> groups;

    FactoriseSet(EncodeConfig config, String digest) {
        this.settings = ConfigLoader.toYaml(config);
        this.digest = digest;
    }

    @Setup
    public void open() throws IOException {
        config = ConfigLoader.parse(EncodeConfig.class, settings);
        groups = ResponseGroups.of(config);
    }

    @ProcessElement
    public void factorise(@Element String name, OutputReceiver<KV<Integer, String>> out) throws IOException {
        DesignPiece piece = DesignPiece.parse(name);
        DesignFiles files = new DesignFiles(Stores.of(config.output()), digest);
        String path = files.factors(piece.group(), piece.number());
        files.write(path, bytes -> {
            try (InputStream in = files.read(files.statistics(piece.group()));
                    PerJvm<DesignSteps>.Lease steps = SharedDesigns.steps(config, groups.get(piece.group()), digest);
                    DesignSteps.Factors factors = steps.value()
                            .factors(new DesignStatistics.Coder().decode(in).parts())) {
                factors.write(piece.number(), bytes);
            }
        });
        out.output(KV.of(piece.group(), path));
    }
}
