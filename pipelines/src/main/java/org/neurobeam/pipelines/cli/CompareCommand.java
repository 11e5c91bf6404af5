package org.neurobeam.pipelines.cli;

import java.util.List;
import org.neurobeam.pipelines.config.CompareConfig;
import org.neurobeam.pipelines.flow.Outcome;
import org.neurobeam.pipelines.flow.compare.CompareFlow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compare}: which of two models predicts a target better. The fields declare options for help and parsing; their values reach the settings through the base class. */
@Command(
        name = "compare",
        description = {
            "Which of two encoders predicts each target better: differences of r and R2 over the same held-out",
            "samples, with intervals, p and q, in comparison.parquet and report.html. Both folders come from",
            "encode --predictions; nothing is fitted again. Blocks of samples lie within runs."
        },
        footer = {"", "Example: ./neurobeam compare with-words without-words --output comparison"})
@SuppressWarnings({"unused", "UnusedVariable"})
final class CompareCommand extends FlowCommand<CompareConfig> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FIRST",
            description = "Results folder of the model that may be better.")
    private String first;

    @Parameters(index = "1", arity = "0..1", paramLabel = "SECOND", description = "Results folder of the other model.")
    private String second;

    @Option(names = "--output", paramLabel = "DIR", description = "Folder to write.")
    private String output;

    @Option(
            names = "--test",
            paramLabel = "TEST",
            description = {
                "block-bootstrap (default: difference of r), sign-flip (squared errors) or block-permutation",
                "(difference of r, conservative); p_first_better is one-sided, p_two_sided decides the winner."
            })
    private String test;

    @Option(
            names = "--block",
            paramLabel = "N",
            description = "Samples of a block, longer than the autocorrelation of the noise (default 10).")
    private Integer block;

    @Option(names = "--draws", paramLabel = "N", description = "Bootstrap draws, flips or permutations (default 1000).")
    private Integer draws;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the draws (default 0).")
    private Long seed;

    @Option(
            names = "--correction",
            paramLabel = "NAME",
            description = "For the number of targets: bh (default), by, holm or none.")
    private String correction;

    @Option(names = "--json", description = "One JSON object on stdout; the default and only form.")
    private boolean json;

    CompareCommand() {
        super(CompareConfig.class);
    }

    @Override
    Outcome run(CompareConfig settings, List<String> runnerArguments) throws Exception {
        return CompareFlow.run(settings.checked());
    }
}
