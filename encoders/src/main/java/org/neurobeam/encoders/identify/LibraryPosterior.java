package org.neurobeam.encoders.identify;

import java.util.Arrays;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Posterior over a library of candidate stimuli, {@code p(item | y) ~ L(y | item) prior(item)}, with the library streamed
 * in tiles: only the best items of each measured pattern and the sum of all are kept, 16 k N bytes.
 *
 * <p>Items are numbered in the order in which they come; equal posteriors are ordered by number. Not safe for several
 * threads.
 *
 * @see <a href="https://doi.org/10.1016/j.neuron.2009.09.006">Naselaris et al. 2009</a>
 * @see <a href="https://doi.org/10.1016/j.cub.2011.08.031">Nishimoto et al. 2011</a>
 */
public final class LibraryPosterior {
    /** Items averaged into a reconstruction by Nishimoto et al. */
    public static final int DEFAULT_BEST = 100;

    private final GaussianLikelihood likelihood;
    private final RowSource measured;
    private final Best[] best;
    /** Log of the sum of likelihood x prior over all items, per pattern. */
    private final double[] evidence;

    private int items;

    /**
     * No items yet.
     *
     * @param measured patterns to decode, [N x V]
     * @param keep number of best items kept, at least 1
     */
    public LibraryPosterior(GaussianLikelihood likelihood, RowSource measured, int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException("at least 1 item must be kept, not " + keep);
        }
        this.likelihood = likelihood;
        this.measured = measured;
        this.best = new Best[measured.rows()];
        Arrays.setAll(best, i -> new Best(keep));
        this.evidence = new double[measured.rows()];
        Arrays.fill(evidence, Double.NEGATIVE_INFINITY);
    }

    /**
     * Adds a tile of the library.
     *
     * @param predicted predictions of the items, [m x V]
     * @param logPrior natural logarithm of the prior of each item up to a constant, [m]; zeros if all are alike
     */
    public void add(RowSource predicted, double... logPrior) {
        if (logPrior.length != predicted.rows()) {
            throw new IllegalArgumentException(
                    "predicted has " + predicted.rows() + " items but logPrior has " + logPrior.length);
        }
        DoubleMatrix log = likelihood.logLikelihoods(measured, predicted);
        for (int i = 0; i < log.rows(); i++) {
            for (int j = 0; j < log.columns(); j++) {
                double posterior = log.get(i, j) + logPrior[j];
                best[i].offer(items + j, posterior);
                evidence[i] = Double.isNaN(posterior) ? evidence[i] : logSum(evidence[i], posterior);
            }
        }
        items += log.columns();
    }

    private static double logSum(double a, double b) {
        double high = Math.max(a, b);
        return high == Double.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(Math.min(a, b) - high));
    }

    /** Number of items added. */
    public int items() {
        return items;
    }

    /** Best items of a pattern, best first. */
    public int[] bestItems(int pattern) {
        return best[pattern].items();
    }

    /** Log posterior of the best items of a pattern, normalised over all items added. */
    public double[] logPosterior(int pattern) {
        return Arrays.stream(best[pattern].values())
                .map(x -> x - evidence[pattern])
                .toArray();
    }

    /**
     * Reconstruction: the plain mean of the stimuli of the best items.
     *
     * @param stimuli the library itself, [items x features]
     * @return [features]
     * @throws IllegalArgumentException if the library has another number of items
     */
    public double[] reconstruct(int pattern, RowSource stimuli) {
        if (stimuli.rows() != items || items == 0) {
            throw new IllegalArgumentException(
                    "stimuli has " + stimuli.rows() + " items but " + items + " were predicted; both must be > 0");
        }
        int[] chosen = bestItems(pattern);
        double[] mean = new double[stimuli.columns()];
        double[] row = new double[stimuli.columns()];
        for (int item : chosen) {
            stimuli.readRow(item, row);
            for (int j = 0; j < row.length; j++) {
                mean[j] += row[j] / chosen.length;
            }
        }
        return mean;
    }

    /** The best few of a stream, in a binary heap with the worst of them on top. */
    private static final class Best {
        private final int[] items;
        private final double[] values;
        private int size;

        Best(int capacity) {
            items = new int[capacity];
            values = new double[capacity];
        }

        void offer(int item, double value) {
            // NaN is never among the best
            if (Double.isNaN(value) || (size == items.length && value <= values[0])) {
                return;
            }
            if (size < items.length) {
                size++;
                up(size - 1, item, value);
            } else {
                down(item, value);
            }
        }

        /** Later items lose against earlier ones of equal value. */
        private boolean worse(int item, double value, int place) {
            return value < values[place] || (value == values[place] && item > items[place]);
        }

        private void up(int from, int item, double value) {
            int place = from;
            while (place > 0 && worse(item, value, (place - 1) / 2)) {
                move((place - 1) / 2, place);
                place = (place - 1) / 2;
            }
            put(place, item, value);
        }

        private void down(int item, double value) {
            int place = 0;
            while (2 * place + 1 < size) {
                int child = 2 * place + 1;
                if (child + 1 < size && worse(items[child + 1], values[child + 1], child)) {
                    child++;
                }
                if (worse(item, value, child)) {
                    break;
                }
                move(child, place);
                place = child;
            }
            put(place, item, value);
        }

        private void move(int from, int to) {
            put(to, items[from], values[from]);
        }

        private void put(int place, int item, double value) {
            items[place] = item;
            values[place] = value;
        }

        private int[] order() {
            return java.util.stream.IntStream.range(0, size)
                    .boxed()
                    .sorted((a, b) -> worse(items[a], values[a], b) ? 1 : -1)
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        int[] items() {
            return Arrays.stream(order()).map(place -> items[place]).toArray();
        }

        double[] values() {
            return Arrays.stream(order()).mapToDouble(place -> values[place]).toArray();
        }
    }
}
