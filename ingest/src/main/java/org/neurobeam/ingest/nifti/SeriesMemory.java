package org.neurobeam.ingest.nifti;

import java.nio.file.Path;

/**
 * How much memory the transposition of a time series may use, and where the rest goes.
 *
 * @param budgetBytes at most this many bytes of float32 stay in memory, but never less than three volumes
 * @param scratchFolder local folder of the one scratch file, used when the series is larger than the budget
 */
public record SeriesMemory(long budgetBytes, Path scratchFolder) {
    private static final long DEFAULT_BYTES = 256L << 20;

    /** Checks the budget. */
    public SeriesMemory {
        if (budgetBytes < 1) {
            throw new IllegalArgumentException("budgetBytes must be at least 1 but is " + budgetBytes);
        }
    }

    /** 256 MiB, and the folder for temporary files of the JVM. */
    public static SeriesMemory defaults() {
        return new SeriesMemory(DEFAULT_BYTES, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** The same folder with another budget. */
    public SeriesMemory withBudgetBytes(long bytes) {
        return new SeriesMemory(bytes, scratchFolder);
    }
}
