package org.neurobeam.pipelines.cli;

import java.io.PrintWriter;
import java.util.List;
import org.neurobeam.schemas.error.NeurobeamException;
import picocli.CommandLine;

/** Turns failures into one line on stderr and an exit code. */
final class Failures {
    private static final int BUG = 1;
    private static final int SETTINGS = 2;

    private Failures() {}

    /** A command failed: one line, and the stack trace for a bug or on request. */
    static int report(Exception failure, CommandLine command, List<String> args) {
        PrintWriter err = command.getErr();
        Throwable known = known(failure);
        if (known instanceof NeurobeamException n) {
            err.println("neurobeam: " + n.getMessage());
            if (args.contains("--stacktrace")) {
                failure.printStackTrace(err);
            }
            return n.exitCode();
        }
        if (known instanceof IllegalArgumentException) {
            err.println("neurobeam: " + known.getMessage());
        }
        failure.printStackTrace(err);
        return BUG;
    }

    /** Wrong usage: what is wrong, and where help is. */
    static int usage(CommandLine.ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("neurobeam: " + failure.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
        err.println(
                "help: neurobeam " + (command.getParent() == null ? "" : command.getCommandName() + " ") + "--help");
        return SETTINGS;
    }

    /** Runners wrap what a worker throws: the innermost failure that is ours speaks. */
    private static Throwable known(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof NeurobeamException) {
                return t;
            }
        }
        return failure;
    }
}
