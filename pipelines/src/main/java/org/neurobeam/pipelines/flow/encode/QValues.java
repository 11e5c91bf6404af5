package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.neurobeam.encoders.score.FalseDiscovery;
import org.neurobeam.pipelines.config.ChanceConfig;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.TableRows;
import org.neurobeam.schemas.table.Score;

/**
 * p-values of all targets of a group corrected together once every tile is there; untested targets do not count.
 *
 * <p>O(t log t) and about 40 bytes for each target of all groups.
 */
final class QValues {
    private final double[] q;

    private QValues(double... q) {
        this.q = q;
    }

    /** Of the rows of the tiles in their order, group after group. */
    static QValues of(DataStore results, List<TileName> tiles, ChanceConfig.Correction correction) throws IOException {
        int rows = tiles.stream().mapToInt(t -> t.to() - t.from()).sum();
        double[] q = new double[rows];
        Arrays.fill(q, Double.NaN);
        if (correction != ChanceConfig.Correction.BH && correction != ChanceConfig.Correction.BY) {
            return new QValues(q);
        }
        int first = 0;
        int at = 0;
        for (int n = 0; n < tiles.size(); n++) {
            try (TableRows<Score> scores = TableFile.open(results, tiles.get(n).scoresPath(), Table.SCORES)) {
                while (scores.hasNext()) {
                    q[at++] = scores.next().getP().orElse(Double.NaN);
                }
            }
            if (n + 1 == tiles.size()
                    || tiles.get(n + 1).group() != tiles.get(n).group()) {
                double[] p = Arrays.copyOfRange(q, first, at);
                double[] adjusted = correction == ChanceConfig.Correction.BY
                        ? FalseDiscovery.benjaminiYekutieli(p)
                        : FalseDiscovery.benjaminiHochberg(p);
                System.arraycopy(adjusted, 0, q, first, adjusted.length);
                first = at;
            }
        }
        return new QValues(q);
    }

    /** Of a row; empty where it was not tested or not corrected. */
    Optional<Double> get(int row) {
        return Double.isNaN(q[row]) ? Optional.empty() : Optional.of(q[row]);
    }
}
