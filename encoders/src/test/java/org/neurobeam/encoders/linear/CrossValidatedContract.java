package org.neurobeam.encoders.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.neurobeam.encoders.linear.Arrays2d.assertClose;
import static org.neurobeam.encoders.linear.Arrays2d.gaussian;
import static org.neurobeam.encoders.linear.Arrays2d.plus;
import static org.neurobeam.encoders.linear.Arrays2d.rows;
import static org.neurobeam.encoders.linear.Arrays2d.times;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/** What every linear encoder with candidates chosen by cross-validation must do; scores are negative MSE. */
public interface CrossValidatedContract extends LinearEncoderContract {
    /** Mean scores of all candidates, [candidates x t]. */
    DoubleMatrix cvScores(RowSource x, RowSource y, Folds folds);

    /** The model of one candidate on all the given samples. */
    LinearModel fitCandidate(RowSource x, RowSource y, int candidate);

    private static DoubleMatrix responses(DoubleMatrix x) {
        return plus(times(x, gaussian(x.columns(), 3, 81)), 2, gaussian(x.rows(), 3, 82));
    }

    /** A fold that leaves rows 30 to 35 out altogether. */
    private static Folds purged() {
        return Folds.of(
                48,
                List.of(new Fold(
                        IntStream.range(0, 30).toArray(),
                        IntStream.range(36, 48).toArray())));
    }

    @Test
    default void scoresAreThoseOfModelsThatNeverSawTheHeldOutRows() {
        DoubleMatrix x = gaussian(48, 8, 80);
        DoubleMatrix y = responses(x);
        DoubleMatrix scores = cvScores(RowSource.of(x), RowSource.of(y), purged());
        RowSource testX = RowSource.of(x.rows(36, 48));
        for (int c = 0; c < scores.rows(); c++) {
            LinearModel refit = fitCandidate(RowSource.of(x.rows(0, 30)), RowSource.of(y.rows(0, 30)), c);
            double[] mse = TargetScores.of(RowSource.of(y.rows(36, 48)), RowSource.of(refit.predict(testX)))
                    .mse();
            assertClose(
                    DoubleMatrix.wrap(1, 3, scores.row(c)),
                    DoubleMatrix.wrap(1, 3, Arrays.stream(mse).map(m -> -m).toArray()),
                    tolerance());
        }
    }

    @Test
    default void rowsOutsideAllFoldsDoNotChangeTheScores() {
        DoubleMatrix x = gaussian(48, 8, 80);
        DoubleMatrix y = responses(x);
        DoubleMatrix scores = cvScores(RowSource.of(x), RowSource.of(y), purged());
        int[] mixed =
                IntStream.range(0, 48).map(i -> i >= 30 && i < 36 ? 65 - i : i).toArray();
        assertThat(cvScores(RowSource.of(rows(x, mixed)), RowSource.of(y), purged()))
                .isEqualTo(scores);
        assertThat(cvScores(RowSource.of(x), RowSource.of(rows(y, mixed)), purged()))
                .isEqualTo(scores);
    }

    @Test
    default void foldsOfOtherRowsAreRefused() {
        DoubleMatrix x = gaussian(48, 8, 80);
        assertThatThrownBy(() -> cvScores(RowSource.of(x), RowSource.of(responses(x)), Folds.kFold(47, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("48 samples")
                .hasMessageContaining("47 rows");
        assertThatThrownBy(() -> cvScores(RowSource.of(x), RowSource.of(responses(x)), Folds.none(48)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 fold");
    }
}
