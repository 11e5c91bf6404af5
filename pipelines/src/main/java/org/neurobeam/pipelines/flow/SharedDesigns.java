package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.neurobeam.pipelines.config.EncodeConfig;

/**
 * Factorised designs that the workers of one JVM share while they fit tiles of one group. A design lives outside the
 * heap, so it is closed with its last user and made again when another tile of its group comes later.
 */
final class SharedDesigns {
    private static final Map<String, Lease> OPEN = new HashMap<>();

    private SharedDesigns() {}

    /** A design in use; close it after the tile. */
    static final class Lease implements AutoCloseable {
        private final String key;
        private final GroupFitter fitter;
        private int users;

        private Lease(String key, GroupFitter fitter) {
            this.key = key;
            this.fitter = fitter;
        }

        GroupFitter fitter() {
            return fitter;
        }

        @Override
        public void close() {
            synchronized (OPEN) {
                users--;
                // the last design stays open until another group needs its place
                if (users == 0 && OPEN.size() > 1) {
                    OPEN.remove(key);
                    fitter.close();
                }
            }
        }
    }

    /**
     * The design of a group, made now if no other worker has it.
     *
     * @param digest of everything that the results depend on
     */
    static Lease of(EncodeConfig config, ResponseGroup group, String digest) throws IOException {
        String key = digest + " " + group.name();
        synchronized (OPEN) {
            Lease lease = OPEN.get(key);
            if (lease == null) {
                OPEN.values().removeIf(idle -> {
                    if (idle.users == 0) {
                        idle.fitter.close();
                    }
                    return idle.users == 0;
                });
                lease = new Lease(key, GroupFitter.of(config, group));
                OPEN.put(key, lease);
            }
            lease.users++;
            return lease;
        }
    }
}
