package org.neurobeam.schemas.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.neurobeam.schemas.error.ConfigException;

/** Reads a command's settings: a YAML file, then the command line, which wins. */
public final class ConfigLoader {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build();

    private static final ObjectMapper JSON = new ObjectMapper();

    private ConfigLoader() {}

    /** An empty tree for settings given on the command line. */
    public static ObjectNode overrides() {
        return YAML.createObjectNode();
    }

    /**
     * Merges a YAML file with overrides and binds the result.
     *
     * @param type a record whose compact constructor checks and fills defaults
     * @param file the YAML file, if one was given
     * @param overrides settings of the command line; nested objects are merged key by key
     * @throws ConfigException names the key, file:line:column, the value and what is allowed
     */
    public static <C> C load(Class<C> type, Optional<Path> file, ObjectNode overrides) {
        ObjectNode merged = YAML.createObjectNode();
        String name = "command line";
        if (file.isPresent()) {
            name = file.get().toString();
            merge(merged, parse(type, file.get()));
        }
        merge(merged, overrides);
        ObjectReader reader = YAML.readerFor(type);
        try {
            return reader.readValue(merged);
        } catch (JsonProcessingException e) {
            throw explain(e, name);
        } catch (IOException e) {
            throw new ConfigException(name + ": " + e.getMessage(), e);
        }
    }

    /** The settings with every default filled in, as YAML text. */
    public static String toYaml(Object config) {
        try {
            return YAML.writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("settings cannot be written as YAML: " + e.getMessage(), e);
        }
    }

    /** The settings as JSON on one line: for provenance. */
    public static String toJson(Object config) {
        try {
            return JSON.writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("settings cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    /** Settings from the text of {@link #toYaml}: how they reach the workers. */
    public static <C> C parse(Class<C> type, String yaml) {
        try {
            return YAML.readValue(yaml, type);
        } catch (JsonProcessingException e) {
            throw explain(e, "settings");
        }
    }

    /**
     * A list as it stands in YAML on one line, e.g. {@code [1, 10]}.
     *
     * @param key whose value it is, for the message
     * @throws ConfigException if the text is no list
     */
    public static JsonNode list(String key, String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ConfigException(key + ": " + text + "; expected a list as in YAML, e.g. [1, 10]", e);
        }
    }

    private static ObjectNode parse(Class<?> type, Path file) {
        String text = "";
        try {
            text = Files.readString(file);
            JsonNode tree = YAML.readTree(text);
            if (tree == null || tree.isMissingNode() || tree.isNull()) {
                return YAML.createObjectNode();
            }
            if (!(tree instanceof ObjectNode object)) {
                throw new ConfigException(file + ":1: expected keys and values (key: value), found "
                        + tree.getNodeType().toString().toLowerCase(Locale.ROOT));
            }
            // bound from the text once, because only then do errors know their line and column
            YAML.readerFor(type).readValue(text);
            return object;
        } catch (NoSuchFileException e) {
            throw new ConfigException("config: " + file + " does not exist; give an existing YAML file", e);
        } catch (JsonProcessingException e) {
            throw explain(e, file + KeyPlace.of(text, e));
        } catch (IOException e) {
            throw new ConfigException("config: " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(entry -> {
            if (entry.getValue() instanceof ObjectNode object && into.get(entry.getKey()) instanceof ObjectNode old) {
                merge(old, object);
            } else {
                into.set(entry.getKey(), entry.getValue());
            }
        });
    }

    private static ConfigException explain(JsonProcessingException e, String file) {
        String key = e instanceof JsonMappingException m ? keyPath(m) : "";
        String prefix = (key.isEmpty() ? "" : key + ": ") + file + ": ";
        for (Throwable t = e.getCause(); t != null; t = t.getCause()) {
            if (t instanceof ConfigException || t instanceof IllegalArgumentException) {
                return new ConfigException(prefix + t.getMessage(), e);
            }
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return new ConfigException(prefix + "unknown key; allowed: " + known, e);
        }
        if (e instanceof InvalidFormatException unfit && unfit.getTargetType() != null) {
            return new ConfigException(prefix + unfit.getValue() + "; allowed: " + allowed(unfit.getTargetType()), e);
        }
        return new ConfigException(prefix + e.getOriginalMessage(), e);
    }

    /** What a value of a type may be, in the words of settings. */
    private static String allowed(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getFields())
                    .filter(Field::isEnumConstant)
                    .map(constant -> Optional.ofNullable(constant.getAnnotation(JsonProperty.class))
                            .map(JsonProperty::value)
                            .orElseGet(() -> constant.getName().toLowerCase(Locale.ROOT)))
                    .collect(Collectors.joining(", "));
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true, false";
        }
        boolean whole =
                List.of(Integer.class, int.class, Long.class, long.class).contains(type);
        return whole ? "a whole number" : "a " + type.getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String keyPath(JsonMappingException e) {
        return e.getPath().stream()
                .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
                .collect(Collectors.joining("."));
    }
}
