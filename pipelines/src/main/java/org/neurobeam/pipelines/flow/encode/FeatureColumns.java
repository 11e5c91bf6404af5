package org.neurobeam.pipelines.flow.encode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neurobeam.schemas.error.ConfigException;

/** The columns of a design, known before its values are read: their names and feature spaces, [p] each. */
final class FeatureColumns {
    private final List<String> names = new ArrayList<>();
    private final List<String> spaces = new ArrayList<>();
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
        spaces.addAll(Collections.nCopies(columns.size(), space));
    }

    List<String> names() {
        return Collections.unmodifiableList(names);
    }

    List<String> spaces() {
        return Collections.unmodifiableList(spaces);
    }
}
