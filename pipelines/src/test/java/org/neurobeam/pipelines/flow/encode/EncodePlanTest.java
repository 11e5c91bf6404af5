package org.neurobeam.pipelines.flow.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.encoders.kernel.Kernel;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.FeatureSpaceConfig;
import org.neurobeam.pipelines.config.ModelKind;
import org.neurobeam.pipelines.config.RidgeConfig;
import org.neurobeam.pipelines.config.WeightsConfig;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.io.DataStore;

/** What is announced is what is needed. */
class EncodePlanTest {
    private static final int SAMPLES = 160;
    private static final int RUNS = 4;
    private static final int TARGETS = 50;
    private static final long MANY = 1L << 40;

    @TempDir
    Path folder;

    private EncodeConfig config(int features, String outer, String inner, WeightsConfig weights) throws IOException {
        return config(features, outer, inner, weights, ModelKind.RIDGE);
    }

    private EncodeConfig config(int features, String outer, String inner, WeightsConfig weights, ModelKind kind)
            throws IOException {
        return config(features, List.of(), outer, inner, weights, kind);
    }

    private EncodeConfig config(
            int features, List<Integer> delays, String outer, String inner, WeightsConfig weights, ModelKind kind)
            throws IOException {
        SplittableRandom random = new SplittableRandom(features);
        FloatMatrix x = FloatMatrix.zeros(SAMPLES, features);
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] = (float) random.nextGaussian();
        }
        FloatMatrix runs = FloatMatrix.zeros(SAMPLES, 1);
        for (int i = 0; i < SAMPLES; i++) {
            runs.set(i, 0, i / (SAMPLES / RUNS));
        }
        RidgeConfig model =
                new RidgeConfig(null, inner, null, null, null, null, kind, null, null, null, null, null, null);
        return new EncodeConfig(
                null,
                "none",
                List.of(new FeatureSpaceConfig(
                        null, save("x.npy", x), null, null, null, delays, null, null, null, null)),
                save("y.npy", FloatMatrix.zeros(SAMPLES, TARGETS)),
                save("runs.npy", runs),
                null,
                model,
                outer,
                weights,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private String save(String name, FloatMatrix m) throws IOException {
        NpyFile.write(DataStore.local(folder), name, List.of(m));
        return folder.resolve(name).toString();
    }

    /** Building adds to what a design keeps, so the plan lies above it, but by less than its double. */
    @ParameterizedTest
    @CsvSource({
        "40, runs, runs",
        "150, runs, runs",
        "300, runs, runs",
        "40, kfold:5, kfold:3",
        "40, runs, chunks:10:0.3:4",
        "300, runs, chunks:10:0.3:4",
        "300, kfold:5, kfold:3",
        "300, runs, leave-one-out",
        "60, kfold:4, leave-one-out"
    })
    void theDesignTakesWhatThePlanSays(int features, String outer, String inner) throws IOException {
        EncodeConfig config = config(features, outer, inner, WeightsConfig.PRIMAL);
        ResponseGroup group = ResponseGroups.of(config).get(0);
        long planned = EncodePlan.of(config, group).designBytes();
        Folds folds = RidgeSettings.outer(config, group.runNames(), group.runs());
        try (RidgeDesign design = RidgeDesign.of(group.features(), group.runs(), folds, RidgeSettings.of(config))) {
            // the Gram matrix is given back once it is factorised: part of the peak, not of the design
            long gram = Double.BYTES * (long) SAMPLES * SAMPLES;
            assertThat(planned).isBetween(design.bytes(), 2 * design.bytes() + gram);
        }
    }

    /** Four delays of wide features cost what the features cost, on the heap and outside. */
    @Test
    void delaysTakeNoMemoryOfTheirOwn() throws IOException {
        List<Integer> delays = List.of(1, 2, 3, 4);
        EncodeConfig config = config(300, delays, "runs", "runs", WeightsConfig.NONE, ModelKind.RIDGE);
        ResponseGroup group = ResponseGroups.of(config).get(0);
        EncodePlan plan = EncodePlan.of(config, group);
        EncodeConfig without = config(300, "runs", "runs", WeightsConfig.NONE);
        EncodePlan undelayed = EncodePlan.of(without, ResponseGroups.of(without).get(0));
        assertThat(plan.designBytes()).isEqualTo(undelayed.designBytes());
        assertThat(plan.featureBytes()).isEqualTo(undelayed.featureBytes()).isEqualTo(8L * SAMPLES * 300);
        Folds folds = RidgeSettings.outer(config, group.runNames(), group.runs());
        try (RidgeDesign design = RidgeDesign.of(group.features(), group.runs(), folds, RidgeSettings.of(config))) {
            long gram = Double.BYTES * (long) SAMPLES * SAMPLES;
            assertThat(plan.designBytes()).isBetween(design.bytes(), 2 * design.bytes() + gram);
        }
    }

    /** There are no features beside it, so that what building adds weighs more: less than its triple. */
    @Test
    void theDesignOfAKernelTakesWhatThePlanSays() throws IOException {
        EncodeConfig config = config(40, "runs", "runs", WeightsConfig.DUAL, ModelKind.KERNEL);
        ResponseGroup group = ResponseGroups.of(config).get(0);
        long planned = EncodePlan.of(config, group).designBytes();
        Folds folds = RidgeSettings.outer(config, group.runNames(), group.runs());
        try (DenseMatrix kernel = new Kernel.Linear().matrix(group.features());
                RidgeDesign design = RidgeDesign.ofKernel(kernel, group.runs(), folds, RidgeSettings.of(config))) {
            assertThat(planned).isBetween(design.bytes(), 3 * design.bytes());
        }
    }

    @Test
    void whatCannotFitIsRefusedWithNumbersAndRemedy() throws IOException {
        EncodeConfig config = config(300, "runs", "runs", WeightsConfig.PRIMAL);
        List<EncodePlan> plans =
                List.of(EncodePlan.of(config, ResponseGroups.of(config).get(0)));
        assertThatCode(() -> new MemoryBudget(config, 2, MANY, OptionalLong.of(MANY)).check(plans))
                .doesNotThrowAnyException();
        assertThatCode(() -> new MemoryBudget(config, 2, MANY, OptionalLong.empty()).check(plans))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new MemoryBudget(config, 2, MANY, OptionalLong.of(1 << 20)).check(plans))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("available: 1 MB")
                .hasMessageContaining("fewer features")
                .hasMessageContaining("--max-memory");
        long shared = plans.get(0).designBytes() + plans.get(0).featureBytes();
        assertThatThrownBy(() -> new MemoryBudget(config, 99, MANY, OptionalLong.of(shared + 1)).check(plans))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("smaller --tile (now 2000)")
                .hasMessageContaining("weights: dual or none");
        assertThatThrownBy(() -> new MemoryBudget(config, 2, 1 << 19, OptionalLong.empty()).check(plans))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("-Xmx1g");
    }

    @Test
    void dualWeightsAreTakenWhereTheySaveMemory() throws IOException {
        EncodeConfig few = config(40, "runs", "runs", WeightsConfig.AUTO);
        assertThat(WeightsChoice.decide(few, ResponseGroups.of(few)).weights()).isEqualTo(WeightsConfig.PRIMAL);
        // 2 n (t + p) = 2 x 160 x 550 > 50 x 500, but few targets never pay for stored features
        EncodeConfig wide = config(500, "runs", "runs", WeightsConfig.AUTO);
        assertThat(WeightsChoice.decide(wide, ResponseGroups.of(wide)).weights())
                .isEqualTo(WeightsConfig.PRIMAL);
        save("y.npy", FloatMatrix.zeros(SAMPLES, 2000));
        assertThat(WeightsChoice.decide(wide, ResponseGroups.of(wide)).weights())
                .isEqualTo(WeightsConfig.DUAL);
    }
}
