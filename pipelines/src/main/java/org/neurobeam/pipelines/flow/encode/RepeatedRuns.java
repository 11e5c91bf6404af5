package org.neurobeam.pipelines.flow.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.neurobeam.encoders.banded.RowSelection;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;

/**
 * The samples of a group that show the same stimulus several times: R repeats of T samples. Sets of runs are put one
 * after the other, so that the first runs of all sets are the first repeat.
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
        return IntStream.range(0, runs.length).filter(i -> runs[i] == run).toArray();
    }

    /** Whether a model saw the stimulus of its held-out samples in another repeat. */
    boolean seenInTraining(EncodeConfig config, ResponseGroup group) {
        int[] stimulus = stimulusOf(group.runs().length);
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

    /**
     * The folds of the settings over the T stimuli: a fold tests a stimulus in all its repeats.
     *
     * @throws ConfigException if runs of the group are no repeats, or a fold splits repeats
     */
    Folds stimulusFolds(EncodeConfig config, ResponseGroup group) {
        int[] runs = group.runs();
        if (rows.length != runs.length) {
            throw refused(
                    group,
                    "all runs in repeats, found others: the responses to a run without repeats are the same"
                            + " in both halves");
        }
        int[] stimulus = stimulusOf(runs.length);
        List<Fold> folds = new ArrayList<>();
        for (Fold fold : RidgeSettings.outer(config, group.runNames(), runs).list()) {
            int[] known = new int[samples()];
            Arrays.stream(fold.test()).forEach(i -> known[stimulus[i]]++);
            if (Arrays.stream(known).anyMatch(n -> n > 0 && n < repeats)) {
                throw refused(
                        group,
                        "folds that hold the repeats of a stimulus out together, found outer: " + config.outer());
            }
            folds.add(new Fold(
                    IntStream.range(0, samples()).filter(s -> known[s] == 0).toArray(),
                    IntStream.range(0, samples()).filter(s -> known[s] > 0).toArray()));
        }
        return Folds.of(samples(), folds);
    }

    private static ConfigException refused(ResponseGroup group, String needed) {
        return new ConfigException("conventions: nayebi2023: " + group.name() + ": needs " + needed
                + "; use outer: kfold:N or runs:N whose folds are whole sets of repeats, or leave nayebi2023 out");
    }

    /** Stimulus of each sample of the group, [n]; -1 for samples that are not repeated. */
    private int[] stimulusOf(int n) {
        int[] stimulus = new int[n];
        Arrays.fill(stimulus, -1);
        for (int i = 0; i < rows.length; i++) {
            stimulus[rows[i]] = i % samples();
        }
        return stimulus;
    }

    /** Number of repeats, R. */
    int repeats() {
        return repeats;
    }

    /** Samples of a repeat, T. */
    private int samples() {
        return rows.length / repeats;
    }

    /** The repeats one after the other, [R T x t], of all samples of the group, [n x t]. */
    RowSource stacked(RowSource all) {
        return new RowSelection(all, rows);
    }

    /** Means over the repeats, [T x t], of all samples of the group, [n x t]. */
    RowSource mean(RowSource all) {
        return new MeanOfRepeats(all);
    }

    /** The same response in every repeat, [n x t], where all samples are repeated. */
    RowSource everywhere(DoubleMatrix responses) {
        return new RowSelection(RowSource.of(responses), stimulusOf(rows.length));
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
