package org.neurobeam.pipelines.flow.encode;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.neurobeam.encoders.score.FamilywiseError;
import org.neurobeam.pipelines.config.ChanceConfig;
import org.neurobeam.schemas.io.DataStore;

/**
 * p-values that hold the family-wise error over all targets of a group, once every tile is there: the largest r of a draw
 * over the group is the largest of its tiles, in whatever order and size they come.
 *
 * <pre>{@code p_familywise = (1 + #{draws: largest r >= r}) / (1 + draws)}</pre>
 *
 * <p>O(t log draws), 16 bytes for each target of all groups.
 *
 * @see <a href="https://doi.org/10.1002/hbm.1058">Nichols and Holmes 2002</a>
 */
final class FamilywiseValues {
    private final double[] p;

    private FamilywiseValues(double... p) {
        this.p = p;
    }

    /** Of the rows of the tiles in their order, group after group; none unless the settings ask for them. */
    static FamilywiseValues of(DataStore results, List<TileName> tiles, List<ResponseGroup> groups, ChanceConfig config)
            throws IOException {
        double[] p = new double[tiles.stream().mapToInt(t -> t.to() - t.from()).sum()];
        Arrays.fill(p, Double.NaN);
        if (config.correction() != ChanceConfig.Correction.MAX || config.kind() == ChanceConfig.Kind.NONE) {
            return new FamilywiseValues(p);
        }
        int first = 0;
        for (int g = 0; g < groups.size(); g++) {
            int group = g;
            List<TileName> own = tiles.stream().filter(t -> t.group() == group).toList();
            int targets = own.stream().mapToInt(t -> t.to() - t.from()).sum();
            if (new TargetChance(config, groups.get(g).runs()).obstacle().isEmpty()) {
                System.arraycopy(ofGroup(results, own, targets), 0, p, first, targets);
            }
            first += targets;
        }
        return new FamilywiseValues(p);
    }

    /** Of the tiles of one group, [targets]. */
    static double[] ofGroup(DataStore results, List<TileName> tiles, int targets) throws IOException {
        double[] statistics = new double[targets];
        double[] largest = {};
        int at = 0;
        for (TileName tile : tiles) {
            try (InputStream in = new BufferedInputStream(results.read(tile.nullPath()))) {
                TileNull chance = TileNull.read(in);
                if (at == 0) {
                    largest = new double[chance.draws()];
                    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
                }
                chance.raise(largest);
                double[] own = chance.statistics();
                System.arraycopy(own, 0, statistics, at, own.length);
                at += own.length;
            }
        }
        return FamilywiseError.largest(statistics, largest);
    }

    /** Of a row; empty where it was not tested or not corrected. */
    Optional<Double> get(int row) {
        return Double.isNaN(p[row]) ? Optional.empty() : Optional.of(p[row]);
    }
}
