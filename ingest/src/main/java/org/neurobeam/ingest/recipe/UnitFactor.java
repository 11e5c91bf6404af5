package org.neurobeam.ingest.recipe;

import java.util.Map;
import org.neurobeam.schemas.error.ConfigException;

/** Factors between units of length, time, angle and their quotients. */
final class UnitFactor {
    private static final Map<String, Map<String, Double>> DIMENSIONS = Map.of(
            "length", Map.of("m", 1e3, "cm", 10.0, "mm", 1.0, "um", 1e-3, "nm", 1e-6),
            "time", Map.of("s", 1.0, "ms", 1e-3, "min", 60.0, "h", 3600.0),
            "angle", Map.of("rad", 1.0, "deg", Math.PI / 180),
            "count", Map.of("1", 1.0, "", 1.0));

    private UnitFactor() {}

    /** @throws ConfigException when the two do not measure the same */
    static double between(String from, String to) {
        if (from.equals(to)) {
            return 1;
        }
        String[] a = from.split("/", -1);
        String[] b = to.split("/", -1);
        if (a.length != b.length) {
            throw unlike(from, to);
        }
        double factor = 1;
        for (int i = 0; i < a.length; i++) {
            double f = part(a[i], b[i], from, to);
            factor = i == 0 ? f : factor / f;
        }
        return factor;
    }

    private static double part(String a, String b, String from, String to) {
        for (Map<String, Double> units : DIMENSIONS.values()) {
            if (units.containsKey(a) && units.containsKey(b)) {
                return units.get(a) / units.get(b);
            }
        }
        throw unlike(from, to);
    }

    private static ConfigException unlike(String from, String to) {
        return new ConfigException("cannot convert unit '" + from + "' to '" + to
                + "'; known: m cm mm um nm, s ms min h, rad deg, and quotients such as um/s");
    }
}
