package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.neurobeam.encoders.score.AlgonautsAccuracy;
import org.neurobeam.encoders.score.ScoreConvention;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.report.ScoreColumn;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.TableRows;
import org.neurobeam.schemas.table.Score;

/** Some columns of {@code scores.parquet}, found by the names of their conventions, without the rows. */
final class ScoreColumns {
    /** What every fit has. */
    static final List<ScoreConvention> POOLED =
            List.of(ScoreConvention.R, ScoreConvention.R2, ScoreConvention.EXPLAINED_VARIANCE, ScoreConvention.MSE);

    private static final double PERCENT = 100;

    private final Map<ScoreConvention, List<Double>> values = new EnumMap<>(ScoreConvention.class);
    private int fitted;
    private int excluded;

    ScoreColumns(List<ScoreConvention> conventions) {
        conventions.forEach(c -> values.put(c, new ArrayList<>()));
    }

    /** The columns of all targets. */
    static ScoreColumns read(DataStore results, List<ScoreConvention> conventions) throws IOException {
        ScoreColumns columns = new ScoreColumns(conventions);
        try (TableRows<Score> rows = TableFile.open(results, ScoreTable.FILE, Table.SCORES)) {
            rows.forEachRemaining(columns::add);
        }
        return columns;
    }

    void add(Score row) {
        fitted += row.getNullReason().isEmpty() ? 1 : 0;
        double ceiling = row.getNcNsdPercent().orElse(Double.NaN);
        excluded += ceiling < PERCENT * AlgonautsAccuracy.DEFAULT_THRESHOLD ? 1 : 0;
        values.forEach((convention, known) -> {
            if (row.get(position(convention)) instanceof Double value) {
                known.add(value);
            }
        });
    }

    /** The columns that results of some settings have. */
    static List<ScoreConvention> of(EncodeConfig config) {
        return Stream.concat(POOLED.stream(), RepeatColumns.conventions(config).stream())
                .toList();
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

    /** Number of fitted targets without a number. */
    int undefined(ScoreConvention convention) {
        return fitted - count(convention);
    }

    /** Number of targets whose ceiling is too low for {@link AlgonautsAccuracy#reliable}. */
    int excluded() {
        return excluded;
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
        return values.keySet().stream()
                .filter(convention -> count(convention) > 0)
                .map(this::report)
                .toList();
    }

    private ScoreColumn report(ScoreConvention convention) {
        double[] sorted = sorted(convention);
        String left = convention == ScoreConvention.ALGONAUTS_2023_PERCENT
                ? "; " + excluded + " targets with a ceiling below " + PERCENT * AlgonautsAccuracy.DEFAULT_THRESHOLD
                        + " % are excluded"
                : "";
        return new ScoreColumn(
                convention.column(),
                convention.unit(),
                convention.citation() + left,
                sorted.length,
                undefined(convention),
                Percentiles.of(sorted, 0.5),
                Arrays.stream(sorted).average().orElse(Double.NaN));
    }
}
