package org.neurobeam.ingest.vocabulary;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads the list of neurons from its resource: label, class, type, neurotransmitter, side, x_um, y_um, z_um, slot. */
final class NeuronList {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

    private NeuronList() {}

    /** The list and the ways into it; labels are in slot order. */
    record NeuronListing(
            List<Neuron> neurons,
            List<String> labels,
            Map<String, Neuron> byLabel,
            Map<String, Integer> slots,
            Map<String, List<String>> classes) {}

    static NeuronListing read(String resource) {
        try (InputStream in = NeuronList.class.getResourceAsStream(resource);
                CSVParser rows = FORMAT.parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<Neuron> neurons = new ArrayList<>();
            for (CSVRecord row : rows) {
                neurons.add(neuron(row));
            }
            return indexed(neurons);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Neuron neuron(CSVRecord row) {
        boolean placed = !row.get("slot").isEmpty();
        return new Neuron(
                row.get("label"),
                row.get("class"),
                row.get("type"),
                row.get("neurotransmitter"),
                Side.of(row.get("side")),
                placed ? Optional.of(position(row)) : Optional.empty(),
                placed ? OptionalInt.of(Integer.parseInt(row.get("slot"))) : OptionalInt.empty());
    }

    private static AtlasPosition position(CSVRecord row) {
        return new AtlasPosition(
                Double.parseDouble(row.get("x_um")),
                Double.parseDouble(row.get("y_um")),
                Double.parseDouble(row.get("z_um")));
    }

    private static NeuronListing indexed(List<Neuron> neurons) {
        List<String> labels = new ArrayList<>();
        Map<String, Neuron> byLabel = new LinkedHashMap<>();
        Map<String, Integer> slots = new HashMap<>();
        Map<String, List<String>> classes = new LinkedHashMap<>();
        for (Neuron neuron : neurons) {
            byLabel.put(neuron.label(), neuron);
            classes.computeIfAbsent(neuron.neuronClass(), name -> new ArrayList<>())
                    .add(neuron.label());
            if (neuron.slot().isPresent()) {
                labels.add(neuron.label());
                slots.put(neuron.label(), neuron.slot().getAsInt());
            }
        }
        classes.replaceAll((name, members) -> List.copyOf(members));
        return new NeuronListing(
                List.copyOf(neurons),
                List.copyOf(labels),
                Collections.unmodifiableMap(byLabel),
                Map.copyOf(slots),
                Collections.unmodifiableMap(classes));
    }
}
