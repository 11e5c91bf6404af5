package org.neurobeam.encoders.ridge;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * What the targets of a tile say on the penalties of their groups: for each training set (outer folds, then all rows)
 * and each of its inner folds the sums of scores over the targets of each group. The votes of all tiles are added, in
 * any fixed order, and choose
 *
 * <pre>{@code alpha_g = argmax_a mean_folds mean_{v in g} score(fold, a, v) + 1e-10 ln a}</pre>
 *
 * <p>Memory: 2 A G float64 for each inner fold of each training set, whatever the number of targets. Immutable.
 */
public final class AlphaVotes {
    private final List<List<VoteSums>> sets;
    private final int groups;

    AlphaVotes(List<List<VoteSums>> sets, int groups) {
        this.sets = List.copyOf(sets);
        this.groups = groups;
    }

    /**
     * The votes of both tiles.
     *
     * @throws IllegalArgumentException if they are of other training sets or groups
     */
    public AlphaVotes plus(AlphaVotes other) {
        if (!shape().equals(other.shape())) {
            throw new IllegalArgumentException("votes of " + shape() + " but the others of " + other.shape()
                    + "; tiles of one design and the same groups can be added");
        }
        return new AlphaVotes(
                IntStream.range(0, sets.size())
                        .mapToObj(s -> IntStream.range(0, sets.get(s).size())
                                .mapToObj(f -> sets.get(s)
                                        .get(f)
                                        .plus(other.sets.get(s).get(f)))
                                .toList())
                        .toList(),
                groups);
    }

    private String shape() {
        return sets.stream().map(List::size).toList() + " inner folds x " + alphas() + " penalties x " + groups
                + " groups";
    }

    private int alphas() {
        return sets.stream()
                .flatMap(List::stream)
                .mapToInt(f -> f.sums().rows())
                .findFirst()
                .orElse(1);
    }

    /**
     * The penalty of each group in each outer fold, then in the final fit, [(k + 1) x G]; the largest where no target of
     * the group has a score.
     *
     * @param options of the design that the votes are from
     */
    public DoubleMatrix choose(RidgeOptions options) {
        double[] alphas = options.alphaArray();
        AlphaChoice choice = new AlphaChoice(options);
        DoubleMatrix chosen = DoubleMatrix.zeros(sets.size(), groups);
        for (int s = 0; s < sets.size(); s++) {
            int[] index = alphas.length == 1
                    ? new int[groups]
                    : choice.ofColumns(sets.get(s).stream().map(VoteSums::means).toList());
            for (int g = 0; g < groups; g++) {
                chosen.set(s, g, alphas[index[g]]);
            }
        }
        return chosen;
    }

    /** Writes the votes, big-endian. */
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(groups);
        out.writeInt(alphas());
        out.writeInt(sets.size());
        for (List<VoteSums> folds : sets) {
            out.writeInt(folds.size());
            for (VoteSums fold : folds) {
                for (double sum : fold.sums().values()) {
                    out.writeDouble(sum);
                }
                for (double count : fold.counts().values()) {
                    out.writeDouble(count);
                }
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    public static AlphaVotes read(DataInputStream in) throws IOException {
        int groups = in.readInt();
        int alphas = in.readInt();
        int count = in.readInt();
        List<List<VoteSums>> sets = new ArrayList<>(count);
        for (int s = 0; s < count; s++) {
            int folds = in.readInt();
            List<VoteSums> sums = new ArrayList<>(folds);
            for (int f = 0; f < folds; f++) {
                sums.add(new VoteSums(matrix(in, alphas, groups), matrix(in, alphas, groups)));
            }
            sets.add(List.copyOf(sums));
        }
        return new AlphaVotes(sets, groups);
    }

    private static DoubleMatrix matrix(DataInputStream in, int rows, int columns) throws IOException {
        DoubleMatrix m = DoubleMatrix.zeros(rows, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = in.readDouble();
        }
        return m;
    }
}
