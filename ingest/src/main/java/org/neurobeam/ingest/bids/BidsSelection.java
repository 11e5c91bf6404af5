package org.neurobeam.ingest.bids;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.neurobeam.schemas.error.ConfigException;

/**
 * A choice of recordings by entity: {@code acq=1slice,run=01}.
 *
 * <p>Long and short names are equal ({@code subject}, {@code sub}), several values of one key are alternatives
 * ({@code run=1,run=2}), {@code run=1} and {@code run=01} are equal, and {@code sub=sub-01} means {@code sub=01}.
 * {@code suffix}, {@code datatype} and {@code extension} work as keys too.
 *
 * @param values short name to accepted values
 */
public record BidsSelection(Map<String, List<String>> values) {
    private static final List<String> PARTS = List.of("suffix", "datatype", "extension");

    /** Copies the map. */
    public BidsSelection {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((key, accepted) -> copy.put(key, List.copyOf(accepted)));
        values = java.util.Collections.unmodifiableMap(copy);
    }

    /** Everything. */
    public static BidsSelection all() {
        return new BidsSelection(Map.of());
    }

    /**
     * Reads {@code key=value,key=value}; blank text selects everything.
     *
     * @throws ConfigException for a part without key or value
     */
    public static BidsSelection parse(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String value = equals < 0 ? "" : part.substring(equals + 1).strip();
            if (equals < 1 || value.isEmpty()) {
                throw new ConfigException("--select: '" + part + "' is not key=value, as in acq=1slice,run=01");
            }
            String key = Entities.shortName(part.substring(0, equals).strip());
            String bare = value.startsWith(key + "-") ? value.substring(key.length() + 1) : value;
            values.computeIfAbsent(key, k -> new ArrayList<>()).add(bare);
        }
        return new BidsSelection(values);
    }

    /** Whether a file has an accepted value under every key. */
    public boolean accepts(BidsFile file) {
        return values.entrySet().stream().allMatch(e -> accepts(file, e.getKey(), e.getValue()));
    }

    private static boolean accepts(BidsFile file, String key, List<String> accepted) {
        Optional<String> value = value(file, key);
        return value.isPresent() && accepted.stream().anyMatch(a -> Entities.same(key, a, value.get()));
    }

    private static Optional<String> value(BidsFile file, String key) {
        return switch (key) {
            case "suffix" -> Optional.of(file.name().suffix());
            case "extension" -> Optional.of(file.name().extension());
            case "datatype" -> Optional.of(file.datatype());
            default -> file.name().entity(key);
        };
    }

    /**
     * The recordings chosen, in their order.
     *
     * @throws ConfigException for a key that no standard and no recording knows, or when nothing is chosen; both list
     *     what there is
     */
    public List<BidsRecording> of(List<BidsRecording> recordings) {
        for (String key : values.keySet()) {
            requireKnown(key, recordings);
        }
        List<BidsRecording> chosen =
                recordings.stream().filter(r -> accepts(r.file())).toList();
        if (chosen.isEmpty() && !values.isEmpty()) {
            throw new ConfigException("--select: no recording has " + this + "; there are " + recordings.size()
                    + " recordings with " + present(recordings));
        }
        return chosen;
    }

    private static void requireKnown(String key, List<BidsRecording> recordings) {
        boolean present = recordings.stream().anyMatch(r -> r.entities().containsKey(key));
        if (!present && !Entities.known(key) && !PARTS.contains(key)) {
            TreeSet<String> keys = new TreeSet<>(PARTS);
            recordings.forEach(r -> keys.addAll(r.entities().keySet()));
            throw new ConfigException(
                    "--select: unknown entity '" + key + "'; the recordings have " + String.join(", ", keys));
        }
    }

    /** The values found under the selected keys, at most a screenful. */
    private String present(List<BidsRecording> recordings) {
        List<String> parts = new ArrayList<>();
        for (String key : values.keySet()) {
            TreeSet<String> found = new TreeSet<>();
            recordings.forEach(r -> value(r.file(), key).ifPresent(found::add));
            List<String> shown = found.stream().limit(MOST_SHOWN).toList();
            String more = found.size() > shown.size() ? " and " + (found.size() - shown.size()) + " more" : "";
            parts.add(found.isEmpty() ? "no " + key : key + " " + String.join(" ", shown) + more);
        }
        return String.join("; ", parts);
    }

    private static final int MOST_SHOWN = 30;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        values.forEach((key, accepted) -> accepted.forEach(value -> parts.add(key + "=" + value)));
        return String.join(",", parts);
    }
}
