package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.List;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.MemorySize;
import org.neurobeam.pipelines.config.ModelKind;

/** How many targets one piece of work takes. */
final class TileChoice {
    /** Of a tile, where no limit was given. */
    private static final long BYTES = 1L << 31;
    /** A tile takes at most this share of a given limit. */
    private static final int SHARE = 4;

    private TileChoice() {}

    /**
     * The settings with a tile that is decided. Banded ridge factorises all candidates anew in every tile, so it takes
     * all targets of a group where memory allows, in whole blocks; a descent takes one block.
     */
    static EncodeConfig decide(EncodeConfig config, List<ResponseGroup> groups) throws IOException {
        if (config.model().kind() != ModelKind.BANDED) {
            return config;
        }
        long limit = MemorySize.bytes("maxMemory", config.maxMemory()).stream()
                .map(given -> given / SHARE)
                .findFirst()
                .orElse(BYTES);
        // a descent is as much work in one tile as in many, which workers share
        boolean free = config.model().byGradient() && config.tile() == Integer.MAX_VALUE;
        long tile = free ? BandedFitter.BLOCK : config.tile();
        long largest = 1;
        for (ResponseGroup group : groups) {
            largest = Math.max(largest, group.targets());
            EncodePlan one = EncodePlan.of(config.withTile(1), group);
            tile = Math.min(tile, limit / Math.max(1, one.perTargetBytes()));
        }
        long blocks = Math.max(1, ceil(Math.min(tile, largest)));
        return config.withTile(Math.toIntExact(Math.min(blocks * BandedFitter.BLOCK, Integer.MAX_VALUE)));
    }

    private static long ceil(long targets) {
        return (targets + BandedFitter.BLOCK - 1) / BandedFitter.BLOCK;
    }
}
