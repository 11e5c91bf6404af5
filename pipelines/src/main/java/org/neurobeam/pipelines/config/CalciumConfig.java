package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.choice;
import static org.neurobeam.pipelines.config.Settings.listOr;
import static org.neurobeam.pipelines.config.Settings.or;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import org.neurobeam.preprocess.calcium.CalciumMode;
import org.neurobeam.preprocess.calcium.CalciumOptions;
import org.neurobeam.preprocess.calcium.Interpolation;
import org.neurobeam.preprocess.calcium.Normalization;
import org.neurobeam.schemas.error.ConfigException;

/**
 * What is done to calcium recordings; the block {@code calcium} of the settings.
 *
 * @param mode fixed or paper-faithful
 * @param resampleDt step of the common grid, s
 * @param interpolate linear, quadratic or cubic
 * @param smooth the causal smoother
 * @param normTransform standard or causal
 * @param sourceDataset ids of the sources to process; {@code all} for all of them
 * @param minFrames recordings with fewer samples are doubtful (fixed) or left out (paper-faithful)
 */
public record CalciumConfig(
        String mode,
        @JsonProperty("resample_dt") Double resampleDt,
        String interpolate,
        SmoothConfig smooth,
        @JsonProperty("norm_transform") String normTransform,
        @JsonProperty("source_dataset") List<String> sourceDataset,
        @JsonProperty("min_frames") Integer minFrames) {
    private static final CalciumOptions DEFAULTS = CalciumOptions.defaults();
    private static final String ALL = "all";

    /** Fills defaults and checks ranges. */
    public CalciumConfig {
        mode = choice("calcium.mode", or(mode, "fixed"), List.of("fixed", "paper-faithful"));
        resampleDt = or(resampleDt, DEFAULTS.resampleDtSeconds());
        interpolate = choice("calcium.interpolate", or(interpolate, "linear"), List.of("linear", "quadratic", "cubic"));
        smooth = or(smooth, new SmoothConfig(null, null, null, null));
        normTransform = choice("calcium.norm_transform", or(normTransform, "standard"), List.of("standard", "causal"));
        sourceDataset = listOr(sourceDataset, List.of(ALL));
        minFrames = or(minFrames, DEFAULTS.minFrames());
        options(mode, resampleDt, interpolate, smooth, normTransform, minFrames);
    }

    static CalciumConfig defaults() {
        return new CalciumConfig(null, null, null, null, null, null, null);
    }

    /** Whether recordings of a source are wanted. */
    public boolean wants(String datasetId) {
        return sourceDataset.contains(ALL) || sourceDataset.contains(datasetId);
    }

    /** The options of the numerics. */
    public CalciumOptions options() {
        return options(mode, resampleDt, interpolate, smooth, normTransform, minFrames);
    }

    private static CalciumOptions options(
            String mode,
            double resampleDt,
            String interpolate,
            SmoothConfig smooth,
            String normTransform,
            int minFrames) {
        try {
            return new CalciumOptions(
                    CalciumMode.valueOf(constant(mode)),
                    resampleDt,
                    Interpolation.valueOf(constant(interpolate)),
                    smooth.options(),
                    Normalization.valueOf(constant(normTransform)),
                    minFrames);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("calcium." + e.getMessage(), e);
        }
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
