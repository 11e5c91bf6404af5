package org.neurobeam.ingest.connectome;

import java.util.Optional;
import java.util.OptionalDouble;
import org.neurobeam.ingest.recipe.EdgeKind;

/**
 * One entry of a source, with the names of the source.
 *
 * @param pre sending cell
 * @param post receiving cell
 * @param kind what joins them
 * @param weight finite, not 0
 * @param sourceRef sheet!cell, line or path in the file
 * @param extra what only some sources state
 */
public record RawEdge(String pre, String post, EdgeKind kind, double weight, String sourceRef, Extra extra) {
    /** What only some sources state. */
    public record Extra(Optional<String> transmitter, Optional<String> receptor, OptionalDouble qValue) {
        /** Nothing of it. */
        public static final Extra NONE = new Extra(Optional.empty(), Optional.empty(), OptionalDouble.empty());
    }

    /** An entry of the five things that every source states. */
    static RawEdge of(String pre, String post, EdgeKind kind, double weight, String sourceRef) {
        return new RawEdge(pre, post, kind, weight, sourceRef, Extra.NONE);
    }

    /** Whether a number is a weight: 0 and NaN stand for no edge. */
    static boolean isWeight(double number) {
        return number != 0 && Double.isFinite(number);
    }
}
