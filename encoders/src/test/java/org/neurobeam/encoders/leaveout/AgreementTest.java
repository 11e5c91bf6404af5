package org.neurobeam.encoders.leaveout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.neurobeam.encoders.ridge.AlphaChoice;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Penalties chosen by float32 closed forms against those of plain float64 refits on a planted problem. */
class AgreementTest {
    /** Share of targets that may differ: two choices whose scores are closer than float32 products resolve. */
    private static final double SAME = 0.999;
    /** Scores of a choice that differs, relative to a target variance of about one. */
    private static final double SCORE = 1e-6;

    private static final int T = 2000;
    private static final int FOLDS = 5;
    private static final RidgeOptions OPTIONS = RidgeOptions.defaults().withInnerFolds(FOLDS);

    private static Planted few;
    private static Planted many;

    @BeforeAll
    static void plant() {
        few = new Planted(600, 40);
        many = new Planted(150, 240);
    }

    /** Targets of many signal-to-noise ratios, and the penalties of plain refits. */
    private static final class Planted {
        private final int n;
        private final DoubleMatrix x;
        private final DoubleMatrix y;
        private final DoubleMatrix mean;
        private final int[] chosen;

        Planted(int n, int p) {
            this.n = n;
            Random random = new Random(3);
            x = Refit.gaussian(n, p, 4);
            DoubleMatrix w = Refit.gaussian(p, T, 5);
            y = DoubleMatrix.zeros(n, T);
            for (int v = 0; v < T; v++) {
                double signal = Math.sqrt(random.nextDouble() / p);
                for (int i = 0; i < n; i++) {
                    double sum = random.nextGaussian();
                    for (int j = 0; j < p; j++) {
                        sum += signal * w.get(j, v) * x.get(i, j);
                    }
                    y.set(i, v, sum);
                }
            }
            double[] alphas = LeaveOutOptions.of(OPTIONS).alphas();
            List<DoubleMatrix> tables = Folds.kFold(n, FOLDS).list().stream()
                    .map(fold -> scores(fold, alphas))
                    .toList();
            AlphaChoice choice = new AlphaChoice(OPTIONS);
            mean = choice.mean(tables);
            chosen = choice.choose(tables, v -> true);
        }

        private DoubleMatrix scores(Fold fold, double... alphas) {
            DoubleMatrix[] predictions = Refit.predict(x, y, fold, true, alphas);
            DoubleMatrix scores = DoubleMatrix.zeros(alphas.length, T);
            int[] rows = fold.test();
            for (int j = 0; j < alphas.length; j++) {
                for (int i = 0; i < rows.length; i++) {
                    for (int v = 0; v < T; v++) {
                        double error = y.get(rows[i], v) - predictions[j].get(i, v);
                        scores.set(j, v, scores.get(j, v) - error * error / rows.length);
                    }
                }
            }
            return scores;
        }

        void assertAgrees(double... alphas) {
            List<Double> grid = OPTIONS.alphas();
            int same = 0;
            for (int v = 0; v < T; v++) {
                int other = grid.indexOf(alphas[v]);
                same += other == chosen[v] ? 1 : 0;
                assertThat(mean.get(chosen[v], v) - mean.get(other, v)).isBetween(0.0, SCORE);
            }
            assertThat(same).isGreaterThanOrEqualTo((int) Math.ceil(SAME * T));
        }

        double[] byLeavingOut(boolean primal) {
            LeaveOutOptions options = LeaveOutOptions.of(OPTIONS);
            Folds folds = Folds.kFold(n, FOLDS);
            try (LeaveOutDesign design = primal
                    ? LeaveOutDesign.primal(RowSource.of(x), folds, options)
                    : LeaveOutDesign.dual(RowSource.of(x), folds, options)) {
                return design.fit(RowSource.of(y)).alphas();
            }
        }

        double[] byPartialFractions() {
            try (RidgeDesign design = RidgeDesign.of(x, new int[n], Folds.none(n), OPTIONS)) {
                return design.fitTile(y).model().alphas();
            }
        }
    }

    @Test
    void thePlantedProblemsUseManyPenalties() {
        assertThat(IntStream.of(few.chosen).distinct().count()).isGreaterThan(5);
        assertThat(IntStream.of(many.chosen).distinct().count()).isGreaterThan(5);
    }

    @Test
    void leavingOutChoosesThePenaltiesOfRefits() {
        few.assertAgrees(few.byLeavingOut(true));
        few.assertAgrees(few.byLeavingOut(false));
        many.assertAgrees(many.byLeavingOut(false));
    }

    /** With fewer features than samples the statistics are p x p, with more the kernel's. */
    @Test
    void partialFractionsChooseThePenaltiesOfRefits() {
        few.assertAgrees(few.byPartialFractions());
        many.assertAgrees(many.byPartialFractions());
    }

    @Test
    void partialFractionsAndTheDirectWayChooseAlikeByTheKernel() {
        double[] direct = many.byLeavingOut(false);
        double[] fractions = many.byPartialFractions();
        long same = IntStream.range(0, T).filter(v -> direct[v] == fractions[v]).count();
        assertThat(same).isGreaterThanOrEqualTo((long) Math.ceil(SAME * T));
    }
}
