package org.neurobeam.ingest.bids;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names of BIDS entities and how their values compare. */
final class Entities {
    private static final Set<String> INDICES = Set.of("run", "echo", "inv", "flip", "split", "chunk");
    /** What tells one run of a subject from another; echo, part, space and the like are variants of one run. */
    static final List<String> OF_RUN = List.of("sub", "ses", "task", "acq", "ce", "rec", "dir", "run");

    private static final Map<String, String> LONG_NAMES = Map.ofEntries(
            Map.entry("subject", "sub"),
            Map.entry("session", "ses"),
            Map.entry("template", "tpl"),
            Map.entry("acquisition", "acq"),
            Map.entry("nucleus", "nuc"),
            Map.entry("volume", "voi"),
            Map.entry("ceagent", "ce"),
            Map.entry("tracer", "trc"),
            Map.entry("reconstruction", "rec"),
            Map.entry("direction", "dir"),
            Map.entry("modality", "mod"),
            Map.entry("inversion", "inv"),
            Map.entry("mtransfer", "mt"),
            Map.entry("processing", "proc"),
            Map.entry("hemisphere", "hemi"),
            Map.entry("segmentation", "seg"),
            Map.entry("resolution", "res"),
            Map.entry("density", "den"),
            Map.entry("description", "desc"));

    private Entities() {}

    /** The short name for a short or long one; other words stay as they are. */
    static String shortName(String key) {
        return LONG_NAMES.getOrDefault(key.toLowerCase(Locale.ROOT), key);
    }

    static boolean known(String shortName) {
        return BidsName.ORDER.contains(shortName);
    }

    /** Whether two values are one: index entities ignore leading zeros, all others compare as written. */
    static boolean same(String key, String a, String b) {
        return a.equals(b) || (INDICES.contains(key) && strip(a).equals(strip(b)));
    }

    /** The value as it compares. */
    static String normal(String key, String value) {
        return INDICES.contains(key) ? strip(value) : value;
    }

    private static String strip(String value) {
        int i = 0;
        while (i < value.length() - 1 && value.charAt(i) == '0' && Character.isDigit(value.charAt(i + 1))) {
            i++;
        }
        return value.substring(i);
    }

    /** Whether every entity of {@code part} except those named has the same value in {@code whole}. */
    static boolean subset(Map<String, String> part, Map<String, String> whole, Set<String> except) {
        for (Map.Entry<String, String> e : part.entrySet()) {
            String other = whole.get(e.getKey());
            if (!except.contains(e.getKey()) && (other == null || !same(e.getKey(), e.getValue(), other))) {
                return false;
            }
        }
        return true;
    }

    /** A key that all variants of one run share. */
    static String runKey(Map<String, String> entities) {
        StringBuilder key = new StringBuilder();
        for (String name : OF_RUN) {
            String value = entities.get(name);
            if (value != null) {
                key.append(name).append('-').append(normal(name, value)).append('_');
            }
        }
        return key.toString();
    }
}
