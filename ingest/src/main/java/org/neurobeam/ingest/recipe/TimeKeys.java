package org.neurobeam.ingest.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.Serializable;
import java.util.List;
import org.neurobeam.schemas.error.ConfigException;

/**
 * When the samples were taken: times in the file, a rate in the file, a rate that only the recipe states, or unknown.
 *
 * @param at selectors of the times
 * @param file glob of the file they are in; empty for the recording's own
 * @param unit s, ms, min or frame
 * @param scale seconds of one count, for times that are counts
 * @param rateAt selectors of the rate in the file, Hz
 * @param rateHz rate that the recipe states, used where the file has none, and flagged; 0 for none
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record TimeKeys(List<String> at, String file, String unit, Double scale, List<String> rateAt, Double rateHz)
        implements Serializable {
    private static final List<String> UNITS = List.of("s", "ms", "min");

    /** Fills what is left out. */
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public TimeKeys {
        at = Given.list(at);
        file = Given.or(file, "");
        unit = Given.oneOf("unit", Given.or(unit, "s"), UNITS);
        scale = Given.or(scale, 1.0);
        rateAt = Given.list(rateAt);
        rateHz = Given.or(rateHz, 0.0);
        if (!(rateHz >= 0 && scale > 0)) {
            throw new ConfigException("rate_hz is " + rateHz + " and scale " + scale + "; expected positive numbers");
        }
    }

    /** {@code none}: nobody knows the times. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static TimeKeys of(String word) {
        Given.oneOf("time", word, List.of("none"));
        return new TimeKeys(null, null, null, null, null, null);
    }

    /** Seconds of one unit of the times. */
    public double seconds() {
        return switch (unit) {
            case "ms" -> scale * 1e-3;
            case "min" -> scale * 60;
            default -> scale;
        };
    }
}
