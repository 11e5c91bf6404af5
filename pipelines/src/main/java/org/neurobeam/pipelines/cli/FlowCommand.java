package org.neurobeam.pipelines.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.neurobeam.pipelines.flow.Outcome;
import org.neurobeam.schemas.config.ConfigLoader;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * A command whose options can all stand in one YAML file: the option {@code --max-bad-records} is the key
 * {@code maxBadRecords}, the word {@code KIND} the key {@code kind}. The command line wins.
 *
 * @param <C> the record of its settings
 */
abstract class FlowCommand<C> implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final List<String> OWN =
            List.of("--config", "--set", "--stacktrace", "--json", "--help", "--version");

    private final Class<C> type;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Neurobeam root;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file with any of these settings.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Any setting by its key path, e.g. cleaning.highPassHz=0.01; a list as in YAML: 'model.alphas=[1, 10]'.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--stacktrace", description = "Print the stack trace of a failure.")
    private boolean stacktrace;

    FlowCommand(Class<C> type) {
        this.type = type;
    }

    /** Runs the flow; the JSON goes to stdout. */
    abstract Outcome run(C settings, List<String> runnerArguments) throws Exception;

    @Override
    public Integer call() throws Exception {
        Outcome outcome = run(ConfigLoader.load(type, config, overrides()), root.runnerArguments());
        print(outcome.json());
        return outcome.exitCode();
    }

    final void print(JsonNode json) throws IOException {
        spec.commandLine().getOut().println(JSON.writeValueAsString(json));
        spec.commandLine().getOut().flush();
    }

    /** Where people read. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private ObjectNode overrides() {
        ObjectNode node = ConfigLoader.overrides();
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            if (!OWN.contains(option.longestName())) {
                Object value = option.getValue();
                put(node, keyPath(option.longestName()), value instanceof Optional<?> o ? o.orElseThrow() : value);
            }
        }
        for (PositionalParamSpec word : spec.commandLine().getParseResult().matchedPositionals()) {
            put(node, word.paramLabel().toLowerCase(Locale.ROOT), word.getValue());
        }
        set.forEach((key, value) -> put(node, key, value.startsWith("[") ? ConfigLoader.list(key, value) : value));
        return node;
    }

    private static void put(ObjectNode node, String keyPath, Object value) {
        String[] keys = keyPath.split("\\.", -1);
        ObjectNode at = node;
        for (int i = 0; i < keys.length - 1; i++) {
            at = at.withObjectProperty(keys[i]);
        }
        if (value instanceof Boolean flag) {
            at.put(keys[keys.length - 1], flag);
        } else if (value instanceof JsonNode tree) {
            at.set(keys[keys.length - 1], tree);
        } else if (value instanceof List<?> values) {
            ArrayNode all = at.putArray(keys[keys.length - 1]);
            values.forEach(each -> all.add(String.valueOf(each)));
        } else {
            at.put(keys[keys.length - 1], String.valueOf(value));
        }
    }

    /** The key path of an option: its words in camel case. */
    String keyPath(String option) {
        StringBuilder key = new StringBuilder();
        for (String word : option.substring(2).split("-", -1)) {
            key.append(key.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return key.toString();
    }
}
