package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Large values outside the heap that the workers of one JVM share. A value is closed with its last user once another one
 * is wanted, and made again when it is wanted later.
 *
 * @param <V> the values
 */
final class PerJvm<V> {
    private final Map<String, Lease> open = new HashMap<>();
    private final Consumer<V> closing;

    PerJvm(Consumer<V> closing) {
        this.closing = closing;
    }

    /** Makes a value. */
    @FunctionalInterface
    interface Maker<V> {
        V make() throws IOException;
    }

    /** A value in use; close it afterwards. */
    final class Lease implements AutoCloseable {
        private final String key;
        private final V value;
        private int users;

        private Lease(String key, V value) {
            this.key = key;
            this.value = value;
        }

        V value() {
            return value;
        }

        @Override
        public void close() {
            synchronized (open) {
                users--;
                // the last value stays open until another one needs its place
                if (users == 0 && open.size() > 1) {
                    open.remove(key);
                    closing.accept(value);
                }
            }
        }
    }

    /** The value of a key, made now if no other worker has it. */
    Lease of(String key, Maker<V> maker) throws IOException {
        synchronized (open) {
            Lease lease = open.get(key);
            if (lease == null) {
                closeIdle();
                lease = new Lease(key, maker.make());
                open.put(key, lease);
            }
            lease.users++;
            return lease;
        }
    }

    /** Closes what nobody uses. */
    void closeIdle() {
        synchronized (open) {
            open.values().removeIf(idle -> {
                if (idle.users == 0) {
                    closing.accept(idle.value);
                }
                return idle.users == 0;
            });
        }
    }
}
