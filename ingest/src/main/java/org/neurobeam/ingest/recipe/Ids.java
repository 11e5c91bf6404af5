package org.neurobeam.ingest.recipe;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.Serializable;
import java.util.List;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Where the labels of the units are.
 *
 * @param at selectors of the labels; {@code header} for the names of the trace columns; {@code *} = column number
 * @param file glob of the file they are in; empty for the recording's own
 * @param base first column number, 0 or 1, where labels are keyed by it
 * @param index selector of the column numbers that the labels belong to, where they stand beside them
 * @param neuronClass selector of the class of each label
 * @param side selector of L or R
 * @param dv selector of D or V
 * @param confidence selector and scale of the confidence
 * @param optional whether a recording may have none
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Ids(
        List<String> at,
        String file,
        Integer base,
        String index,
        String neuronClass,
        String side,
        String dv,
        Confidence confidence,
        Boolean optional)
        implements Serializable {
    /** Fills what is left out. */
    public Ids {
        at = Given.list(at);
        file = Given.or(file, "");
        base = Given.or(base, 0);
        index = Given.or(index, "");
        neuronClass = Given.or(neuronClass, "");
        side = Given.or(side, "");
        dv = Given.or(dv, "");
        confidence = Given.or(confidence, new Confidence("", List.of()));
        optional = Given.or(optional, false);
        if (base != 0 && base != 1) {
            throw new ConfigException("base is " + base + "; allowed: 0, 1");
        }
    }

    static Ids none() {
        return new Ids(null, null, null, null, null, null, null, null, true);
    }

    /**
     * Confidence of labels.
     *
     * @param at selector; empty when there is none
     * @param scale lowest and highest value
     */
    public record Confidence(String at, List<Double> scale) implements Serializable {
        /** Fills what is left out. */
        public Confidence {
            at = Given.or(at, "");
            scale = Given.list(scale);
            if (!at.isEmpty() && (scale.size() != 2 || scale.get(0) >= scale.get(1))) {
                throw new ConfigException("scale is " + scale + "; expected [lowest, highest]");
            }
        }
    }
}
