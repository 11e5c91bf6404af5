package org.neurobeam.ingest.connectome;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Whose wiring it is: the key {@code recording} of a connectome's recipe.
 *
 * @param id id of the connectome
 * @param sex O hermaphrodite, M male
 * @param stage L1 to L4, adult
 * @param timeH hours after hatching
 * @param animal the animal, where it is one
 * @param includesNmj whether muscles are among the cells
 * @param region head, tail, pharynx, whole
 * @param derivedFrom connectomes of the same animals, so that they are not counted twice
 */
public record ConnectomeTraits(
        StatedValue id,
        String sex,
        String stage,
        @JsonProperty("time_h") @Maybe Optional<Double> timeH,
        @Maybe Optional<StatedValue> animal,
        @JsonProperty("includes_nmj") boolean includesNmj,
        String region,
        @JsonProperty("derived_from") List<String> derivedFrom) {
    /** @throws ConfigException when there is no id */
    public ConnectomeTraits {
        if (id == null) {
            throw new ConfigException("recording.id: missing; give the id of the connectome");
        }
        sex = sex == null ? "unknown" : sex;
        stage = stage == null ? "unknown" : stage;
        region = region == null ? "unknown" : region;
        derivedFrom = derivedFrom == null ? List.of() : List.copyOf(derivedFrom);
    }
}
