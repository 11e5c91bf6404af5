package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.encoders.score.CircularShiftNull;
import org.neurobeam.pipelines.config.ChanceConfig;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.table.Score;
import org.neurobeam.schemas.table.Unit;

/** The scores of one tile. */
final class TileScores {
    /** Samples below which circular shifts say nothing. */
    static final int SHORTEST_NULL = 4 * CircularShiftNull.DEFAULT_MINIMUM_SHIFT;

    private final EncodeConfig config;
    private final ResponseGroup group;
    private final TileName tile;

    TileScores(EncodeConfig config, ResponseGroup group, TileName tile) {
        this.config = config;
        this.group = group;
        this.tile = tile;
    }

    /**
     * A tile scored.
     *
     * @param rows in the order of the targets
     * @param chance what r was tested against; empty where it was not tested
     */
    record Scored(List<Score> rows, Optional<TileNull> chance) {}

    /**
     * Scores a tile.
     *
     * @param y responses, [n x t]
     * @param design that the tile was fitted on, where its family has one
     */
    Scored of(FloatMatrix y, FittedTile fitted, Optional<DesignFitter> design) throws IOException {
        RidgeFit fit = fitted.fit();
        Optional<CircularShiftNull> shifts = shifts(y, fit);
        Optional<TileNull> chance = chance(y, fit, shifts);
        List<Score> rows = rows(y, fitted, shifts, chance);
        RepeatedRuns.of(config, group).ifPresent(repeats -> {
            Optional<HalfFits> halves = HalfFits.of(config, group, design, fit);
            RepeatColumns columns = RepeatColumns.of(config, repeats, y, fit.predictions(), halves);
            for (int v = 0; v < rows.size(); v++) {
                if (fit.nullReason(v).isEmpty()) {
                    columns.put(rows.get(v), v);
                }
            }
        });
        return new Scored(rows, chance);
    }

    private List<Score> rows(
            FloatMatrix y, FittedTile fitted, Optional<CircularShiftNull> shifts, Optional<TileNull> chance)
            throws IOException {
        RidgeFit fit = fitted.fit();
        double[] floor = config.nullShifts()
                ? shifts.map(CircularShiftNull::noiseFloor).orElseGet(() -> unknown(fit))
                : unknown(fit);
        double[] p = chance.map(TileNull::pValues).orElseGet(() -> unknown(fit));
        double[] r = fit.pooledR();
        double[] r2 = fit.pooledR2();
        double[] explained = fit.pooledExplainedVariance();
        double[] mse = fit.pooledMse();
        double[] alphas = fit.model().alphas();
        Optional<TargetGroups> shared = TargetGroups.of(config, group);
        List<Unit> units = group.units();
        List<Score> rows = new ArrayList<>(fit.targets());
        for (int v = 0; v < fit.targets(); v++) {
            int target = tile.from() + v;
            int column = v;
            Score.Builder row = Score.newBuilder()
                    .setGroup(group.name())
                    .setUnitId(group.name() + "/" + target)
                    .setTarget(target)
                    .setR(finite(r[v]))
                    .setR2(finite(r2[v]))
                    .setExplainedVariance(finite(explained[v]))
                    .setMse(finite(mse[v]))
                    .setRFoldMean(finite(mean(fit.foldR(), v)))
                    .setR2FoldMean(finite(mean(fit.foldR2(), v)))
                    .setRFolds(boxed(fit.foldR(), v))
                    .setR2Folds(boxed(fit.foldR2(), v))
                    .setAlpha(finite(alphas[v]))
                    .setFraction(fitted.fractions()
                            .map(f -> finite(f.get(0, column)))
                            .orElse(null))
                    .setAlphaGroup(shared.map(g -> g.name(target)).orElse(null))
                    .setAlphaFolds(boxed(fit.outerAlphas(), v))
                    .setAlphaAtEdgeFraction(finite(atEdge(fit.outerAlphas(), v)))
                    .setRNull95(finite(floor[v]))
                    .setP(finite(p[v]))
                    .setNSamples(y.rows())
                    .setNullReason(fit.nullReason(v).orElse(null));
            if (!units.isEmpty()) {
                place(row, units.get(target));
            }
            rows.add(row.build());
        }
        return rows;
    }

    /** One cross-correlation serves the noise floor and the test. */
    private Optional<CircularShiftNull> shifts(FloatMatrix y, RidgeFit fit) {
        boolean wanted = config.nullShifts() || config.test().kind() == ChanceConfig.Kind.CIRCULAR_SHIFT;
        return wanted && y.rows() >= SHORTEST_NULL
                ? Optional.of(CircularShiftNull.of(
                        RowSource.of(y), RowSource.of(fit.predictions()), CircularShiftNull.DEFAULT_MINIMUM_SHIFT))
                : Optional.empty();
    }

    private Optional<TileNull> chance(FloatMatrix y, RidgeFit fit, Optional<CircularShiftNull> shifts) {
        TargetChance chance = new TargetChance(config.test(), group.runs());
        if (chance.obstacle().isPresent()) {
            return Optional.empty();
        }
        return switch (config.test().kind()) {
            case NONE -> Optional.empty();
            case CIRCULAR_SHIFT -> shifts.map(s -> TargetChance.shifted(s, fit.pooledR()));
            case BLOCK_PERMUTATION -> Optional.of(chance.permuted(y, fit.predictions(), fit.pooledR()));
        };
    }

    private static double[] unknown(RidgeFit fit) {
        double[] none = new double[fit.targets()];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    private static void place(Score.Builder row, Unit unit) {
        row.setI(unit.getI().orElse(null))
                .setJ(unit.getJ().orElse(null))
                .setK(unit.getK().orElse(null));
        row.setXMm(unit.getXMm().orElse(null));
        row.setYMm(unit.getYMm().orElse(null));
        row.setZMm(unit.getZMm().orElse(null));
        row.setLabel(unit.getLabel().or(unit::getSourceLabel).orElse(null));
    }

    private static Double finite(double value) {
        return Double.isNaN(value) ? null : Double.valueOf(value);
    }

    private static double mean(DoubleMatrix folds, int v) {
        double sum = 0;
        int n = 0;
        for (int k = 0; k < folds.rows(); k++) {
            double x = folds.get(k, v);
            if (!Double.isNaN(x)) {
                sum += x;
                n++;
            }
        }
        return sum / n;
    }

    /** Share of the folds that chose the first or last penalty; NaN where none was chosen. */
    private double atEdge(DoubleMatrix chosen, int v) {
        List<Double> grid = config.model().alphaGrid();
        if (grid.size() < 2) {
            return Double.NaN;
        }
        double low = Collections.min(grid);
        double high = Collections.max(grid);
        int edge = 0;
        int n = 0;
        for (int k = 0; k < chosen.rows() && low < high; k++) {
            double alpha = chosen.get(k, v);
            n += Double.isNaN(alpha) ? 0 : 1;
            edge += ScoreTable.same(alpha, low) || ScoreTable.same(alpha, high) ? 1 : 0;
        }
        return (double) edge / n;
    }

    private static List<Double> boxed(DoubleMatrix folds, int v) {
        List<Double> values = new ArrayList<>(folds.rows());
        for (int k = 0; k < folds.rows(); k++) {
            values.add(folds.get(k, v));
        }
        return values;
    }
}
