package org.neurobeam.schemas.io;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One stage of a pipeline: tasks run one after another in the order in which they were given, the first ones on the
 * giver's thread, the others on a thread of their own, so that results never depend on threads. The giver waits while too many tasks are pending: memory stays bounded.
 */
final class OrderedStage {
    private static final long STOP_SECONDS = 60;

    /** What a stage does. */
    interface Task {
        void run() throws IOException;
    }

    private final String name;
    private final Semaphore free;
    private final int most;
    private Optional<ExecutorService> thread = Optional.empty();
    private int here;
    private volatile Throwable failure;

    /**
     * @param name of the thread
     * @param most tasks that may be pending or running
     * @param here tasks that the giver's thread runs before there is another one: small files need none
     */
    OrderedStage(String name, int most, int here) {
        this.name = name;
        this.most = most;
        this.here = here;
        this.free = new Semaphore(most);
    }

    /** Adds a task; throws what an earlier one threw. */
    void add(Task task) throws IOException {
        if (here > 0) {
            here--;
            run(task);
        } else {
            acquire(1);
            if (thread.isEmpty()) {
                thread = Optional.of(start());
            }
            thread.get().execute(() -> {
                try {
                    run(task);
                } finally {
                    free.release();
                }
            });
        }
        check();
    }

    /** Adds a task after which there are no others: not worth a thread. */
    void addLast(Task task) throws IOException {
        here = thread.isEmpty() ? 1 : 0;
        add(task);
    }

    private void run(Task task) {
        try {
            if (failure == null) {
                task.run();
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
    }

    private ExecutorService start() {
        return Executors.newSingleThreadExecutor(work -> {
            Thread t = new Thread(work, name);
            t.setDaemon(true);
            return t;
        });
    }

    /** Waits until all tasks are done; throws what one of them threw. */
    void drain() throws IOException {
        acquire(most);
        free.release(most);
        check();
    }

    private void acquire(int permits) throws IOException {
        try {
            free.acquire(permits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while writing traces", e);
        }
    }

    private void check() throws IOException {
        Throwable e = failure;
        if (e instanceof Error error) {
            throw error;
        }
        if (e != null) {
            throw new IOException("traces cannot be written: " + e.getMessage(), e);
        }
    }

    /** Drops pending tasks and waits for the running one. */
    void stop() throws IOException {
        if (thread.isEmpty()) {
            return;
        }
        thread.get().shutdownNow();
        try {
            if (!thread.get().awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("writing traces does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while writing traces", e);
        }
    }
}
