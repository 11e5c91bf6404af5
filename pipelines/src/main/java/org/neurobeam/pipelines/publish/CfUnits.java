package org.neurobeam.pipelines.publish;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Units of measure as CF readers parse them; the word of the dataset stands beside where it is none of those. */
final class CfUnits {
    private static final String UNITS = "units";
    private static final String PER_SECOND = "/s";
    private static final Set<String> FLUORESCENCE = Set.of("z", "F", "dF/F0", "F/F20", "ratio", "raw");

    private CfUnits() {}

    /**
     * Attributes of a variable: fluorescence is 1 and its rate of change s-1, categories and unknown units have no
     * {@code units}, as an attribute that says 1 would claim that they are known.
     */
    static Map<String, String> attributes(String unit) {
        Map<String, String> attributes = new LinkedHashMap<>();
        boolean rate = unit.endsWith(PER_SECOND)
                && FLUORESCENCE.contains(unit.substring(0, unit.length() - PER_SECOND.length()));
        if (FLUORESCENCE.contains(unit) || rate) {
            attributes.put(UNITS, rate ? "s-1" : "1");
            attributes.put("signal_unit", unit);
        } else if (!unit.isEmpty() && !unit.equals("category")) {
            attributes.put(UNITS, unit);
        }
        return attributes;
    }
}
