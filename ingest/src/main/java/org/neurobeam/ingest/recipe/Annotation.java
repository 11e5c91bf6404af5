package org.neurobeam.ingest.recipe;

import java.io.Serializable;
import java.util.List;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Events of a recording.
 *
 * @param kind stimulus, state, reversal, food_encounter, photostim, segment
 * @param at selectors of the onsets, of [onset, end] pairs, or of a vector of states a sample
 * @param file glob of the file it is in; empty for the recording's own
 * @param axes {@code [bounds, event]}, {@code [event, bounds]}, {@code [event]} or {@code [time]} for states a sample
 * @param unit frame, s, ms or min
 * @param base first frame number, 0 or 1
 * @param end whether the last frame belongs to it: {@code inclusive} or {@code exclusive}
 * @param name selector of a word for all of them; empty for none
 * @param value selector of a number for each of them; empty for none
 * @param valueUnit unit of that number
 * @param valueUnitAt selector of that unit, where the file states it
 * @param until selectors of the ends, one an onset, where they stand beside the onsets
 * @param fact name of what {@code at} finds, where it holds for the whole recording: a row a number or word, from its
 *     start, of no known end; empty for events
 * @param optional whether a recording may lack it
 */
@com.fasterxml.jackson.databind.annotation.JsonNaming(
        com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Annotation(
        String kind,
        List<String> at,
        String file,
        List<String> axes,
        String unit,
        Integer base,
        String end,
        String name,
        String value,
        String valueUnit,
        String valueUnitAt,
        List<String> until,
        String fact,
        Boolean optional)
        implements Serializable {
    private static final List<List<String>> AXES =
            List.of(List.of("event"), List.of("bounds", "event"), List.of("event", "bounds"), List.of("time"));

    /** Fills what is left out. */
    public Annotation {
        at = Given.list(at);
        file = Given.or(file, "");
        axes = axes == null ? AXES.get(0) : List.copyOf(axes);
        unit = Given.oneOf("unit", Given.or(unit, "s"), List.of("frame", "s", "ms", "min"));
        base = Given.or(base, 0);
        end = Given.oneOf("end", Given.or(end, "inclusive"), List.of("inclusive", "exclusive"));
        name = Given.or(name, "");
        value = Given.or(value, "");
        valueUnit = Given.or(valueUnit, "");
        valueUnitAt = Given.or(valueUnitAt, "");
        until = Given.list(until);
        fact = Given.or(fact, "");
        optional = Given.or(optional, false);
        if (kind == null || at.isEmpty()) {
            throw new ConfigException("expected kind and at, found " + kind + " and " + at);
        }
        if (!AXES.contains(axes)) {
            throw new ConfigException("axes is " + axes + "; allowed: " + AXES);
        }
        if (base != 0 && base != 1) {
            throw new ConfigException("base is " + base + "; allowed: 0, 1");
        }
    }
}
