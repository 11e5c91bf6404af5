package org.neurobeam.ingest.recipe;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.Serializable;

/**
 * What is known of the units besides their labels; empty selectors for nothing.
 *
 * @param isCell selector of the decision of the segmentation, 0 or 1 a unit
 * @param cellProbability selector of its probability
 * @param where selector of a number a unit: only units with a positive one are kept
 * @param file glob of the file of the selectors; empty for the recording's own
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record UnitKeys(String isCell, String cellProbability, String where, String file) implements Serializable {
    /** Fills what is left out. */
    public UnitKeys {
        isCell = Given.or(isCell, "");
        cellProbability = Given.or(cellProbability, "");
        where = Given.or(where, "");
        file = Given.or(file, "");
    }

    static UnitKeys none() {
        return new UnitKeys(null, null, null, null);
    }
}
