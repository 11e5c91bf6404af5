package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.or;
import static org.neurobeam.pipelines.config.Settings.range;

/**
 * Settings of {@code pls}.
 *
 * @param components at most; the number of each target is chosen by the inner folds
 */
public record PlsConfig(Integer components) {
    private static final int COMPONENTS = 25;
    private static final int MOST = 10_000;

    /** Fills defaults and checks ranges. */
    public PlsConfig {
        components = range("model.pls.components", or(components, COMPONENTS), 1, MOST);
    }

    static PlsConfig defaults() {
        return new PlsConfig(null);
    }
}
