package org.neurobeam.pipelines.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** Where the program starts. Arguments after {@code --} belong to the runner. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /**
     * Runs a command.
     *
     * @param args command, options, and runner options after {@code --}
     * @return exit code: 0 done, 1 bug or wrong call, 2 settings, 3 input data, 4 ill-posed problem
     */
    public static int run(String... args) {
        int end = Arrays.asList(args).indexOf("--");
        List<String> own = Arrays.asList(args).subList(0, end < 0 ? args.length : end);
        List<String> runner = end < 0 ? List.of() : List.of(args).subList(end + 1, args.length);
        Neurobeam root = new Neurobeam(runner);
        CommandLine line = new CommandLine(root)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setExecutionExceptionHandler((e, command, parsed) -> Failures.report(e, command, own))
                .setParameterExceptionHandler(Failures::usage);
        return line.execute(own.toArray(String[]::new));
    }
}
