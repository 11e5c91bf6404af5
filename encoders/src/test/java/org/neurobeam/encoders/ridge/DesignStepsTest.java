package org.neurobeam.encoders.ridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.preprocess.design.DelayedSpace;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.FloatMatrix;

class DesignStepsTest {
    private static final int SAMPLES = 40;
    private static final int[] RUNS = new int[SAMPLES];

    static {
        java.util.Arrays.setAll(RUNS, i -> i / 10);
    }

    private static RowSource noise(long seed, int columns) {
        Random random = new Random(seed);
        FloatMatrix m = FloatMatrix.zeros(SAMPLES, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = (float) (3 + random.nextGaussian());
        }
        return RowSource.of(m);
    }

    private static RidgeOptions options(InnerSelection selection, Criterion criterion, Precision precision) {
        return RidgeOptions.defaults()
                .withSelection(selection)
                .withCriterion(criterion)
                .withPrecision(precision);
    }

    /** Every step from bytes, parts in the wrong order, training sets in another. */
    private static RidgeDesign inSteps(DesignSteps mapped, DesignSteps reduced, DesignSteps fitted) throws IOException {
        List<GramPart> parts = new ArrayList<>();
        for (int id = 0; id < mapped.parts(); id++) {
            GramPart part = mapped.part(id);
            parts.add(GramPart.of(
                    part.id(), part.order(), part.upper().clone(), part.sums().clone()));
        }
        Collections.reverse(parts);
        byte[][] factors = new byte[reduced.trainingSets()][];
        try (DesignSteps.Factors factorise = reduced.factors(parts)) {
            for (int set = factors.length - 1; set >= 0; set--) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                factorise.write(set, out);
                factors[set] = out.toByteArray();
            }
        }
        return fitted.assemble(set -> new ByteArrayInputStream(factors[set]));
    }

    private static void assertSameBits(RidgeDesign expected, RidgeDesign found, KeptWeights kept) {
        RidgeFit a = expected.fitTile(noise(2, 7), kept);
        RidgeFit b = found.fitTile(noise(2, 7), kept);
        assertThat(b.predictionsAsDouble().values())
                .isEqualTo(a.predictionsAsDouble().values());
        assertThat(b.outerAlphas().values()).isEqualTo(a.outerAlphas().values());
        assertThat(b.cvScores()).isEqualTo(a.cvScores());
        assertThat(b.model().intercept()).isEqualTo(a.model().intercept());
        if (kept == KeptWeights.DUAL) {
            assertThat(b.model().dualWeights().values())
                    .isEqualTo(a.model().dualWeights().values());
        } else {
            assertThat(b.model().weights().values())
                    .isEqualTo(a.model().weights().values());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "12, 4, LEAVE_ONE_RUN_OUT, NEG_MSE, FLOAT32, PRIMAL",
        "12, 4, LEAVE_ONE_OUT, R, FLOAT64, PRIMAL",
        "12, 14, K_FOLD, R2, FLOAT32, PRIMAL",
        "60, 1, LEAVE_ONE_RUN_OUT, R, FLOAT32, DUAL",
        "60, 1, LEAVE_ONE_OUT, NEG_MSE, FLOAT32, PRIMAL",
        "60, 1, K_FOLD, NEG_MSE, FLOAT64, PRIMAL",
        "9001, 3, LEAVE_ONE_RUN_OUT, NEG_MSE, FLOAT32, DUAL",
    })
    void theBitsAreThoseOfADesignMadeInOneGo(
            int features,
            int parts,
            InnerSelection selection,
            Criterion criterion,
            Precision precision,
            KeptWeights kept)
            throws IOException {
        RowSource x = noise(1, features);
        RidgeOptions options = options(selection, criterion, precision);
        Folds outer = Folds.leaveOneRunOut(RUNS);
        try (DesignSteps mapped = DesignSteps.of(x, RUNS, outer, options);
                DesignSteps reduced = DesignSteps.of(x, RUNS, outer, options);
                RidgeDesign whole = RidgeDesign.of(x, RUNS, outer, options);
                RidgeDesign steps = inSteps(mapped, reduced, DesignSteps.of(x, RUNS, outer, options))) {
            assertThat(mapped.parts()).isEqualTo(parts);
            assertSameBits(whole, steps, kept);
        }
    }

    /** Blocks of undelayed features, the third across two spaces. */
    @ParameterizedTest
    @CsvSource({"2, 1, PRIMAL", "3, 1, DUAL", "9001, 3, PRIMAL"})
    void delayedFeaturesGoThroughTheSameSteps(int features, int parts, KeptWeights kept) throws IOException {
        DelayedFeatures x = DelayedFeatures.of(
                new int[] {0, 10, 20, 30},
                List.of(
                        new DelayedSpace(noise(1, features), List.of(1, -2)),
                        new DelayedSpace(noise(3, 20), List.of(2, 3))));
        RidgeOptions options = RidgeOptions.defaults();
        Folds outer = Folds.leaveOneRunOut(RUNS);
        try (DesignSteps mapped = DesignSteps.of(x, RUNS, outer, options);
                DesignSteps reduced = DesignSteps.of(x, RUNS, outer, options);
                RidgeDesign whole = RidgeDesign.of(x, RUNS, outer, options);
                RidgeDesign steps = inSteps(mapped, reduced, DesignSteps.of(x, RUNS, outer, options))) {
            assertThat(mapped.parts()).isEqualTo(parts);
            assertSameBits(whole, steps, kept);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aGivenKernelGoesThroughTheSameSteps(boolean intercept) throws IOException {
        RidgeOptions options = RidgeOptions.defaults().withIntercept(intercept);
        Folds outer = Folds.kFold(SAMPLES, 4);
        RowSource x = noise(1, 9);
        try (DenseMatrix dense = DenseMatrix.copyOf(x, Precision.FLOAT64);
                DenseMatrix kernel = DenseMatrix.zeros(Precision.FLOAT64, SAMPLES, SAMPLES)) {
            org.neurobeam.preprocess.linalg.Blas.addRowGram(dense, kernel);
            Supplier<DenseMatrix> copy = () -> kernel.to(Precision.FLOAT64);
            try (DesignSteps reduced = DesignSteps.ofKernel(copy, RUNS, outer, options);
                    RidgeDesign whole = RidgeDesign.ofKernel(kernel, RUNS, outer, options);
                    RidgeDesign steps = inSteps(reduced, reduced, DesignSteps.ofKernel(copy, RUNS, outer, options))) {
                assertSameBits(whole, steps, KeptWeights.PRIMAL);
            }
        }
    }

    @Test
    void missingPartsAndBytesAreRefused() throws IOException {
        Folds outer = Folds.leaveOneRunOut(RUNS);
        try (DesignSteps steps = DesignSteps.of(noise(1, 5), RUNS, outer, RidgeOptions.defaults())) {
            assertThatThrownBy(() -> steps.factors(List.of(steps.part(0))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 parts of statistics; expected 4");
            assertThatThrownBy(() -> steps.assemble(set -> new ByteArrayInputStream(new byte[9])))
                    .isInstanceOf(IOException.class);
        }
    }
}
