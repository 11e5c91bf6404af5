package org.neurobeam.pipelines.report.dataset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neurobeam.schemas.table.Covariate;
import org.neurobeam.schemas.table.Event;

/** Behaviour, confounds and events: what there is, of how many recordings. */
final class Channels {
    private static final Pattern NUMBERED = Pattern.compile("(.*)_\\d+");

    private final Map<String, Entry> channels = new TreeMap<>();
    private final Map<String, Entry> events = new TreeMap<>();
    private final Map<String, Double> meanDisplacementMm = new TreeMap<>();

    /** One kind of channel or event. */
    static final class Entry {
        private final String kind;
        private final String name;
        private final String unit;
        private final Set<String> recordings = new HashSet<>();
        private long rows;

        Entry(String kind, String name, String unit) {
            this.kind = kind;
            this.name = name;
            this.unit = unit;
        }

        String kind() {
            return kind;
        }

        String name() {
            return name;
        }

        String unit() {
            return unit;
        }

        int recordings() {
            return recordings.size();
        }

        /** Rows of the table: channels or events. */
        long rows() {
            return rows;
        }
    }

    /** Channels that are numbered (angle_00, angle_01 ...) count as one. */
    void add(Covariate channel) {
        Matcher m = NUMBERED.matcher(channel.getName());
        String name = m.matches() ? m.group(1) + "_…" : channel.getName();
        String unit = channel.getUnit().orElse(channel.getCategories().isPresent() ? "category" : "");
        count(channels, new Entry(channel.getKind(), name, unit), channel.getRecordingId());
        if (channel.getName().equals("framewise_displacement")) {
            channel.getValues().ifPresent(v -> meanDisplacementMm.put(channel.getRecordingId(), mean(v)));
        }
    }

    void add(Event event) {
        count(events, new Entry(event.getTrialType(), "", event.getUnit().orElse("")), event.getRecordingId());
    }

    private static void count(Map<String, Entry> into, Entry fresh, String recording) {
        Entry entry = into.computeIfAbsent(fresh.kind + "\n" + fresh.name + "\n" + fresh.unit, key -> fresh);
        entry.recordings.add(recording);
        entry.rows++;
    }

    private static double mean(List<Double> values) {
        return values.stream()
                .mapToDouble(v -> v)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    List<Entry> channels() {
        return new ArrayList<>(channels.values());
    }

    List<Entry> events() {
        return new ArrayList<>(events.values());
    }

    /** Mean framewise displacement of a recording, mm; NaN where it has none. */
    double displacementMm(String recording) {
        return meanDisplacementMm.getOrDefault(recording, Double.NaN);
    }
}
