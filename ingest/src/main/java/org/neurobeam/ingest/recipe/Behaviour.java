package org.neurobeam.ingest.recipe;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.neurobeam.schemas.error.ConfigException;

/**
 * A channel of behaviour; one of [T,K] values gives K channels {@code name_00 ...}.
 *
 * @param channel name; {@code *} in it stands for the key that {@code *} in the selector found
 * @param at selectors
 * @param file glob of the file it is in; empty for the recording's own
 * @param unit unit of measure in the file
 * @param to unit of measure to convert to; that of the file when empty
 * @param kind behaviour or confound
 * @param except keys that {@code *} in the selector does not stand for
 * @param clock when its values were taken; the recording's own times when left out
 * @param optional whether a recording may lack it
 */
public record Behaviour(
        String channel,
        List<String> at,
        String file,
        String unit,
        String to,
        String kind,
        List<String> except,
        Clock clock,
        Boolean optional)
        implements Serializable {
    /** Fills what is left out. */
    public Behaviour {
        at = Given.list(at);
        file = Given.or(file, "");
        unit = Given.or(unit, "");
        to = Given.or(to, unit);
        kind = Given.oneOf("kind", Given.or(kind, "behaviour"), List.of("behaviour", "confound"));
        except = Given.list(except);
        optional = Given.or(optional, false);
        if (channel == null || at.isEmpty()) {
            throw new ConfigException("expected channel and at, found " + channel + " and " + at);
        }
        UnitFactor.between(unit, to);
    }

    /** The times of the channel, where they are not the recording's. */
    public Optional<Clock> ownClock() {
        return Optional.ofNullable(clock).map(c -> c.named(channel + "_clock"));
    }

    /** The times of a channel of this name, where they are not the recording's; its name is that in the selector. */
    public Optional<Clock> ownClock(String name) {
        return Optional.ofNullable(clock).map(c -> c.ofChannel(name));
    }

    /** What a value of the file is multiplied with. */
    public double factor() {
        return UnitFactor.between(unit, to);
    }
}
