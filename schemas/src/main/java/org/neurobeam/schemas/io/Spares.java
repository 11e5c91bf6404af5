package org.neurobeam.schemas.io;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Things that are dear to make and serve one file after another: the one given back last is taken first, while it is
 * still near the processor. Thread-safe.
 */
final class Spares<T> {
    private final int most;
    private final Deque<T> idle = new ArrayDeque<>();

    /** @param most kept; what comes beyond is refused */
    Spares(int most) {
        this.most = most;
    }

    /** One that nobody uses, if there is one. */
    synchronized Optional<T> take() {
        return Optional.ofNullable(idle.pollLast());
    }

    /** Gives one back that the caller does not use any more; false where there are enough. */
    synchronized boolean give(T spare) {
        if (idle.size() >= most) {
            return false;
        }
        idle.addLast(spare);
        return true;
    }
}
