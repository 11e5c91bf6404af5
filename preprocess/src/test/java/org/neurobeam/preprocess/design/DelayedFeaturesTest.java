package org.neurobeam.preprocess.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;

/** What is made by shifting is what delays laid out by hand give. */
class DelayedFeaturesTest {
    /** Sums of tens of float64 products in another order. */
    private static final double ROUNDING = 1e-12;

    private static final int[] STARTS = {0, 9, 12, 20};
    private static final int SAMPLES = 30;
    private static final List<Integer> AHEAD = List.of(-2, 0, 1);
    private static final List<Integer> LATE = List.of(4, 1, 40);

    private static DoubleMatrix gaussian(int rows, int columns, long seed) {
        Random random = new Random(seed);
        DoubleMatrix m = DoubleMatrix.zeros(rows, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = 2 + random.nextGaussian();
        }
        return m;
    }

    private static DelayedFeatures delayed(DoubleMatrix words, DoubleMatrix motion, DoubleMatrix plain) {
        return DelayedFeatures.of(
                STARTS,
                List.of(
                        new DelayedSpace(RowSource.of(words), AHEAD),
                        new DelayedSpace(RowSource.of(plain), List.of()),
                        new DelayedSpace(RowSource.of(motion), LATE)));
    }

    private final DoubleMatrix words = gaussian(SAMPLES, 3, 1);
    private final DoubleMatrix motion = gaussian(SAMPLES, 5, 2);
    private final DoubleMatrix plain = gaussian(SAMPLES, 2, 3);
    private final DelayedFeatures x = delayed(words, motion, plain);

    private DoubleMatrix laidOut() {
        List<DoubleMatrix> parts =
                List.of(Delays.apply(words, STARTS, AHEAD), plain, Delays.apply(motion, STARTS, LATE));
        DoubleMatrix all = DoubleMatrix.zeros(
                SAMPLES, parts.stream().mapToInt(DoubleMatrix::columns).sum());
        for (int i = 0; i < SAMPLES; i++) {
            int at = i * all.columns();
            for (DoubleMatrix part : parts) {
                System.arraycopy(part.row(i), 0, all.values(), at, part.columns());
                at += part.columns();
            }
        }
        return all;
    }

    private static DoubleMatrix rows(RowSource source) {
        DoubleMatrix m = DoubleMatrix.zeros(source.rows(), source.columns());
        double[] row = new double[source.columns()];
        for (int i = 0; i < source.rows(); i++) {
            source.readRow(i, row);
            System.arraycopy(row, 0, m.values(), i * m.columns(), m.columns());
        }
        return m;
    }

    private static void assertClose(DoubleMatrix found, DoubleMatrix expected) {
        Golden.assertClose(found, expected, ROUNDING, ROUNDING);
    }

    @Test
    void rowsAreThoseOfDelaysLaidOut() {
        assertThat(rows(x)).isEqualTo(laidOut());
        assertThat(x.columns()).isEqualTo(9 + 2 + 15);
        assertThat(x.undelayedColumns()).isEqualTo(10);
        assertThat(x.delayed()).isTrue();
        assertThat(x.undelayed().delayed()).isFalse();
        assertThat(rows(x.select(1))).isEqualTo(plain);
        assertThat(rows(x.select(2))).isEqualTo(Delays.apply(motion, STARTS, LATE));
    }

    @Test
    void kernelAndWeightsComeFromTheUndelayedFeatures() {
        RowSource hand = RowSource.of(laidOut());
        DoubleMatrix weights = gaussian(SAMPLES, 4, 5);
        try (DenseMatrix found = DenseMatrix.zeros(Precision.FLOAT64, SAMPLES, SAMPLES);
                DenseMatrix expected = DenseMatrix.zeros(Precision.FLOAT64, SAMPLES, SAMPLES);
                DenseMatrix w = DenseMatrix.copyOf(weights);
                DenseMatrix product = DenseMatrix.zeros(Precision.FLOAT64, x.columns(), 4);
                DenseMatrix byHand = DenseMatrix.zeros(Precision.FLOAT64, x.columns(), 4)) {
            x.addRowGram(found);
            hand.addRowGram(expected);
            DoubleMatrix kernel = found.toDoubleMatrix();
            assertClose(kernel, expected.toDoubleMatrix());
            for (int i = 0; i < SAMPLES; i++) {
                for (int j = 0; j < i; j++) {
                    assertThat(kernel.get(i, j)).isEqualTo(kernel.get(j, i));
                }
                assertThat(x.squares()[i]).isCloseTo(kernel.get(i, i), within(1e-10));
            }
            x.multiplyTransposed(w, product);
            hand.multiplyTransposed(w, byHand);
            assertClose(product.toDoubleMatrix(), byHand.toDoubleMatrix());
            double[] first = x.multiplyTransposed(weights.column(0));
            assertClose(
                    DoubleMatrix.wrap(first.length, 1, first),
                    DoubleMatrix.wrap(first.length, 1, byHand.toDoubleMatrix().column(0)));
        }
    }

