package org.neurobeam.pipelines.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that looks and writes nothing: a table for people, or one JSON object. */
abstract class ReadCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Option(names = "--stacktrace", description = "Print the stack trace of a failure.")
    private boolean stacktrace;

    /** What a command found. */
    interface Answer {
        /** For machines. */
        JsonNode json();

        /** For people. */
        List<String> lines();

        /** Exit code of the process. */
        int exitCode();
    }

    abstract Answer answer() throws IOException;

    @Override
    public Integer call() throws IOException {
        Answer answer = answer();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writeValueAsString(answer.json()));
        } else {
            answer.lines().forEach(out::println);
        }
        out.flush();
        return answer.exitCode();
    }
}
