package org.neurobeam.pipelines.flow.encode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.neurobeam.pipelines.config.FeatureSpaceConfig;
import org.neurobeam.schemas.error.ConfigException;

/** The columns of a design, known before its values are read: their names and feature spaces, [p] each. */
final class FeatureColumns {
    private final List<String> names = new ArrayList<>();
    private final List<String> spaces = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();
    private final Map<String, String> spaceOfName = new HashMap<>();

    /**
     * Adds the columns of a feature space.
     *
     * @throws ConfigException if one of them is there already
     */
    void add(String space, List<String> columns) {
        for (String column : columns) {
            String other = spaceOfName.put(column, space);
            if (other != null) {
                throw new ConfigException("features: the column " + column + " is in the feature space " + other
                        + " and again in " + space + "; leave one out, or name features apart");
            }
        }
        names.addAll(columns);
        widths.add(columns.size());
        spaces.addAll(Collections.nCopies(columns.size(), space));
    }

    List<String> names() {
        return Collections.unmodifiableList(names);
    }

    List<String> spaces() {
        return Collections.unmodifiableList(spaces);
    }

    /**
     * Number of columns before delays.
     *
     * @param settings of the feature spaces, in the order in which their columns were added
     * @param of which spaces
     */
    int undelayed(List<FeatureSpaceConfig> settings, Predicate<FeatureSpaceConfig> of) {
        return IntStream.range(0, widths.size())
                .filter(s -> of.test(settings.get(s)))
                .map(s -> widths.get(s) / Math.max(1, settings.get(s).delays().size()))
                .sum();
    }

    /** Number of columns of each feature space of the settings. */
    List<Integer> widths() {
        return Collections.unmodifiableList(widths);
    }
}
