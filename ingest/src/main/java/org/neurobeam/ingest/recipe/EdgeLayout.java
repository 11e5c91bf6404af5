package org.neurobeam.ingest.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Where the edges of a file are: the key {@code edges} of a recipe. Either a list (columns pre, post, weight, and type
 * where there are several kinds) or a matrix (rows pre, columns post).
 *
 * @param sheet name of the sheet; the first one when absent
 * @param pre column or key of the sending cell: its name, or its position from 0
 * @param post column or key of the receiving cell
 * @param type column or key of the word that tells the kind
 * @param weight column, key or attribute of the weight; absent: 1 per row
 * @param kinds words of {@code type} by kind; {@code *} is any word that no other kind has
 * @param paperKinds the words in paper-faithful mode, where they differ
 * @param matrix name of the sheet or variable that holds a matrix
 * @param headerRow row of the post names, from 0; in MAT files the variable of the names
 * @param headerColumn column of the pre names, from 0
 * @param firstCell row and column of the first weight, from 0
 * @param kind the kind of all edges, where there is one only
 * @param weightUnit synapse_count, em_sections, size, functional_amplitude, contact
 * @param transmitter column of the transmitter
 * @param receptor column of the receptor
 * @param qMatrix sheet of the q-values, of the same layout
 * @param qBelow only edges with a smaller q-value are read
 */
public record EdgeLayout(
        @Maybe Optional<String> sheet,
        @Maybe Optional<String> pre,
        @Maybe Optional<String> post,
        @Maybe Optional<String> type,
        @Maybe Optional<String> weight,
        Map<EdgeKind, List<String>> kinds,
        @JsonProperty("paper_kinds") Map<EdgeKind, List<String>> paperKinds,
        @Maybe Optional<String> matrix,
        @JsonProperty("header_row") @Maybe Optional<String> headerRow,
        @JsonProperty("header_column") @Maybe Optional<Integer> headerColumn,
        @JsonProperty("first_cell") List<Integer> firstCell,
        @Maybe Optional<EdgeKind> kind,
        @JsonProperty("weight_unit") String weightUnit,
        @Maybe Optional<String> transmitter,
        @Maybe Optional<String> receptor,
        @JsonProperty("q_matrix") @Maybe Optional<String> qMatrix,
        @JsonProperty("q_below") @Maybe Optional<Double> qBelow) {
    private static final String ANY = "*";

    /** @throws ConfigException when neither a list nor a matrix is described, or no kind */
    public EdgeLayout {
        kinds = sorted(kinds);
        paperKinds = paperKinds == null || paperKinds.isEmpty() ? kinds : sorted(paperKinds);
        firstCell = firstCell == null ? List.of() : List.copyOf(firstCell);
        if (weightUnit == null || weightUnit.isEmpty()) {
            throw new ConfigException("edges.weight_unit: missing; give synapse_count, em_sections, size or another");
        }
        if (matrix.isEmpty() && pre.isPresent() != post.isPresent()) {
            throw new ConfigException("edges: expected pre and post together, or matrix; found one of them");
        }
        if (kind.isEmpty() && (type.isEmpty() || kinds.isEmpty())) {
            throw new ConfigException("edges: expected kind, or type with kinds; found neither");
        }
    }

    /** One order of the keys in every JVM: the layout is part of a digest. */
    private static Map<EdgeKind, List<String>> sorted(Map<EdgeKind, List<String>> words) {
        return words == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(words));
    }

    /** The kind that a word stands for; none where the word is of no interest. */
    public Optional<EdgeKind> kindOf(String word, IngestMode mode) {
        if (kind.isPresent()) {
            return kind;
        }
        Map<EdgeKind, List<String>> words = mode == IngestMode.FIXED ? kinds : paperKinds;
        Optional<EdgeKind> named = with(words, word);
        return named.isPresent() ? named : with(words, ANY);
    }

    private static Optional<EdgeKind> with(Map<EdgeKind, List<String>> words, String word) {
        return words.entrySet().stream()
                .filter(entry -> entry.getValue().contains(word))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The sheets or variables that it reads, of those a file has. */
    public List<String> sheetsRead(List<String> sheets) {
        List<String> named = new java.util.ArrayList<>(
                matrix.or(() -> sheet).map(List::of).orElse(sheets.isEmpty() ? List.of() : List.of(sheets.get(0))));
        qMatrix.ifPresent(named::add);
        return named;
    }
}
