package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.choice;
import static org.neurobeam.pipelines.config.Settings.listOr;
import static org.neurobeam.pipelines.config.Settings.or;
import static org.neurobeam.pipelines.config.Settings.range;

import java.util.List;

/**
 * Settings of {@code ingest}.
 *
 * @param input folder or file of raw recordings
 * @param output dataset folder
 * @param format auto or bids
 * @param select entities that a recording must have, e.g. {@code acq=1slice,run=01}; empty for all
 * @param recipe files that describe a lab's own sources; they win over the recipes of the program
 * @param mode fixed or paper-faithful: how labels are treated, units left out, and repeated entries of
 *     connectomes combined
 * @param maxBadRecords recordings that may be refused before the command ends with exit code 3
 * @param memoryMb memory for the transposition of one recording, MB; longer ones go through one scratch file
 */
public record IngestConfig(
        String input,
        String output,
        String format,
        String select,
        List<String> recipe,
        String mode,
        Integer maxBadRecords,
        Integer memoryMb) {
    private static final int MEMORY_MB = 256;

    /** Fills defaults and checks ranges. */
    public IngestConfig {
        input = or(input, "");
        output = or(output, "");
        format = or(format, "auto");
        select = or(select, "");
        recipe = listOr(recipe, List.of());
        mode = choice("mode", or(mode, "fixed"), List.of("fixed", "paper-faithful"));
        maxBadRecords = range("maxBadRecords", or(maxBadRecords, 0), 0, Integer.MAX_VALUE);
        memoryMb = range("memoryMb", or(memoryMb, MEMORY_MB), 1, Integer.MAX_VALUE);
    }

    /** fMRI of a folder with the defaults of everything else. */
    public static IngestConfig of(String input, String output) {
        return new IngestConfig(input, output, null, null, null, null, null, null);
    }

    /** The settings with input and output present. */
    public IngestConfig checked() {
        Settings.require(input, "input");
        Settings.require(output, "output");
        return this;
    }
}
