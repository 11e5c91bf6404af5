package org.neurobeam.preprocess.consensus;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.neurobeam.preprocess.consensus.PaperConsensus.Row;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.dataset.Finding;

/**
 * Rule C4: the paper-faithful consensus equals the published one in every row that needs no absent source, but for four
 * rows of which the present file of Cook 2019 has a gap junction that the published run lacks.
 *
 * @param compared rows of the published file that could be compared
 * @param differing pairs whose row differs, in the order of the file
 * @param absent sources that other rows need, sorted
 */
public record PublishedConsensus(int compared, List<String> differing, Set<String> absent) {
    /** Pairs that differ for a known reason. */
    public static final Set<String> KNOWN = Set.of("BDUL-PLML", "PLML-BDUL", "BDUR-PLMR", "PLMR-BDUR");

    private static final String FUNCTIONAL = "funconn";
    private static final double TOLERANCE = 1e-4; // of the published figures

    /** Copies. */
    public PublishedConsensus {
        differing = List.copyOf(differing);
        absent = java.util.Collections.unmodifiableSet(new TreeSet<>(absent));
    }

    /**
     * Compares with the published structural table (trimmed, without functional weights).
     *
     * @param published CSV with the published columns
     * @param name the file, for messages
     * @throws DataException {@code missing_column} when it is another file
     */
    public static PublishedConsensus compare(ConsensusInput input, InputStream published, String name)
            throws IOException {
        Map<WiringPair, Row> own = new HashMap<>();
        PaperConsensus.rows(input).forEach(row -> own.put(new WiringPair(row.pre(), row.post()), row));
        List<String> differing = new ArrayList<>();
        Set<String> absent = new TreeSet<>();
        int compared = 0;
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser rows = format.parse(new InputStreamReader(published, StandardCharsets.UTF_8))) {
            requireColumns(rows, name);
            for (CSVRecord row : rows) {
                List<String> sources = sources(row.get("data_sources"));
                List<String> missing = sources.stream()
                        .filter(source -> !input.sources().contains(source))
                        .toList();
                absent.addAll(missing);
                WiringPair pair = new WiringPair(row.get("from_neuron"), row.get("to_neuron"));
                if (missing.isEmpty()) {
                    compared++;
                    if (!equal(Optional.ofNullable(own.get(pair)), row, sources)) {
                        differing.add(pair.toString());
                    }
                }
            }
        }
        return new PublishedConsensus(compared, differing, absent);
    }

    private static void requireColumns(CSVParser rows, String name) {
        for (String column : List.of(
                "from_neuron", "to_neuron", "mean_gap_weight", "mean_chem_weight", "uncertainty", "data_sources")) {
            if (!rows.getHeaderNames().contains(column)) {
                throw new DataException(
                        name,
                        "line 1",
                        "missing_column",
                        "expected the column " + column + ", found " + rows.getHeaderNames()
                                + "; give the published consensus table");
            }
        }
    }

    /** The structural sources of a Python list of strings. */
    private static List<String> sources(String list) {
        return Arrays.stream(list.replaceAll("[\\[\\]']", "").split(","))
                .map(String::strip)
                .filter(source -> !source.isEmpty() && !source.equals(FUNCTIONAL))
                .toList();
    }

    private static boolean equal(Optional<Row> own, CSVRecord row, List<String> sources) {
        return own.isPresent()
                && near(own.get().gap(), row.get("mean_gap_weight"))
                && near(own.get().chemical(), row.get("mean_chem_weight"))
                && near(own.get().uncertainty(), row.get("uncertainty"))
                && own.get().sources().stream()
                        .filter(source -> !source.equals(FUNCTIONAL))
                        .toList()
                        .equals(sources);
    }

    private static boolean near(OptionalDouble own, String published) {
        if (own.isEmpty() || published.isEmpty()) {
            return own.isEmpty() && published.isEmpty();
        }
        return Math.abs(own.getAsDouble() - Double.parseDouble(published)) < TOLERANCE;
    }

    /** The violation of C4, if there is one. */
    public Optional<Finding> finding() {
        List<String> unknown =
                differing.stream().filter(pair -> !KNOWN.contains(pair)).toList();
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(
                        "C4",
                        "consensus_edges",
                        Finding.Severity.ERROR,
                        compared + " rows equal to the published ones but for " + new TreeSet<>(KNOWN),
                        unknown.size() + " others unequal, first " + unknown.get(0)));
    }
}
