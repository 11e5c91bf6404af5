package org.neurobeam.pipelines.cli;

import java.io.IOException;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.check.DatasetRules;
import org.neurobeam.schemas.io.dataset.Dataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code check}: validates every invariant of a dataset. */
@Command(
        name = "check",
        description = {
            "Validates every invariant of a dataset: checksums, keys, references, times, counts.",
            "Exit code 3 if a finding is an error."
        },
        footer = {"", "Example: ./neurobeam check dataset --json"})
final class CheckCommand extends ReadCommand {

    @Parameters(paramLabel = "DATASET", description = "Dataset folder.")
    private String dataset = "";

    @Override
    Answer answer() throws IOException {
        Dataset opened = Dataset.open(Stores.of(dataset));
        return new CheckAnswer(dataset, DatasetRules.areFmri(opened), DatasetRules.check(opened));
    }
}
