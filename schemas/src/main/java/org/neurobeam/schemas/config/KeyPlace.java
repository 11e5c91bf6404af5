package org.neurobeam.schemas.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.StringReader;
import java.util.List;
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
    private KeyPlace() {}

    /** {@code :line:column} of the key that the failure is about, counted from 1; empty when it is unknown. */
    static String of(String yaml, JsonProcessingException failure) {
        if (failure instanceof JsonMappingException m && !m.getPath().isEmpty()) {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
            Mark mark = find(root, m.getPath(), root.getStartMark());
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
