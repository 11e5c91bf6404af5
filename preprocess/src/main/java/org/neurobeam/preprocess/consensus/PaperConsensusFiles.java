package org.neurobeam.preprocess.consensus;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.neurobeam.preprocess.consensus.PaperConsensus.Row;
import org.neurobeam.schemas.io.DataStore;

/**
 * The four tables of the published consensus: {@code full_withfunc.csv}, {@code full_nofunc.csv},
 * {@code trimmed_withfunc.csv}, {@code trimmed_nofunc.csv}, columns as published. Full tables have all pairs of the
 * dataset's neurons, trimmed ones those with a weight. Sources are listed with the functional one even without its
 * column, as published.
 */
public final class PaperConsensusFiles {
    private final Map<String, WiringCell> cells;
    private final Map<WiringPair, Row> rows = new HashMap<>();

    private PaperConsensusFiles(ConsensusInput input) {
        this.cells = input.cells();
        PaperConsensus.rows(input).forEach(row -> rows.put(new WiringPair(row.pre(), row.post()), row));
    }

    /**
     * Writes the four files.
     *
     * @param folder folder in the store, without trailing slash
     */
    public static void write(ConsensusInput input, DataStore store, String folder) throws IOException {
        PaperConsensusFiles files = new PaperConsensusFiles(input);
        for (boolean full : List.of(true, false)) {
            for (boolean functional : List.of(true, false)) {
                String name = (full ? "full" : "trimmed") + (functional ? "_withfunc" : "_nofunc") + ".csv";
                files.write(store, folder + "/" + name, full, functional);
            }
        }
    }

    private void write(DataStore store, String path, boolean full, boolean functional) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();
        try (CSVPrinter out = new CSVPrinter(
                new BufferedWriter(new OutputStreamWriter(store.write(path + ".tmp"), StandardCharsets.UTF_8)),
                format)) {
            out.printRecord(header(functional));
            List<WiringCell> ordered = cells.values().stream()
                    .sorted(Comparator.comparingInt(WiringCell::slot))
                    .toList();
            for (WiringCell pre : ordered) {
                for (WiringCell post : ordered) {
                    Row row = row(pre, post);
                    if (full || hasWeight(row, functional)) {
                        out.printRecord(record(pre, post, row, functional));
                    }
                }
            }
        }
        store.move(path + ".tmp", path);
    }

    private Row row(WiringCell pre, WiringCell post) {
        Row row = rows.get(new WiringPair(pre.label(), post.label()));
        OptionalDouble none = OptionalDouble.empty();
        return row != null ? row : new Row(pre.label(), post.label(), none, none, none, none, List.of());
    }

    private static boolean hasWeight(Row row, boolean functional) {
        return row.gap().isPresent()
                || row.chemical().isPresent()
                || functional && row.functional().isPresent();
    }

    private static List<String> header(boolean functional) {
        List<String> names = new ArrayList<>(List.of(
                "from_neuron",
                "to_neuron",
                "from_pos",
                "to_pos",
                "from_type",
                "to_type",
                "mean_gap_weight",
                "mean_chem_weight",
                "uncertainty"));
        if (functional) {
            names.add("functional_weight");
        }
        names.add("data_sources");
        return names;
    }

    private static List<String> record(WiringCell pre, WiringCell post, Row row, boolean functional) {
        List<String> fields = new ArrayList<>(List.of(
                pre.label(),
                post.label(),
                pre.position(),
                post.position(),
                pre.type(),
                post.type(),
                number(row.gap()),
                number(row.chemical()),
                number(row.uncertainty())));
        if (functional) {
            fields.add(number(row.functional()));
        }
        fields.add(row.sources().stream().map(s -> "'" + s + "'").collect(Collectors.joining(", ", "[", "]")));
        return fields;
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
    }
}
