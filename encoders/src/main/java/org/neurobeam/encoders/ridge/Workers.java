package org.neurobeam.encoders.ridge;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Runs pieces of work side by side, each on one thread. One worker is the calling thread itself.
 *
 * @param count threads, at least 1
 */
public record Workers(int count) {
    /** @throws ConfigException if there is no worker */
    public Workers {
        if (count < 1) {
            throw new ConfigException("workers is " + count + "; allowed: 1 or more");
        }
    }

    /**
     * Does all tasks, started in their order; the long ones belong first. Returns when none runs any more, so that
     * memory they share may be freed, whether they succeed or fail.
     *
     * @return their results in the order of the tasks
     * @throws RuntimeException that of the first task in order that failed, unwrapped
     */
    public <T> List<T> all(List<Supplier<T>> tasks) {
        if (count == 1 || tasks.size() < 2) {
            return tasks.stream().map(Supplier::get).toList();
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(count, tasks.size()));
        try {
            List<Future<T>> running =
                    tasks.stream().map(task -> threads.submit(task::get)).toList();
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(result(one));
            }
            return List.copyOf(results);
        } finally {
            threads.shutdownNow();
            awaitEnd(threads);
        }
    }

    private static <T> T result(Future<T> work) {
        try {
            return work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException runtime) {
                throw runtime;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for workers", e);
        }
    }

    /** Native products cannot be interrupted: they are waited for. */
    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
