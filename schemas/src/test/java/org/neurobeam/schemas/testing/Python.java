package org.neurobeam.schemas.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The system's Python, in which other people's readers look at our files. */
public final class Python {
    private static final String PYTHON = "/usr/bin/python3";

    private Python() {}

    /** Skips the test, with the reason, where Python lacks one of the modules. */
    public static void assumeModules(String... modules) {
        String names = String.join(", ", modules);
        boolean present =
                Files.isExecutable(Path.of(PYTHON)) && start("import " + names).exit() == 0;
        if (!present) {
            System.out.println("skipped: " + PYTHON + " lacks one of " + names + " (Debian packages python3-...)");
        }
        assumeTrue(present, PYTHON + " lacks one of " + names);
    }

    /**
     * Runs a script, which must succeed.
     *
     * @return the lines that it printed
     */
    public static List<String> run(String script, String... arguments) {
        Ended ended = start(script, arguments);
        assertThat(ended.exit()).as(ended.output()).isZero();
        return ended.output().lines().toList();
    }

    private record Ended(int exit, String output) {}

    private static Ended start(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(PYTHON, "-c", script));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Python runs", e);
        }
    }
}
