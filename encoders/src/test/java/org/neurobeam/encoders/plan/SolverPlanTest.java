package org.neurobeam.encoders.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.schemas.error.ConfigException;

/** The figures of {@code ../shared/spec/encoding.md} 6.9 and the workloads of its section 7. */
class SolverPlanTest {
    private static final CostModel MODEL = CostModel.at(172);

    @ParameterizedTest
    @CsvSource({"3,6.7", "5,14.4", "10,34", "12,42"})
    void partialFractionsCostWhatTheSpecificationSays(int folds, double units) {
        Workload w = Workload.of(3600, 20000, 20000, folds, 20);
        assertThat(MODEL.dualMiddle(Way.PARTIAL_FRACTIONS, w) / (3600.0 * 3600 * 20000))
                .isCloseTo(units, within(0.3));
    }

    @Test
    void theDirectWayCosts37ForTwentyAlphasAndTwelveFolds() {
        Workload w = Workload.of(3600, 20000, 20000, 12, 20);
        assertThat(MODEL.dualMiddle(Way.DIRECT, w) / (3600.0 * 3600 * 20000)).isCloseTo(37, within(0.4));
        assertThat(MODEL.dualMiddle(Way.NODES, w.withNodes(8)) / MODEL.dualMiddle(Way.DIRECT, w))
                .isCloseTo(0.4, within(1e-12));
    }

    @Test
    void totalsByHand() {
        // n 10, p 2, t 3, k 2, A 4
        Workload w = new Workload(10, 2, 3, 2, 4, 1, 2);
        double ends = 1200 + 16 * 1000 + 2.5 * 200;
        assertThat(MODEL.flops(Way.PRIMAL, w)).isEqualTo(120 + 2 * (72 + 96) + 48 + 2.5 * 40 + 3 * 16 * 8);
        assertThat(MODEL.flops(Way.PARTIAL_FRACTIONS, w))
                .isCloseTo(900 + 480 + 2 * 16 * 125 + 3 * 2.5 * 250 + ends, within(1e-9));
        assertThat(MODEL.flops(Way.DIRECT, w)).isCloseTo(1200 + 2.5 * 8000 + ends, within(1e-9));
        assertThat(MODEL.flops(Way.NODES, w)).isCloseTo(600 + 2.5 * 4000 + 540 + ends, within(1e-9));
    }

    /** Processor seconds measured for the fits at 109 GFLOP/s, of which reading and passes over targets are no products. */
    @ParameterizedTest
    @CsvSource({"3600,4000,10,80", "3600,20000,20,84"})
    void theTimeIsThatOfTheBenchmark(int n, int p, int alphas, double measured) {
        SolverPlan plan = SolverPlan.of(Workload.of(n, p, 20000, 5, alphas), CostModel.at(109));
        assertThat(plan.seconds()).isBetween(0.8 * measured, measured);
    }

    @ParameterizedTest
    @CsvSource({
        "W1,3600,4000,20000,5,10,DIRECT",
        "W2,3600,20000,20000,5,20,PARTIAL_FRACTIONS",
        "W4,300,100,1000,5,10,PRIMAL",
        "W5,3600,300,5000,5,20,PRIMAL",
        "few folds,3600,20000,20000,3,20,PARTIAL_FRACTIONS",
        "many folds,3600,20000,20000,12,20,DIRECT",
        "many alphas,3600,20000,20000,12,50,PARTIAL_FRACTIONS"
    })
    void theCheapestWayIsChosen(String name, int n, int p, int t, int k, int alphas, Way expected) {
        SolverPlan plan = SolverPlan.of(Workload.of(n, p, t, k, alphas), MODEL);
        assertThat(plan.way()).as(name).isEqualTo(expected);
        assertThat(plan.flops()).hasSize(3).doesNotContainKey(Way.NODES);
        assertThat(plan.flops().values()).allMatch(f -> f >= plan.flops().get(expected));
    }

    @Test
    void nodesAreChosenOnlyWhereAllowed() {
        Workload w = Workload.of(3600, 20000, 20000, 12, 20);
        assertThat(SolverPlan.of(w, MODEL).way()).isEqualTo(Way.DIRECT);
        assertThat(SolverPlan.of(w.withNodes(8), MODEL).way()).isEqualTo(Way.NODES);
    }

    @Test
    void delaysMakeTheKernelCheaper() {
        Workload w = Workload.of(3600, 4000, 20000, 5, 10);
        double saved = MODEL.flops(Way.DIRECT, w) - MODEL.flops(Way.DIRECT, w.withDelays(4));
        assertThat(saved).isCloseTo(2.5 * 3600.0 * 3600 * (4000 - 1000 - 4), within(1e-6 * saved));
    }

    @Test
    void theReasonNamesEveryWayTheSizesAndTheTime() {
        SolverPlan plan = SolverPlan.of(Workload.of(300, 100, 1000, 5, 10), MODEL);
        assertThat(plan.seconds()).isEqualTo(plan.flops().get(Way.PRIMAL) / 172e9);
        assertThat(plan.reason())
                .startsWith(
                        "primal is the cheapest way for 300 samples, 100 features, 1000 targets, 5 folds and 10 alphas")
                .contains("dual with partial fractions", "dual direct", "alpha nodes are not allowed", "172.0 GFLOP/s");
        assertThat(plan).hasToString(plan.reason());
    }

    @Test
    void sizesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> Workload.of(1, 1, 1, 2, 1)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> Workload.of(10, 9, 1, 2, 1).withDelays(2)).hasMessageContaining("dividing the 9");
        assertThatThrownBy(() -> Workload.of(10, 9, 1, 2, 3).withNodes(4)).hasMessageContaining("0 (exact) to 3");
        assertThatThrownBy(() -> CostModel.at(0)).hasMessageContaining("> 0");
        assertThatThrownBy(() -> MODEL.dualMiddle(Way.PRIMAL, Workload.of(2, 1, 1, 2, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
