package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import org.neurobeam.encoders.ridge.DesignSteps;
import org.neurobeam.pipelines.config.EncodeConfig;

/** Designs of one group, factorised or on the way to it, that the workers of one JVM share. */
final class SharedDesigns {
    private static final PerJvm<GroupFitter> FITTERS = new PerJvm<>(GroupFitter::close);
    private static final PerJvm<DesignSteps> STEPS = new PerJvm<>(DesignSteps::close);

    private SharedDesigns() {}

    /**
     * What fits the tiles of a group, made now if no other worker has it.
     *
     * @param digest of everything that the results depend on
     * @param group its name
     */
    static PerJvm<GroupFitter>.Lease fitter(String digest, String group, PerJvm.Maker<GroupFitter> maker)
            throws IOException {
        return FITTERS.of(digest + " " + group, () -> {
            STEPS.closeIdle();
            return maker.make();
        });
    }

    /** The steps to the design of a group. */
    static PerJvm<DesignSteps>.Lease steps(EncodeConfig config, ResponseGroup group, String digest) throws IOException {
        return STEPS.of(digest + " " + group.name(), () -> GroupFitter.steps(config, group));
    }
}
