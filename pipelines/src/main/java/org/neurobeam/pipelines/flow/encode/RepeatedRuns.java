package org.neurobeam.pipelines.flow.encode;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.neurobeam.encoders.score.NoiseCeiling;
import org.neurobeam.encoders.score.RepeatScores;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.table.Score;

/**
 * The samples of a group that show the same stimulus several times: R repeats of T samples. Sets of runs are put one
 * after the other, so that the first runs of all sets are the first repeat.
 *
 * <p>O(R T t), and 24 T bytes for each of at most 256 targets at a time.
 */
final class RepeatedRuns {
    /** Row of the group of each sample, [R x T]. */
    private final int[] rows;

    private final int repeats;

    private RepeatedRuns(int[] rows, int repeats) {
        this.rows = rows;
        this.repeats = repeats;
    }

    /**
     * The repeats that the settings declare; empty where they declare none.
     *
     * @throws ConfigException if a run is unknown, or runs of a set differ in length
     */
    static Optional<RepeatedRuns> of(EncodeConfig config, ResponseGroup group) {
        if (config.repeats().isEmpty()) {
            return Optional.empty();
        }
        int repeats = config.repeats().get(0).size();
        int[] runs = group.runs();
        int[][] perRepeat = new int[repeats][0];
        for (List<String> set : config.repeats()) {
            int[] first = rowsOf(set.get(0), group, runs);
            for (int r = 0; r < repeats; r++) {
                int[] rows = rowsOf(set.get(r), group, runs);
                if (rows.length != first.length) {
                    throw new ConfigException("repeats: " + group.name() + ": " + set.get(r) + " has " + rows.length
                            + " samples but " + set.get(0) + " has " + first.length
                            + "; repeats need the same samples: censor or trim them alike");
                }
                perRepeat[r] = joined(perRepeat[r], rows);
            }
        }
        int[] all = Arrays.stream(perRepeat).flatMapToInt(Arrays::stream).toArray();
        return Optional.of(new RepeatedRuns(all, repeats));
    }

    private static int[] joined(int[] a, int... b) {
        int[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    private static int[] rowsOf(String name, ResponseGroup group, int... runs) {
        List<String> names = group.runNames();
        int run = names.indexOf(name);
        if (run < 0 || run != names.lastIndexOf(name)) {
            throw new ConfigException("repeats: " + group.name() + " has " + (run < 0 ? "no run " : "several runs ")
                    + name + "; its runs are " + names);
        }
        return java.util.stream.IntStream.range(0, runs.length)
                .filter(i -> runs[i] == run)
                .toArray();
    }

    /** Whether a model saw the stimulus of its held-out samples in another repeat. */
    boolean seenInTraining(EncodeConfig config, ResponseGroup group) {
        int[] stimulus = new int[group.runs().length];
        Arrays.fill(stimulus, -1);
        for (int i = 0; i < rows.length; i++) {
            stimulus[rows[i]] = i % samples();
        }
        for (Fold fold :
                RidgeSettings.outer(config, group.runNames(), group.runs()).list()) {
            Set<Integer> known = new HashSet<>();
            Arrays.stream(fold.train()).forEach(i -> known.add(stimulus[i]));
            if (Arrays.stream(fold.test()).anyMatch(i -> stimulus[i] >= 0 && known.contains(stimulus[i]))) {
                return true;
            }
        }
        return false;
    }

    private int samples() {
        return rows.length / repeats;
    }

    /** Ceilings and normalised scores of the targets of a tile. */
    Ceilings ceilings(FloatMatrix y, FloatMatrix predicted) {
        Ceilings all = new Ceilings(y.columns());
        for (int from = 0; from < y.columns(); from += ColumnRange.TARGETS_AT_ONCE) {
            int to = Math.min(from + ColumnRange.TARGETS_AT_ONCE, y.columns());
            NoiseCeiling ceiling = NoiseCeiling.of(new Repeats(new ColumnRange(y, from, to)), repeats);
            all.set(from, ceiling, ceiling.against(new MeanOfRepeats(new ColumnRange(predicted, from, to))));
        }
        return all;
    }

    /** Columns of one tile. */
    static final class Ceilings {
        private final double[] explainable;
        private final double[] ccMax;
        private final double[] ccAbs;
        private final double[] ccNorm;

        private Ceilings(int targets) {
            explainable = new double[targets];
            ccMax = new double[targets];
            ccAbs = new double[targets];
            ccNorm = new double[targets];
        }

        private void set(int from, NoiseCeiling ceiling, RepeatScores scores) {
            copy(ceiling.explainableVarianceCorrected(), explainable, from);
            copy(ceiling.ccMax(), ccMax, from);
            copy(scores.ccAbs(), ccAbs, from);
            copy(scores.ccNorm(), ccNorm, from);
        }

        private static void copy(double[] part, double[] all, int from) {
            System.arraycopy(part, 0, all, from, part.length);
        }

        void put(Score.Builder row, int v) {
            row.setEvRepeatsCorrectedHsu2004(finite(explainable[v]))
                    .setCcMaxSchoppe2016(finite(ccMax[v]))
                    .setCcAbsSchoppe2016(finite(ccAbs[v]))
                    .setCcNormSchoppe2016(finite(ccNorm[v]));
        }

        private static Double finite(double value) {
            return Double.isFinite(value) ? Double.valueOf(value) : null;
        }
    }

    /** The repeats one after the other, [R T x t]. */
    private final class Repeats implements RowSource {
        private final RowSource all;

        private Repeats(RowSource all) {
            this.all = all;
        }

        @Override
        public int rows() {
            return rows.length;
        }

        @Override
        public int columns() {
            return all.columns();
        }

        @Override
        public void readRow(int row, double[] into) {
            all.readRow(rows[row], into);
        }
    }

    /** Each repeat has its own prediction where models differ between folds; their mean goes with the mean response. */
    private final class MeanOfRepeats implements RowSource {
        private final RowSource all;

        private MeanOfRepeats(RowSource all) {
            this.all = all;
        }

        @Override
        public int rows() {
            return samples();
        }

        @Override
        public int columns() {
            return all.columns();
        }

        @Override
        public void readRow(int row, double[] into) {
            double[] one = new double[columns()];
            Arrays.fill(into, 0, columns(), 0);
            for (int r = 0; r < repeats; r++) {
                all.readRow(rows[r * samples() + row], one);
                for (int v = 0; v < one.length; v++) {
                    into[v] += one[v] / repeats;
                }
            }
        }
    }
}
