package org.neurobeam.ingest.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as {@code inspect} writes them. */
public final class JsonNumbers {
    private JsonNumbers() {}

    /** A number, or {@code NaN}, {@code Infinity}, {@code -Infinity} as text, which JSON has no numbers for. */
    public static JsonNode of(double value) {
        return Double.isFinite(value) ? DoubleNode.valueOf(value) : TextNode.valueOf(String.valueOf(value));
    }

    /** A number rounded to decimals, half to even. */
    public static JsonNode rounded(double value, int decimals) {
        return Double.isFinite(value)
                ? DoubleNode.valueOf(new BigDecimal(value)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .doubleValue())
                : of(value);
    }
}
