package org.neurobeam.pipelines.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory of this process as Linux counts it; -1 elsewhere. */
final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path PEAK_RESET = Path.of("/proc/self/clear_refs");
    private static final String RESET_PEAK = "5";
    private static final int KIB_PER_MIB = 1024;

    private ResidentMemory() {}

    /** MB resident now; the peak starts again from here. */
    static long startMb() throws IOException {
        System.gc();
        if (Files.isWritable(PEAK_RESET)) {
            Files.writeString(PEAK_RESET, RESET_PEAK);
        }
        return read("VmRSS:");
    }

    /** MB resident at the highest since {@link #startMb}. */
    static long peakMb() throws IOException {
        return read("VmHWM:");
    }

    private static long read(String field) throws IOException {
        if (!Files.isReadable(STATUS)) {
            return -1;
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB)
                .findFirst()
                .orElse(-1);
    }
}
