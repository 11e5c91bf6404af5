package org.neurobeam.pipelines.flow.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.neurobeam.encoders.score.ScoreConvention;
import org.neurobeam.pipelines.report.ScoreColumn;
import org.neurobeam.schemas.table.Score;

/** Some columns of {@code scores.parquet}, found by the names of their conventions, without the rows. */
final class ScoreColumns {
    /** What every fit has. */
    static final List<ScoreConvention> POOLED =
            List.of(ScoreConvention.R, ScoreConvention.R2, ScoreConvention.EXPLAINED_VARIANCE, ScoreConvention.MSE);

    private final Map<ScoreConvention, List<Double>> values = new EnumMap<>(ScoreConvention.class);

    ScoreColumns(List<ScoreConvention> conventions) {
        conventions.forEach(c -> values.put(c, new ArrayList<>()));
    }

    void add(Score row) {
        values.forEach((convention, known) -> {
            if (row.get(position(convention)) instanceof Double value) {
                known.add(value);
            }
        });
    }

    /** Writes a number to a row; NaN and infinity are null. */
    static void put(Score row, ScoreConvention convention, double value) {
        row.put(position(convention), Double.isFinite(value) ? Double.valueOf(value) : null);
    }

    private static int position(ScoreConvention convention) {
        return Score.getClassSchema().getField(convention.column()).pos();
    }

    /** Number of rows that have a number. */
    int count(ScoreConvention convention) {
        return values.get(convention).size();
    }

    /** The numbers of a column, ascending. */
    double[] sorted(ScoreConvention convention) {
        return values.get(convention).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
    }

    /** The columns that have a number, for the report. */
    List<ScoreColumn> report() {
        List<ScoreColumn> columns = new ArrayList<>();
        for (ScoreConvention convention : values.keySet()) {
            double[] sorted = sorted(convention);
            if (sorted.length > 0) {
                double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
                columns.add(new ScoreColumn(
                        convention.column(),
                        convention.unit(),
                        convention.citation(),
                        sorted.length,
                        Percentiles.of(sorted, 0.5),
                        mean));
            }
        }
        return columns;
    }
}
