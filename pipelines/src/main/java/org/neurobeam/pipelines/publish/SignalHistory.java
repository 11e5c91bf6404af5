package org.neurobeam.pipelines.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neurobeam.schemas.table.Recording;

/**
 * How the signals of a release were made, by the recordings' own chains: each signal's operations once, and what differs
 * with the sampling rate in a table of rates.
 */
final class SignalHistory {
    private static final Pattern SIGNAL = Pattern.compile("(\\w+/\\w+): (.*)");
    private static final Pattern SECONDS = Pattern.compile(" = ([\\d.Ee+-]+) s(?=\\))");
    private static final Pattern RESAMPLING = Pattern.compile("resample\\(([^)]*)\\)");
    private static final String UNKNOWN = "-";

    private final Map<String, Integer> steps = new TreeMap<>();
    private final Map<String, Integer> signals = new TreeMap<>();
    private final Map<String, Integer> rates = new TreeMap<>();

    SignalHistory(List<Recording> recordings) {
        recordings.forEach(this::add);
    }

    private void add(Recording recording) {
        String window = UNKNOWN;
        String grid = UNKNOWN;
        boolean made = false;
        for (String entry : recording.getTransformChain()) {
            Matcher signal = SIGNAL.matcher(entry);
            if (!signal.matches()) {
                steps.merge(entry, 1, Integer::sum);
                continue;
            }
            made = true;
            window = first(SECONDS, entry, window);
            grid = first(RESAMPLING, entry, grid);
            String operations = SECONDS.matcher(signal.group(2)).replaceAll("");
            signals.merge(
                    "`" + signal.group(1) + "` | "
                            + RESAMPLING.matcher(operations).replaceAll("resample"),
                    1,
                    Integer::sum);
        }
        if (made) {
            String step = recording
                    .getOriginalMedianDtS()
                    .map(s -> String.format(Locale.ROOT, "%.3g", s))
                    .orElse(UNKNOWN);
            rates.merge(step + " | " + window + " | " + grid, 1, Integer::sum);
        }
    }

    private static String first(Pattern wanted, String entry, String otherwise) {
        Matcher found = wanted.matcher(entry);
        return otherwise.equals(UNKNOWN) && found.find() ? found.group(1) : otherwise;
    }

    /** Lines of Markdown. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        steps.forEach((step, count) -> lines.add("- " + step + ": " + recordings(count)));
        if (!signals.isEmpty()) {
            lines.addAll(
                    List.of("", "| signal | operations on the raw trace, in order | recordings |", "|---|---|---:|"));
            signals.forEach((signal, count) -> lines.add("| " + signal + " | " + count + " |"));
            lines.addAll(List.of(
                    "",
                    "| median step of the source (s) | smoothing averages (s) | resample | recordings |",
                    "|---:|---:|---|---:|"));
            rates.forEach((rate, count) -> lines.add("| " + rate + " | " + count + " |"));
        }
        return lines;
    }

    private static String recordings(int count) {
        return count + (count == 1 ? " recording" : " recordings");
    }
}
