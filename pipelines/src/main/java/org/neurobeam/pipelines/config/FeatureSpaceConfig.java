package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.listOr;
import static org.neurobeam.pipelines.config.Settings.or;
import static org.neurobeam.pipelines.config.Settings.range;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.neurobeam.schemas.error.ConfigException;

/**
 * One feature space of the stimulus.
 *
 * @param name its name
 * @param source {@code events} (the recordings' events with a hemodynamic response), {@code table} (the dataset's
 *     features table, the space of this name), or the path of an .npy array [samples x features]
 * @param hrf {@code spm | glover [+ derivative [+ dispersion]]}, {@code fir N} for the delays 0 to N - 1, or {@code none}
 *     (source events)
 * @param oversampling points of the fine grid in one TR (source events)
 * @param minOnsetS events before this time are ignored, s (source events)
 * @param delays volumes by which the features are delayed, each a copy; none for the features as they are
 * @param clean regressors are detrended, filtered and z-scored like the data
 * @param control what-if designs: none, one-regressor (all trial types as one), next-run (the events of the run
 *     before, cyclic), reversed (each run's features reversed in time)
 * @param kernel of the space with {@code model.kind: banded}; linear when absent
 * @param prior of the weights, with {@code model.kind: ridge} or {@code banded}; that of ridge when absent
 */
public record FeatureSpaceConfig(
        String name,
        String source,
        String hrf,
        Integer oversampling,
        Double minOnsetS,
        List<Integer> delays,
        Boolean clean,
        Control control,
        KernelConfig kernel,
        PriorConfig prior) {
    /** Designs that must do worse, to see what a score means. */
    public enum Control {
        /** The design itself. */
        @JsonProperty("none")
        NONE,
        /** All trial types as one. */
        @JsonProperty("one-regressor")
        ONE_REGRESSOR,
        /** Run k with the events of run k - 1. */
        @JsonProperty("next-run")
        NEXT_RUN,
        /** Each run's features reversed in time. */
        @JsonProperty("reversed")
        REVERSED
    }

    private static final String EVENTS_NAME = "stimulus";
    private static final String ARRAY_NAME = "features";
    private static final int OVERSAMPLING = 50;
    private static final int MAX_OVERSAMPLING = 1000;
    private static final double MIN_ONSET_S = -24;

    /** Fills defaults and checks ranges. */
    @JsonCreator
    public FeatureSpaceConfig {
        source = or(source, "events");
        name = or(name, "events".equals(source) ? EVENTS_NAME : ARRAY_NAME);
        hrf = or(hrf, "glover");
        oversampling = range("features.oversampling", or(oversampling, OVERSAMPLING), 1, MAX_OVERSAMPLING);
        minOnsetS = or(minOnsetS, MIN_ONSET_S);
        delays = listOr(delays, List.of());
        clean = or(clean, false);
        control = or(control, Control.NONE);
        kernel = or(kernel, KernelConfig.defaults());
        prior = or(prior, PriorConfig.defaults());
        if (delays.isEmpty() && !PriorConfig.RIDGE.equals(prior.delays())) {
            throw new ConfigException("features.prior.delays: " + prior.delays() + " of the space " + name
                    + " without delays; give features.delays, or leave the prior out");
        }
    }

    /** A path alone stands for the array in that file. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static FeatureSpaceConfig ofSource(String source) {
        return new FeatureSpaceConfig(null, source, null, null, null, null, null, null, null, null);
    }

    /** Whether the kernel of the space is not the linear one. */
    public boolean curved() {
        return kernel.type() != KernelConfig.Type.LINEAR;
    }

    /** Whether the features are an array on disk. */
    public boolean array() {
        return source.endsWith(".npy");
    }

    /**
     * This space with name, delays and kernel of another where it does not say its own.
     *
     * @throws ConfigException if it says others
     */
    public FeatureSpaceConfig like(FeatureSpaceConfig model) {
        boolean named = !List.of(ARRAY_NAME, EVENTS_NAME).contains(name);
        if (named && !name.equals(model.name)) {
            throw new ConfigException("features.name: expected " + model.name + " at this place, found " + name
                    + "; give the feature spaces in the order of the model");
        }
        if (!delays.isEmpty() && !delays.equals(model.delays)) {
            throw new ConfigException("features.delays: expected " + model.delays + " for the space " + model.name
                    + ", found " + delays + "; leave them out, the model's are used");
        }
        if (curved() && !kernel.equals(model.kernel)) {
            throw new ConfigException("features.kernel: expected " + model.kernel + " for the space " + model.name
                    + ", found " + kernel + "; leave it out, the model's is used");
        }
        return new FeatureSpaceConfig(
                model.name, source, hrf, oversampling, minOnsetS, model.delays, clean, control, model.kernel, null);
    }
}
