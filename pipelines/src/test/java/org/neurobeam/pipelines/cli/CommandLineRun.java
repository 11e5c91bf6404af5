package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * One call of the program in this process.
 *
 * @param exitCode what the process would end with
 * @param out what it printed for machines
 * @param err what it printed for people
 */
public record CommandLineRun(int exitCode, String out, String err) {
    /** Runs the program and captures its output. */
    public static CommandLineRun of(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream capturedOut = new ByteArrayOutputStream();
        ByteArrayOutputStream capturedErr = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(capturedOut, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(capturedErr, true, StandardCharsets.UTF_8));
            int exitCode = Main.run(arguments);
            return new CommandLineRun(
                    exitCode,
                    capturedOut.toString(StandardCharsets.UTF_8),
                    capturedErr.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** The JSON object on stdout of a call that ended well. */
    public static JsonNode json(String... arguments) throws IOException {
        CommandLineRun run = of(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.json();
    }

    /** What stdout holds, which must be one JSON object and nothing else. */
    public JsonNode json() throws IOException {
        return new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(out);
    }
}
