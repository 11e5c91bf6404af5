package org.neurobeam.ingest.recipe;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.Serializable;
import java.util.List;
import org.neurobeam.schemas.error.ConfigException;

/**
 * A signal of all units.
 *
 * @param at selectors, the first that finds something counts; one with {@code *} finds a vector a unit
 * @param file glob of the file it is in; empty for the recording's own
 * @param axes {@code [time, roi]} or {@code [roi, time]}
 * @param column column of each unit's own matrix, counted from 1; 0 when each unit is a vector or the signal a matrix
 * @param unit unit of measure
 * @param firstSample selector of a number a unit that takes the place of the first sample; empty for none
 * @param optional whether a recording may lack it
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Signal(
        List<String> at,
        String file,
        List<String> axes,
        Integer column,
        String unit,
        String firstSample,
        Boolean optional)
        implements Serializable {
    private static final List<List<String>> AXES = List.of(List.of("time", "roi"), List.of("roi", "time"));

    /** Fills what is left out. */
    public Signal {
        at = Given.list(at);
        file = Given.or(file, "");
        axes = axes == null ? AXES.get(0) : List.copyOf(axes);
        column = Given.or(column, 0);
        unit = Given.or(unit, "");
        firstSample = Given.or(firstSample, "");
        optional = Given.or(optional, false);
        if (at.isEmpty()) {
            throw new ConfigException("at is missing; expected a selector");
        }
        if (!AXES.contains(axes)) {
            throw new ConfigException("axes is " + axes + "; allowed: [time, roi], [roi, time]");
        }
    }

    /** Whether the time runs along the rows. */
    public boolean timeFirst() {
        return axes.get(0).equals("time");
    }
}
