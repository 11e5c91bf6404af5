package org.neurobeam.ingest.recipe;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.Serializable;
import java.util.List;

/**
 * What is known of a connectome; empty words for nothing.
 *
 * @param sex hermaphrodite O or male M
 * @param stage developmental stage
 * @param timeH hours after hatching; NaN when unknown
 * @param animal the animal
 * @param region part of the nervous system
 * @param includesNmj whether neuromuscular junctions are among the edges
 * @param derivedFrom connectomes whose animals it shares
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ConnectomeKeys(
        Value sex, Value stage, Double timeH, Value animal, Value region, Boolean includesNmj, List<String> derivedFrom)
        implements Serializable {
    /** Fills what is left out. */
    public ConnectomeKeys {
        sex = Given.or(sex, Value.of("O"));
        stage = Given.or(stage, Value.of("adult"));
        timeH = Given.or(timeH, Double.NaN);
        region = Given.or(region, Value.of("whole"));
        includesNmj = Given.or(includesNmj, false);
        derivedFrom = Given.list(derivedFrom);
    }

    /** The animal's name, if stated. */
    public java.util.Optional<Value> animalName() {
        return java.util.Optional.ofNullable(animal);
    }

    static ConnectomeKeys defaults() {
        return new ConnectomeKeys(null, null, null, null, null, null, null);
    }
}
