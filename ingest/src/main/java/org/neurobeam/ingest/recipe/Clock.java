package org.neurobeam.ingest.recipe;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Times of another device than the microscope: a timebase of its own, on the recording's origin.
 *
 * @param grid name of the timebase, e.g. {@code behaviour_camera}; made from the channel's name when left out
 * @param at selectors of the times; <code>{channel}</code> is the name of the channel
 * @param file glob of the file they are in; empty for the recording's own
 * @param files glob by recording, where the names of the files do not tell
 * @param unit s, ms or min
 * @param optional whether a recording may lack it
 */
public record Clock(String grid, List<String> at, String file, Map<String, String> files, String unit, Boolean optional)
        implements Serializable {
    /** Fills what is left out. */
    public Clock {
        at = Given.list(at);
        file = Given.or(file, "");
        files = Given.map(files);
        unit = Given.oneOf("unit", Given.or(unit, "s"), List.of("s", "ms", "min"));
        optional = Given.or(optional, false);
        grid = Given.or(grid, "");
        if (at.isEmpty()) {
            throw new ConfigException("at is missing; expected a selector of times");
        }
    }

    Clock named(String otherwise) {
        return grid.isEmpty() ? new Clock(otherwise, at, file, files, unit, optional) : this;
    }

    Clock ofChannel(String name) {
        List<String> filled =
                at.stream().map(each -> each.replace("{channel}", name)).toList();
        return new Clock(grid.isEmpty() ? name + "_clock" : grid, filled, file, files, unit, optional);
    }

    /** Seconds of one unit. */
    public double seconds() {
        return new TimeKeys(at, file, unit, null, null, null).seconds();
    }
}
