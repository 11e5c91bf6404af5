package org.neurobeam.pipelines.flow.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.ingest.simulate.FmriSimulation;
import org.neurobeam.ingest.simulate.NoiseLevels;
import org.neurobeam.ingest.simulate.PlantedSignal;
import org.neurobeam.ingest.simulate.SimulatedGrid;
import org.neurobeam.pipelines.config.DemoConfig;
import org.neurobeam.pipelines.flow.demo.RidgeStep.Subject;
import org.neurobeam.pipelines.report.Truth;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.table.Unit;

/** The demo with ridge in memory: it must find what was planted, beat cheap predictions, and find nothing in nothing. */
class DemoFlowRecoveryTest {
    /** Acceptance of the product: r of planted and recovered scores. */
    private static final double RECOVERED = 0.95;
    /** 0.05 of the voxels exceed their floor by chance; sd of that share is 0.008 with 800 voxels. */
    private static final double FALSE_POSITIVES = 0.05;

    private static final double FALSE_POSITIVE_TOLERANCE = 0.03;
    /** Held-out r of nothing is slightly negative: the training rows of other runs say a little of the opposite. */
    private static final double NOTHING = 0.06;

    private static final String SUBJECT = "sub-01";

    @TempDir
    static Path folder;

    private static FmriSimulation study;
    private static Demo demo;

    /** One run of the demo: numbers, what it printed, the truth given to the report, and the fit. */
    private record Demo(ObjectNode json, List<String> lines, Truth truth, Subject subject) {
        static Demo of(FmriSimulation study, Path folder) throws IOException {
            List<String> lines = new ArrayList<>();
            List<Truth> truths = new ArrayList<>();
            RidgeStep ridge = new RidgeStep(DemoConfig.preprocess("", "").cleaning());
            DemoFlow.Report report = (results, truth) -> truth.ifPresent(truths::add);
            DemoFlow flow = new DemoFlow(folder.toString(), List.of(), new DemoFlow.Steps(ridge, report));
            ObjectNode json = flow.run(study, lines::add).json();
            return new Demo(json, lines, truths.get(0), ridge.subjects().get(SUBJECT));
        }

        double number(String key) {
            return json.path(key).asDouble();
        }
    }

    @BeforeAll
    static void runDemo() throws IOException {
        study = new DemoConfig(null, null).study().withSize(1, 4, 130).withGrid(new SimulatedGrid(20, 20, 14, 3), 800);
        demo = Demo.of(study, folder.resolve("demo"));
    }

    @Test
    void recoversThePlantedScores() {
        assertThat(demo.number("recovered_score_r")).isGreaterThan(RECOVERED);
        assertThat(demo.number("voxels")).isGreaterThanOrEqualTo(1000);
        assertThat(demo.number("null_voxels")).isGreaterThanOrEqualTo(demo.number("voxels") / 3);
        assertThat(demo.number("false_positive_fraction")).isCloseTo(FALSE_POSITIVES, within(FALSE_POSITIVE_TOLERANCE));
        assertThat(demo.number("detected_fraction")).isGreaterThan(0.75);
        assertThat(demo.number("bias")).isBetween(-0.1, 0.0);
    }

    @Test
    void tellsPeopleAndTheReport() {
        assertThat(demo.lines().get(0)).contains("mean planted").contains("mean recovered");
        assertThat(demo.lines().get(1)).startsWith("none");
        assertThat(demo.lines().get(demo.lines().size() - 1)).endsWith("results/report.html");
        assertThat(demo.truth().size()).isEqualTo((int) demo.number("voxels"));
        assertThat(demo.truth().correlation()).isEqualTo(demo.number("recovered_score_r"));
        assertThat(demo.json().path("folders").path("clean").asText()).endsWith("demo/clean");
        assertThat(demo.json().path("phases_s").size()).isEqualTo(6);
    }

    @Test
    void beatsLeastSquaresAndTheMeanWhereThereIsSignalAndNotTheMeanElsewhere() {
        Subject s = demo.subject();
        PlantedSignal planted = PlantedSignal.of(study);
        IntPredicate signal = v -> planted.hasSignal(voxel(s.units().get(v)));
        double[] ridge = s.fit().pooledR2();
        double[] leastSquares = r2(s, LeastSquares.heldOut(s.design(), s.responses(), s.runs()));
        double[] mean = r2(s, LeastSquares.heldOut(DoubleMatrix.zeros(s.design().rows(), 0), s.responses(), s.runs()));
        assertThat(mean(ridge, signal)).isGreaterThan(mean(mean, signal) + 0.1);
        assertThat(mean(ridge, v -> true)).isGreaterThan(mean(leastSquares, v -> true));
        assertThat(mean(ridge, signal.negate())).isGreaterThan(mean(leastSquares, signal.negate()));
        assertThat(mean(ridge, signal.negate())).isLessThanOrEqualTo(mean(mean, signal.negate()) + 1e-3);
    }

    @Test
    void givesTheSameNumbersAgain() throws IOException {
        Demo again = Demo.of(study, folder.resolve("demo"));
        assertThat(again.lines()).isEqualTo(demo.lines());
        assertThat(again.number("bias")).isEqualTo(demo.number("bias"));
        assertThat(again.truth()).isEqualTo(demo.truth());
    }

    @Test
    void findsNothingWhereNothingIs() throws IOException {
        NoiseLevels usual = NoiseLevels.defaults();
        NoiseLevels silent = new NoiseLevels(
                usual.ar1(),
                usual.noisePercent(),
                0,
                1e-12,
                usual.driftPercent(),
                usual.motionMm(),
                usual.motionPercent(),
                usual.spikesPerRun());
        FmriSimulation nothing = study.withSize(1, 3, 100)
                .withGrid(study.grid(), 1)
                .withNoise(silent)
                .withSeed(11);
        Demo none = Demo.of(nothing, folder.resolve("nothing"));
        assertThat(none.number("null_voxels")).isEqualTo(none.number("voxels") - 1);
        assertThat(none.number("false_positive_fraction")).isCloseTo(FALSE_POSITIVES, within(FALSE_POSITIVE_TOLERANCE));
        assertThat(Arrays.stream(none.subject().fit().pooledR()).average().orElseThrow())
                .isBetween(-NOTHING, NOTHING / 2);
        assertThat(Math.abs(none.number("recovered_score_r"))).isLessThan(NOTHING);
    }

    private static int voxel(Unit unit) {
        return unit.getI().orElseThrow()
                + study.grid().nx()
                        * (unit.getJ().orElseThrow()
                                + study.grid().ny() * unit.getK().orElseThrow());
    }

    private static double[] r2(Subject subject, DoubleMatrix predictions) {
        return TargetScores.of(RowSource.of(subject.responses()), RowSource.of(predictions))
                .r2();
    }

    private static double mean(double[] values, IntPredicate which) {
        return IntStream.range(0, values.length)
                .filter(which)
                .mapToDouble(v -> values[v])
                .average()
                .orElseThrow();
    }
}
