package org.neurobeam.pipelines.beam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of this process as Linux counts it; -1 elsewhere. */
public final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path PEAK_RESET = Path.of("/proc/self/clear_refs");
    private static final String RESET_PEAK = "5";
    private static final int KIB_PER_MIB = 1024;

    private ResidentMemory() {}

    /** MB resident now; the peak starts again from here. */
    public static long startMb() {
        System.gc();
        try {
            if (Files.isWritable(PEAK_RESET)) {
                Files.writeString(PEAK_RESET, RESET_PEAK);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read("VmRSS:");
    }

    /** MB resident at the highest, since {@link #startMb} if it was called. */
    public static long peakMb() {
        return read("VmHWM:");
    }

    private static long read(String field) {
        if (!Files.isReadable(STATUS)) {
            return -1;
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
