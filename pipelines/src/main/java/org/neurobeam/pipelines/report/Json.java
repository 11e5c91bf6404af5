package org.neurobeam.pipelines.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** JSON that can stand inside a script element: no markup character survives, and what is not finite is null. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final double DIGITS = 1e5;

    private Json() {}

    /** Maps (in their order), lists, strings, booleans and finite numbers as JSON. */
    public static String scriptSafe(Object value) {
        try {
            return MAPPER.writeValueAsString(value)
                    .replace("&", "\\u0026")
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value of the report is not JSON: " + value.getClass(), e);
        }
    }

    /** n numbers to five decimals, null where not finite. */
    public static List<Double> numbers(int n, IntToDoubleFunction values) {
        List<Double> list = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            list.add(number(values.applyAsDouble(i)));
        }
        return list;
    }

    /** A number to five decimals, null where not finite. */
    public static Double number(double value) {
        return Double.isFinite(value) ? (Double) (Math.round(value * DIGITS) / DIGITS) : null;
    }
}
