package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neurobeam.encoders.score.ScoreConvention;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.TableRows;
import org.neurobeam.schemas.table.Score;

/** What the commands and reports need of {@code scores.parquet}, as arrays: rows in memory would be too many objects. */
final class ScoreTable {
    /** Name of the file in the results folder. */
    static final String FILE = "scores.parquet";

    private static final double LEVEL = 0.05;
    private static final double SAME_ALPHA = 1e-9;

    private final ScoreColumns columns = new ScoreColumns(ScoreColumns.POOLED);
    private final Map<Double, Long> foldAlphas = new LinkedHashMap<>();
    private int targets;
    private int aboveFloor;
    private int tested;
    private int significant;

    private ScoreTable() {}

    static ScoreTable read(DataStore results) throws IOException {
        ScoreTable table = new ScoreTable();
        try (TableRows<Score> rows = TableFile.open(results, FILE, Table.SCORES)) {
            rows.forEachRemaining(table::add);
        }
        return table;
    }

    /** Those of tiles that are not put together yet. */
    static ScoreTable ofTiles(DataStore results, List<TileName> tiles) throws IOException {
        ScoreTable table = new ScoreTable();
        for (TileName tile : tiles) {
            try (TableRows<Score> rows = TableFile.open(results, tile.scoresPath(), Table.SCORES)) {
                rows.forEachRemaining(table::add);
            }
        }
        return table;
    }

    private void add(Score row) {
        targets++;
        columns.add(row);
        if (row.getR().isPresent()
                && row.getRNull95().isPresent()
                && row.getR().get() > row.getRNull95().get()) {
            aboveFloor++;
        }
        if (row.getP().isPresent()) {
            tested++;
            significant += Significance.decisive(row).orElseThrow() < LEVEL ? 1 : 0;
        }
        for (double alpha : row.getAlphaFolds()) {
            if (!Double.isNaN(alpha)) {
                foldAlphas.merge(alpha, 1L, Long::sum);
            }
        }
    }

    int targets() {
        return targets;
    }

    int withoutScore() {
        return targets - columns.count(ScoreConvention.R);
    }

    int aboveFloor() {
        return aboveFloor;
    }

    /** Targets with a p-value. */
    int tested() {
        return tested;
    }

    /** Targets with a corrected p-value below 0.05, or p where nothing was corrected. */
    int significant() {
        return significant;
    }

    /** Defined numbers of a pooled score of all targets, ascending. */
    double[] sorted(ScoreConvention pooled) {
        return columns.sorted(pooled);
    }

    /** Share of the choices of all folds and targets that fell on the first or last penalty. */
    double edgeFraction(List<Double> grid) {
        return grid.size() < 2 ? 0 : shareAt(Collections.min(grid)) + shareAt(Collections.max(grid));
    }

    /** Share of the choices of all folds and targets that fell on a penalty; 0 where nothing was chosen. */
    double shareAt(double alpha) {
        long there = 0;
        long all = 0;
        for (Map.Entry<Double, Long> choice : foldAlphas.entrySet()) {
            all += choice.getValue();
            there += same(choice.getKey(), alpha) ? choice.getValue() : 0;
        }
        return all == 0 ? 0 : (double) there / all;
    }

    static boolean same(double a, double b) {
        return Math.abs(a - b) <= SAME_ALPHA * Math.abs(b);
    }
}
