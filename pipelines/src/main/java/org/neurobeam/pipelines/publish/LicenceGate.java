package org.neurobeam.pipelines.publish;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.neurobeam.pipelines.config.PublishConfig;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.io.dataset.Source;

/** Decides which sources a release holds; nothing is written before every one of them is allowed. */
final class LicenceGate {
    private LicenceGate() {}

    /**
     * The ids of the sources to leave out.
     *
     * @throws ConfigException for unknown ids, for sources that neither their licence, nor {@code exclude}, nor
     *     {@code permit} decides about (all of them by name), and if no source is left
     */
    static Set<String> excluded(List<Source> sources, PublishConfig settings) {
        Set<String> ids = sources.stream().map(Source::datasetId).collect(Collectors.toCollection(TreeSet::new));
        requireKnown("exclude", settings.exclude(), ids);
        requireKnown("permit", settings.permit(), ids);
        Set<String> excluded = new HashSet<>(settings.exclude());
        List<Source> refused = sources.stream()
                .filter(source -> !excluded.contains(source.datasetId()))
                .filter(source -> !settings.permit().contains(source.datasetId()))
                .filter(source -> !LicenceTerms.redistributable(source))
                .toList();
        if (!refused.isEmpty()) {
            throw new ConfigException(refusal(refused, sources.size()));
        }
        if (!ids.isEmpty() && excluded.containsAll(ids)) {
            throw new ConfigException("exclude: all sources " + ids + " are left out; keep at least one");
        }
        return excluded;
    }

    private static void requireKnown(String key, List<String> given, Set<String> ids) {
        for (String id : given) {
            if (!ids.contains(id)) {
                throw new ConfigException(key + ": " + id + " is no source of the dataset; it has " + ids);
            }
        }
    }

    private static String refusal(List<Source> refused, int all) {
        List<String> lines = new ArrayList<>();
        lines.add(refused.size() + " of " + all + " sources do not allow redistribution:");
        for (Source source : refused) {
            String reason = source.redistribute().isPresent() ? "; its recipe forbids it" : "";
            String licence = source.licence().map(id -> "licence " + id).orElse("no licence known") + reason;
            lines.add("  " + source.datasetId() + "  " + licence
                    + source.licenceUrl().map(url -> "  " + url).orElse(""));
        }
        String ids = refused.stream().map(Source::datasetId).collect(Collectors.joining(","));
        lines.add("leave them out with --exclude " + ids);
        lines.add("or state that you hold permission with --permit " + ids + " (or decide one by one)");
        return String.join(System.lineSeparator(), lines);
    }
}
