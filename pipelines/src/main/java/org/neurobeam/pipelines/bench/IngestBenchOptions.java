package org.neurobeam.pipelines.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of {@code bench ingest}.
 *
 * @param input an image of several volumes
 * @param output folder in which a temporary folder is made; else that of the system
 * @param memoryMb memory for the transposition, MB
 * @param repeat rounds
 */
public record IngestBenchOptions(Path input, Optional<Path> output, int memoryMb, int repeat) {
    /** Memory that {@code ingest} uses by default, MB. */
    public static final int MEMORY_MB = 256;
    /** Rounds: the first one pays for the compiler. */
    public static final int REPEAT = 3;

    /** Checks ranges, and that the input is a file. */
    public IngestBenchOptions {
        if (!Files.isRegularFile(input)) {
            throw new ConfigException("input: " + input + " is no file; give one image (.nii, .nii.gz)");
        }
        if (memoryMb < 1) {
            throw new ConfigException("memoryMb: " + memoryMb + "; must be at least 1");
        }
        if (repeat < 1) {
            throw new ConfigException("repeat: " + repeat + "; must be at least 1");
        }
    }

    /** The defaults for a file. */
    public static IngestBenchOptions defaults(Path input) {
        return new IngestBenchOptions(input, Optional.empty(), MEMORY_MB, REPEAT);
    }
}
