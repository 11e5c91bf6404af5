package org.neurobeam.schemas.io;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One stage of a pipeline: tasks run one after another on a thread of their own, in the order in which they were given,
 * so that results never depend on threads. The giver waits while too many tasks are pending: memory stays bounded.
 */
final class OrderedStage {
    private static final long STOP_SECONDS = 60;

    /** What a stage does. */
    interface Task {
        void run() throws IOException;
    }

    private final ExecutorService thread;
    private final Semaphore free;
    private final int most;
    private volatile Throwable failure;

    /**
     * @param name of the thread
     * @param most tasks that may be pending or running
     */
    OrderedStage(String name, int most) {
        this.most = most;
        this.free = new Semaphore(most);
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread t = new Thread(work, name);
            t.setDaemon(true);
            return t;
        });
    }

    /** Adds a task; throws what an earlier one threw. */
    void add(Task task) throws IOException {
        acquire(1);
        thread.execute(() -> {
            try {
                if (failure == null) {
                    task.run();
                }
            } catch (IOException | RuntimeException | Error e) {
                failure = e;
            } finally {
                free.release();
            }
        });
        check();
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
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("writing traces does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while writing traces", e);
        }
    }
}