    @Test
    void mixedDelaysAreCombinationsOfColumns() {
        DoubleMatrix mixing = gaussian(3, 3, 6);
        DelayedFeatures mixed =
                DelayedFeatures.of(STARTS, List.of(new DelayedSpace(RowSource.of(motion), LATE, mixing)));
        DoubleMatrix plain = Delays.apply(motion, STARTS, LATE);
        DoubleMatrix expected = DoubleMatrix.zeros(SAMPLES, 15);
        for (int i = 0; i < SAMPLES; i++) {
            for (int j = 0; j < 15; j++) {
                double sum = 0;
                for (int a = 0; a < 3; a++) {
                    sum += mixing.get(a, j / 5) * plain.get(i, a * 5 + j % 5);
                }
                expected.set(i, j, sum);
            }
        }
        assertClose(rows(mixed), expected);
        RowSource hand = RowSource.of(expected);
        DoubleMatrix weights = gaussian(SAMPLES, 2, 5);
        try (DenseMatrix kernel = DenseMatrix.zeros(Precision.FLOAT64, SAMPLES, SAMPLES);
                DenseMatrix byHand = DenseMatrix.zeros(Precision.FLOAT64, SAMPLES, SAMPLES);
                DenseMatrix w = DenseMatrix.copyOf(weights);
                DenseMatrix product = DenseMatrix.zeros(Precision.FLOAT64, 15, 2);
                DenseMatrix productByHand = DenseMatrix.zeros(Precision.FLOAT64, 15, 2)) {
            mixed.addRowGram(kernel);
            hand.addRowGram(byHand);
            Golden.assertClose(kernel.toDoubleMatrix(), byHand.toDoubleMatrix(), ROUNDING, 100 * ROUNDING);
            for (int i = 0; i < SAMPLES; i++) {
                for (int j = 0; j < i; j++) {
                    assertThat(kernel.toDoubleMatrix().get(i, j))
                            .isEqualTo(kernel.toDoubleMatrix().get(j, i));
                }
            }
            mixed.multiplyTransposed(w, product);
            hand.multiplyTransposed(w, productByHand);
            Golden.assertClose(product.toDoubleMatrix(), productByHand.toDoubleMatrix(), ROUNDING, 100 * ROUNDING);
            assertThat(mixed.multiplyTransposed(weights.column(1)))
                    .containsExactly(product.toDoubleMatrix().column(1), within(100 * ROUNDING));
        }
        assertThat(mixed.delayed()).isTrue();
        assertThat(mixed.presence(0, 1, 20)).isEqualTo(0);
        assertThat(mixed.presence(0, 1, 22)).isEqualTo(mixing.get(1, 1));
        assertThatThrownBy(() -> new DelayedSpace(RowSource.of(motion), LATE, DoubleMatrix.zeros(2, 3)))
                .hasMessageContaining("[2 x 3]");
    }

    /** Defect of peers: the end of a run leaks into the next. */
    @Test
    void shufflingARunChangesNoRowOfItsNeighbours() {
        DoubleMatrix changed = DoubleMatrix.wrap(SAMPLES, 5, motion.values().clone());
        for (int j = 0; j < 5; j++) {
            changed.set(12, j, motion.get(19, j));
            changed.set(19, j, motion.get(12, j));
            changed.set(15, j, 1e6);
        }
        DoubleMatrix before = rows(x);
        DoubleMatrix after = rows(delayed(words, changed, plain));
        for (int i = 0; i < SAMPLES; i++) {
            if (i < 12 || i >= 20) {
                assertThat(after.row(i)).isEqualTo(before.row(i));
            }
        }
        assertThat(after.row(16)).isNotEqualTo(before.row(16));
    }

    @Test
    void featuresAreEqualByContent() {
        DelayedFeatures copy =
                delayed(DoubleMatrix.wrap(SAMPLES, 3, words.values().clone()), motion, plain);
        assertThat(copy).isEqualTo(x).hasSameHashCodeAs(x);
        assertThat(x.select(0, 1)).isNotEqualTo(x);
        assertThat(x)
                .hasToString("DelayedFeatures[30 samples, 3 at delays [-2, 0, 1], 2 at delays [0], 5 at delays"
                        + " [4, 1, 40]]");
    }

    @Test
    void wrongSpacesAreRefused() {
        RowSource ofWords = RowSource.of(words);
        assertThatThrownBy(() -> new DelayedSpace(ofWords, List.of(1, 1))).hasMessageContaining("[1, 1]");
        assertThatThrownBy(() -> DelayedFeatures.of(new int[] {0}, List.of())).hasMessageContaining("no feature");
        List<DelayedSpace> uneven = Arrays.asList(
                new DelayedSpace(ofWords, List.of()),
                new DelayedSpace(RowSource.of(DoubleMatrix.zeros(29, 1)), List.of()));
        assertThatThrownBy(() -> DelayedFeatures.of(STARTS, uneven)).hasMessageContaining("29 samples");
        assertThatThrownBy(() -> x.requireLike(x.select(0))).hasMessageContaining("5 at delays [4, 1, 40]");
    }
}
