package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Recording;

/** The groups that the settings ask for; every worker finds the same ones in the same order. */
final class ResponseGroups {
    private ResponseGroups() {}

    /** One group for each subject and space of a dataset, or one for an array. */
    static List<ResponseGroup> of(EncodeConfig config) throws IOException {
        if (!config.responses().isEmpty()) {
            return List.of(ArrayGroup.of(config));
        }
        Dataset dataset = Dataset.open(Stores.of(config.input()));
        Map<String, List<Recording>> groups = new TreeMap<>();
        for (Recording r : dataset.recordings()) {
            boolean has = dataset.signals(r.getRecordingId()).stream()
                    .anyMatch(s -> s.signal().equals(config.signal()));
            if (has) {
                groups.computeIfAbsent(name(r), k -> new ArrayList<>()).add(r);
            }
        }
        if (groups.isEmpty()) {
            throw new DataException(
                    config.input(),
                    "traces",
                    "no_traces",
                    "expected recordings with the signal " + config.signal()
                            + ", found none; run preprocess first, or set"
                            + " signal: raw to encode the data as they are");
        }
        List<ResponseGroup> all = new ArrayList<>();
        for (Map.Entry<String, List<Recording>> group : groups.entrySet()) {
            all.add(DatasetGroup.of(config, dataset, group.getKey(), group.getValue()));
        }
        return all;
    }

    private static String name(Recording r) {
        String space = r.getSpace().orElse("native");
        return "sub-" + r.getSubjectId() + ("native".equals(space) ? "" : "_space-" + space);
    }
}
