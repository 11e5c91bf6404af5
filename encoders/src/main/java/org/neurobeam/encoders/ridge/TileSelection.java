package org.neurobeam.encoders.ridge;

import java.util.List;
import java.util.Optional;
import org.neurobeam.schemas.array.DoubleMatrix;

/** The choice of penalties for one tile of targets, inside training sets. */
final class TileSelection {
    private final PreparedFeatures x;
    private final RidgeOptions options;
    private final TargetTile tile;
    private final TileRotation rotation;
    private final double[] alphas;

    TileSelection(PreparedFeatures x, RidgeOptions options, TargetTile tile, TileRotation rotation) {
        this.x = x;
        this.options = options;
        this.tile = tile;
        this.rotation = rotation;
        this.alphas = options.alphaArray();
    }

    /** Penalties of chosen indices; NaN for targets that are not fitted. */
    private double[] values(int[] chosen) {
        double[] alpha = new double[chosen.length];
        for (int v = 0; v < alpha.length; v++) {
            alpha[v] = tile.valid(v) ? alphas[chosen[v]] : Double.NaN;
        }
        return alpha;
    }

    /**
     * The penalties that the inner folds of a training set choose, [t]; NaN for targets that are not fitted.
     *
     * @param groups of the targets; where none are given the scope of the options says which targets share one
     * @param meanScores takes the mean scores at them, [t]; left alone with a single penalty
     */
    double[] choose(TrainingSet set, Optional<AlphaGroups> groups, double... meanScores) {
        if (alphas.length == 1) {
            return values(new int[tile.targets()]);
        }
        AlphaChoice choice = new AlphaChoice(options);
        List<DoubleMatrix> scores = innerScores(set);
        int[] chosen = groups.isPresent()
                ? choice.choose(scores, groups.orElseThrow(), tile::valid)
                : choice.choose(scores, tile::valid);
        DoubleMatrix mean = choice.mean(scores);
        for (int v = 0; v < chosen.length; v++) {
            meanScores[v] = tile.valid(v) ? mean.get(chosen[v], v) : Double.NaN;
        }
        return values(chosen);
    }

    /** Scores of all penalties in each inner fold, [A x t] each. */
    List<DoubleMatrix> innerScores(TrainingSet set) {
        if (set.leaveOneOut().isPresent()) {
            List<RowCells.Range> ranges = x.cells().ranges(set.spectrum().train);
            return List.of(set.leaveOneOut().orElseThrow().scores(tile, ranges, options.criterion()));
        }
        if (set.direct().isPresent()) {
            return set.direct().orElseThrow().scores(tile, options.criterion());
        }
        int largest =
                set.inner().stream().mapToInt(f -> f.spectrum.rank()).max().orElse(0);
        try (FoldScorer scorer = new FoldScorer(options, largest, tile.targets())) {
            return set.inner().stream()
                    .map(fold -> scorer.scores(fold, set.spectrum().train, tile, rotation))
                    .toList();
        }
    }

    /** Sums of the scores of this tile over the targets of each group, for each training set. */
    AlphaVotes votes(List<TrainingSet> sets, AlphaGroups groups) {
        return new AlphaVotes(
                sets.stream()
                        .map(set -> alphas.length == 1
                                ? List.<VoteSums>of()
                                : innerScores(set).stream()
                                        .map(fold -> VoteSums.of(fold, groups, tile::valid))
                                        .toList())
                        .toList(),
                groups.count());
    }
}
