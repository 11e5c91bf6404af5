package org.neurobeam.schemas.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neurobeam.schemas.error.ConfigException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Where a key stands in a YAML file. The binder's own location is that of the next token, often a line too late, so the
 * key is looked up by its path.
 */
final class KeyPlace {
    private static final Pattern NAMED_KEY = Pattern.compile("^(\\w+)(?: is |[:.])");

    private KeyPlace() {}

    /** {@code :line:column} of the key that the failure is about, counted from 1; empty when it is unknown. */
    static String of(String yaml, JsonProcessingException failure) {
        boolean isOfSettings = failure.getCause() instanceof ConfigException;
        if (failure instanceof JsonMappingException m
                && (isOfSettings || !m.getPath().isEmpty())) {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
            List<JsonMappingException.Reference> path = new ArrayList<>(m.getPath());
            // a record that checks its keys names the wrong one first: "kind is ..."
            Matcher key = NAMED_KEY.matcher(isOfSettings ? failure.getCause().getMessage() : "");
            if (key.find()) {
                path.add(new JsonMappingException.Reference(null, key.group(1)));
            }
            Mark mark = find(root, path, root.getStartMark());
            return ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
        }
        JsonLocation at = failure.getLocation();
        return at == null || at.getLineNr() < 1 ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
    }

    private static Mark find(Node node, List<JsonMappingException.Reference> path, Mark found) {
        if (path.isEmpty()) {
            return found;
        }
        JsonMappingException.Reference step = path.get(0);
        List<JsonMappingException.Reference> rest = path.subList(1, path.size());
        if (node instanceof MappingNode mapping && step.getFieldName() != null) {
            for (NodeTuple entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(step.getFieldName())) {
                    return find(entry.getValueNode(), rest, key.getStartMark());
                }
            }
        }
        if (node instanceof SequenceNode sequence
                && step.getIndex() >= 0
                && step.getIndex() < sequence.getValue().size()) {
            Node item = sequence.getValue().get(step.getIndex());
            return find(item, rest, item.getStartMark());
        }
        return found;
    }
}
