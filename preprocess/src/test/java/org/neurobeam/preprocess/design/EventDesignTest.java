package org.neurobeam.preprocess.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.neurobeam.preprocess.design.RegressorOptions.MissingDuration;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.table.Event;

class EventDesignTest {
    private static final FrameTimes TIMES = FrameTimes.regular(40, 2, 0);
    private static final RegressorOptions DELTA = RegressorOptions.of(HemodynamicResponse.none());

    @Test
    void aBoxcarWithoutResponseIsTheEventItself() {
        DesignMatrix x = EventDesign.regressors(List.of(Events.of("go", 10, 6, 3)), TIMES, DELTA);
        assertThat(x.column("go")[4]).isZero();
        assertThat(x.column("go")[6]).isEqualTo(3);
        assertThat(x.column("go")[9]).isZero();
    }

    @Test
    void conditionsStandInNameOrderAndAmplitudeDefaultsToOne() {
        Event plain = Events.of("alpha", 10.0, 6.0, null);
        DesignMatrix x = EventDesign.regressors(List.of(Events.of("beta", 30, 6, 1), plain), TIMES, DELTA);
        assertThat(x.columnNames()).containsExactly("alpha", "beta");
        assertThat(x.column("alpha")[6]).isEqualTo(1);
    }

    @Test
    void missingDurationIsRefusedUnlessItMeansAnImpulse() {
        List<Event> events = List.of(Events.of("go", 10.0, null, null));
        assertThatThrownBy(() -> EventDesign.regressors(events, TIMES, RegressorOptions.defaults()))
                .isInstanceOf(DataException.class)
                .hasMessage("run-01: events, trial_type 'go', onset 10.0 s: duration is missing; give it, or set"
                        + " missingDuration to IMPULSE (0 s)");
        RegressorOptions impulse = RegressorOptions.defaults().withMissingDuration(MissingDuration.IMPULSE);
        assertThat(EventDesign.regressors(events, TIMES, impulse))
                .isEqualTo(
                        EventDesign.regressors(List.of(Events.of("go", 10, 0, 1)), TIMES, RegressorOptions.defaults()));
    }

    @Test
    void badEventsAreNamed() {
        assertRefused(Events.of("go", Double.NaN, 1, 1), "onset is NaN");
        assertRefused(Events.of("go", -30, 1, 1), "lies before -24.0 s");
        assertRefused(Events.of("go", 1, -1, 1), "duration is -1.0");
        assertRefused(Events.of("go", 1, Double.POSITIVE_INFINITY, 1), "duration is Infinity");
        assertRefused(Events.of("go", 1, 1, Double.NaN), "value is NaN");
        Event row = Event.newBuilder(Events.of("go", 1, -1, 1)).setSourceRow(7).build();
        assertRefused(row, "events, row 7, trial_type 'go'");
    }

