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

    private static final int N = 600;
    private static final int P = 40;
    private static final int T = 2000;
    private static final int FOLDS = 5;
    private static final RidgeOptions OPTIONS = RidgeOptions.defaults().withInnerFolds(FOLDS);

    private static DoubleMatrix x;
    private static DoubleMatrix y;
    private static DoubleMatrix mean;
    private static int[] chosen;

    @BeforeAll
    static void plant() {
        Random random = new Random(3);
        x = Refit.gaussian(N, P, 4);
        DoubleMatrix w = Refit.gaussian(P, T, 5);
        y = DoubleMatrix.zeros(N, T);
        for (int v = 0; v < T; v++) {
            double signal = Math.sqrt(random.nextDouble() / P);
            for (int i = 0; i < N; i++) {
                double sum = random.nextGaussian();
                for (int j = 0; j < P; j++) {
                    sum += signal * w.get(j, v) * x.get(i, j);
                }
                y.set(i, v, sum);
            }
        }
        double[] alphas = LeaveOutOptions.of(OPTIONS).alphas();
        List<DoubleMatrix> tables = Folds.kFold(N, FOLDS).list().stream()
                .map(fold -> scores(fold, alphas))
                .toList();
        AlphaChoice choice = new AlphaChoice(OPTIONS);
        mean = choice.mean(tables);
        chosen = choice.choose(tables, v -> true);
    }

    private static DoubleMatrix scores(Fold fold, double... alphas) {
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

    private static void assertAgrees(double... alphas) {
        List<Double> grid = OPTIONS.alphas();
        int same = 0;
        for (int v = 0; v < T; v++) {
            int other = grid.indexOf(alphas[v]);
            same += other == chosen[v] ? 1 : 0;
            assertThat(mean.get(chosen[v], v) - mean.get(other, v)).isBetween(0.0, SCORE);
        }
        assertThat(same).isGreaterThanOrEqualTo((int) Math.ceil(SAME * T));
    }

    @Test
    void thePlantedProblemUsesManyPenalties() {
        assertThat(IntStream.of(chosen).distinct().count()).isGreaterThan(5);
    }

    @Test
    void leavingOutChoosesThePenaltiesOfRefits() {
        for (boolean primal : new boolean[] {true, false}) {
            LeaveOutOptions options = LeaveOutOptions.of(OPTIONS);
            Folds folds = Folds.kFold(N, FOLDS);
            try (LeaveOutDesign design = primal
                    ? LeaveOutDesign.primal(RowSource.of(x), folds, options)
                    : LeaveOutDesign.dual(RowSource.of(x), folds, options)) {
                assertAgrees(design.fit(RowSource.of(y)).alphas());
            }
        }
    }

    @Test
    void partialFractionsChooseThePenaltiesOfRefits() {
        try (RidgeDesign design = RidgeDesign.of(x, new int[N], Folds.none(N), OPTIONS)) {
            assertAgrees(design.fitTile(y).model().alphas());
        }
    }
}
