package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.neurobeam.encoders.ridge.DesignSteps;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.schemas.config.ConfigLoader;

/**
 * What each step of an encoding run works on: its settings and its groups of responses, opened by a worker at the first
 * use. Each worker has a copy of its own.
 */
final class EncodeWork implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String settings;
    private final String digest;
    private final int threads;
    private transient EncodeConfig config;
    private transient List<ResponseGroup> groups;

    /**
     * @param digest of everything that scores and weights depend on
     * @param threads that a fitter may use by itself; no bit depends on them
     */
    EncodeWork(EncodeConfig config, String digest, int threads) {
        this.settings = ConfigLoader.toYaml(config);
        this.digest = digest;
        this.threads = threads;
    }

    String digest() {
        return digest;
    }

    EncodeConfig config() {
        if (config == null) {
            config = ConfigLoader.parse(EncodeConfig.class, settings);
        }
        return config;
    }

    ResponseGroup group(int number) throws IOException {
        if (groups == null) {
            groups = ResponseGroups.of(config());
        }
        return groups.get(number);
    }

    /** Files that workers leave for each other. */
    DesignFiles files() {
        return new DesignFiles(Stores.of(config().output()), digest);
    }

    /**
     * What fits the tiles of a group; shared in this JVM.
     *
     * @param factors of its training sets where other workers made them
     */
    PerJvm<GroupFitter>.Lease fitter(int group, Optional<DesignSteps.Source> factors) throws IOException {
        ResponseGroup responses = group(group);
        return SharedDesigns.fitter(
                digest,
                responses.name(),
                () -> factors.isPresent()
                        ? GroupFitter.assembled(config(), responses, factors.orElseThrow())
                        : GroupFitter.of(config(), responses, threads));
    }

    /** The design of a group, step by step; shared in this JVM. */
    PerJvm<DesignSteps>.Lease steps(int group) throws IOException {
        return SharedDesigns.steps(config(), group(group), digest);
    }
}