    private static void assertRefused(Event event, String part) {
        assertThatThrownBy(() -> EventDesign.regressors(List.of(event), TIMES, RegressorOptions.defaults()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(part);
    }

    @Test
    void eventsOfTwoRecordingsAreRefused() {
        Event other = Event.newBuilder(Events.of("go", 1, 1, 1))
                .setRecordingId("run-02")
                .build();
        assertThatThrownBy(() -> EventDesign.regressors(List.of(Events.of("go", 1, 1, 1), other), TIMES, DELTA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[run-01, run-02]");
    }

    @Test
    void eventsAfterTheRunAreNoted() {
        DesignMatrix x =
                EventDesign.regressors(List.of(Events.of("go", 10, 1, 1), Events.of("go", 90, 1, 1)), TIMES, DELTA);
        assertThat(x.notes())
                .containsExactly("1 of 2 events of 'go' begin after the end of the run at 80.0 s and have no effect");
    }

    @Test
    void eventsBeforeTheRunReachIntoIt() {
        DesignMatrix x = EventDesign.regressors(List.of(Events.of("go", -4, 2, 1)), TIMES, RegressorOptions.defaults());
        assertThat(x.column("go")[1]).isPositive();
    }

    @Test
    void addedRegressorsStandBetweenConditionsAndDrift() {
        DoubleMatrix motion = DoubleMatrix.zeros(40, 1);
        motion.set(3, 0, 1);
        DesignMatrix added = DesignMatrix.of(List.of("trans_x"), motion);
        DesignOptions options = new DesignOptions(DELTA, new Drift.Polynomial(1));
        DesignMatrix x = EventDesign.design(List.of(Events.of("go", 10, 6, 1)), TIMES, options, added);
        assertThat(x.columnNames()).containsExactly("go", "trans_x", "drift_1", "constant");
        assertThat(x.column("trans_x")[3]).isEqualTo(1);
        motion.set(5, 0, Double.NaN);
        assertThatThrownBy(() -> EventDesign.design(List.of(), TIMES, options, added))
                .hasMessageContaining("'trans_x' is NaN at volume 5");
        assertThatThrownBy(() -> EventDesign.design(List.of(), TIMES, options, DesignMatrix.empty(39)))
                .hasMessageContaining("design has 40 volumes but the added columns have 39");
    }

    @Test
    void aSingularDesignGetsTheConditionNumberLimit() {
        double[] ramp = new double[40];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = Math.sin(i);
        }
        DesignMatrix twins = DesignMatrix.ofColumns(List.of("a", "b", "zero"), 40, List.of(ramp, ramp, new double[40]));
        DesignMatrix x = EventDesign.design(List.of(), TIMES, new DesignOptions(DELTA, Drift.none()), twins);
        assertThat(x.notes()).singleElement().asString().startsWith("the design is singular at working precision");
        assertThat(x.column("a")[3]).isCloseTo(ramp[3], within(1e-12));
        assertThat(x.column("zero")).isNotEqualTo(new double[40]);
        assertThat(JacobiSvd.of(x.values()).smallest()).isPositive();
    }

    @Test
    void singularValuesAreThoseOfAKnownMatrix() {
        DoubleMatrix m = DoubleMatrix.of(new double[][] {{3, 0}, {4, 5}});
        JacobiSvd svd = JacobiSvd.of(m);
        assertThat(svd.largest()).isCloseTo(Math.sqrt(45), within(1e-14));
        assertThat(svd.smallest()).isCloseTo(Math.sqrt(5), within(1e-14));
        Golden.assertClose(svd.raisedBy(0), m, 1e-14, 1e-14);
        double kappa = Math.sqrt(45.0 / 5);
        assertThat(UpperTriangle.of(m).conditionBound()).isBetween(kappa, 2 * kappa);
    }

    @Test
    void wideDesignsAreLimitedToo() {
        FrameTimes few = FrameTimes.regular(2, 2, 0);
        DesignMatrix twins = DesignMatrix.of(List.of("a", "b"), DoubleMatrix.of(new double[][] {{1, 1}, {1, 1}}));
        DesignMatrix x = EventDesign.design(List.of(), few, new DesignOptions(DELTA, Drift.none()), twins);
        assertThat(x.notes()).hasSize(1);
        assertThat(x.values().columns()).isEqualTo(3);
    }

    @Test
    void responsesAreReadFromWords() {
        assertThat(HemodynamicResponse.parse("k", "SPM+derivative"))
                .isEqualTo(HemodynamicResponse.spm().withDerivative());
        assertThat(HemodynamicResponse.parse("k", "glover + derivative"))
                .isEqualTo(HemodynamicResponse.glover().withDerivative());
        assertThat(HemodynamicResponse.parse("k", "spm + derivative + dispersion"))
                .isEqualTo(HemodynamicResponse.spm().withDispersion());
        assertThat(HemodynamicResponse.parse("k", "fir 3").firDelays()).containsExactly(0, 1, 2);
        assertThatThrownBy(() -> HemodynamicResponse.parse("glm.hrf", "boynton"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("glm.hrf: found 'boynton', allowed: spm | glover [+ derivative [+ dispersion]], fir N (N"
                        + " delays), none");
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> HemodynamicResponse.none().withDerivative()).hasMessageContaining("NONE");
        assertThatThrownBy(() -> new HemodynamicResponse(HemodynamicResponse.Family.SPM, false, true, List.of()))
                .hasMessageContaining("needs the time derivative");
        assertThatThrownBy(() -> HemodynamicResponse.fir(List.of())).hasMessageContaining("FIR needs one or more");
        assertThatThrownBy(() -> HemodynamicResponse.spm().kernels(0, 50)).hasMessageContaining("trSeconds");
        assertThatThrownBy(() -> HemodynamicResponse.spm().kernels(30, 1)).hasMessageContaining("at least 2 samples");
        assertThatThrownBy(() -> new Drift.Cosine(-1)).hasMessageContaining("cutoffHz");
        assertThatThrownBy(() -> new Drift.Polynomial(-1)).hasMessageContaining("order");
        assertThatThrownBy(() -> new RegressorOptions(HemodynamicResponse.spm(), 0, -24, MissingDuration.REFUSE))
                .hasMessageContaining("oversampling");
        assertThatThrownBy(() -> new RegressorOptions(HemodynamicResponse.spm(), 1, 24, MissingDuration.REFUSE))
                .hasMessageContaining("minOnsetSeconds");
        assertThatThrownBy(() -> FrameTimes.of(0, 2, 2)).hasMessageContaining("volume 2 is at 2.0 s after 2.0 s");
        assertThatThrownBy(() -> FrameTimes.of(0)).hasMessageContaining("at least 2 volumes");
        assertThatThrownBy(() -> FrameTimes.regular(5, 0, 0)).hasMessageContaining("trSeconds");
        assertThatThrownBy(() -> DesignMatrix.of(List.of("a", "a"), DoubleMatrix.zeros(3, 2)))
                .hasMessageContaining("'a' occurs twice");
        assertThatThrownBy(() -> DesignMatrix.of(List.of("a"), DoubleMatrix.zeros(3, 2)))
                .hasMessageContaining("[3 volumes x 2 columns]");
        assertThatThrownBy(() -> DesignMatrix.empty(3).column("x")).hasMessageContaining("no column 'x'");
    }

    @Test
    void valuesCompareByContent() {
        assertThat(FrameTimes.of(0, 2)).isEqualTo(FrameTimes.regular(2, 2, 0)).hasSameHashCodeAs(FrameTimes.of(0, 2));
        assertThat(FrameTimes.of(0, 2)).hasToString("FrameTimes[2 volumes, 0.0 to 2.0 s]");
        assertThat(DesignMatrix.empty(2)).isEqualTo(DesignMatrix.empty(2)).hasSameHashCodeAs(DesignMatrix.empty(2));
        assertThat(DesignMatrix.empty(2)).hasToString("DesignMatrix[2 volumes x 0 columns][]");
    }
}
