package org.neurobeam.pipelines.flow.encode;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.neurobeam.encoders.score.AlgonautsAccuracy;
import org.neurobeam.encoders.score.NoiseCeiling;
import org.neurobeam.encoders.score.NsdNoiseCeiling;
import org.neurobeam.encoders.score.RepeatScores;
import org.neurobeam.encoders.score.Score;
import org.neurobeam.encoders.score.ScoreConvention;
import org.neurobeam.encoders.score.SplitHalfReliability;
import org.neurobeam.pipelines.config.Convention;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * Ceilings and normalised scores of the targets of a tile by repeats, a column for each convention. r of a convention is
 * that of the mean held-out prediction with the mean of the R repeats, and ceilings are those of this mean.
 *
 * <p>O(R T t), and 24 T bytes for each of at most 256 targets at a time.
 */
final class RepeatColumns {
    /** What all results with repeats have. */
    static final List<ScoreConvention> ALWAYS = List.of(
            ScoreConvention.EV_REPEATS_CORRECTED,
            ScoreConvention.CC_MAX,
            ScoreConvention.CC_ABS,
            ScoreConvention.CC_NORM);

    /** Of the halves of the repeats, which all targets share. */
    static final long SEED = 0;

    private final Map<ScoreConvention, double[]> columns = new EnumMap<>(ScoreConvention.class);

    private RepeatColumns(List<ScoreConvention> conventions, int targets) {
        conventions.forEach(c -> columns.put(c, new double[targets]));
    }

    /** The columns of some settings; none without repeats. */
    static List<ScoreConvention> conventions(EncodeConfig config) {
        return config.repeats().isEmpty()
                ? List.of()
                : Stream.concat(ALWAYS.stream(), asked(config).stream()).toList();
    }

    /** Those that were asked for. */
    static List<ScoreConvention> asked(EncodeConfig config) {
        return config.conventions().stream()
                .map(Convention::columns)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /**
     * The columns of a tile.
     *
     * @param y responses, [n x t]
     * @param predicted held out, [n x t]
     * @param halves fits to halves of the repeats, where a convention needs them
     */
    static RepeatColumns of(
            EncodeConfig config,
            RepeatedRuns repeats,
            FloatMatrix y,
            FloatMatrix predicted,
            Optional<HalfFits> halves) {
        RepeatColumns all = new RepeatColumns(conventions(config), y.columns());
        for (int from = 0; from < y.columns(); from += ColumnRange.TARGETS_AT_ONCE) {
            int to = Math.min(from + ColumnRange.TARGETS_AT_ONCE, y.columns());
            RowSource stacked = repeats.stacked(new ColumnRange(y, from, to));
            all.put(from, stacked, repeats.mean(new ColumnRange(predicted, from, to)), repeats.repeats());
            if (halves.isPresent()) {
                all.put(from, List.of(halves.get().consistency(stacked, from, to)));
            }
        }
        return all;
    }

    private void put(int from, RowSource stacked, RowSource predicted, int repeats) {
        NoiseCeiling ceiling = NoiseCeiling.of(stacked, repeats);
        RepeatScores scores = ceiling.against(predicted);
        put(from, ceiling.columns());
        put(from, scores.columns());
        if (columns.containsKey(ScoreConvention.NC_NSD_PERCENT)) {
            NsdNoiseCeiling nsd = NsdNoiseCeiling.of(stacked, repeats);
            put(from, List.of(nsd.ncsnrColumn(), nsd.column(repeats)));
            AlgonautsAccuracy accuracy =
                    AlgonautsAccuracy.of(scores.ccAbs(), nsd.ceiling(repeats), AlgonautsAccuracy.DEFAULT_THRESHOLD);
            put(from, List.of(accuracy.reliable()));
        }
        if (columns.containsKey(ScoreConvention.BRAIN_SCORE)) {
            SplitHalfReliability halves =
                    SplitHalfReliability.of(stacked, repeats, SplitHalfReliability.DEFAULT_SPLITS, SEED);
            put(from, List.of(halves.column(), halves.column(scores.ccAbs())));
        }
    }

    private void put(int from, List<Score> scores) {
        for (Score score : scores) {
            Optional.ofNullable(columns.get(score.convention()))
                    .ifPresent(all -> System.arraycopy(score.values(), 0, all, from, score.targets()));
        }
    }

    /** Writes the numbers of a target to its row. */
    void put(org.neurobeam.schemas.table.Score row, int target) {
        columns.forEach((convention, values) -> ScoreColumns.put(row, convention, values[target]));
    }
}
