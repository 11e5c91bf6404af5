package org.neurobeam.pipelines.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.netcdf.NetcdfFile;
import org.neurobeam.schemas.io.netcdf.NetcdfLayout;
import org.neurobeam.schemas.io.netcdf.NetcdfLayout.Kind;
import org.neurobeam.schemas.table.Unit;

/** The dimension {@code roi} of a netCDF file and what is known of each unit. */
final class UnitAxis {
    /** Name of the dimension. */
    static final String NAME = "roi";

    private static final String LONG_NAME = "long_name";

    private static final Map<String, String> LONG_NAMES = Map.of(
            "slot", "column among the 300 labels, NaN without one",
            "constant", "1 where the series does not change, so that its z-score is divided by 1, else 0");

    private final List<Integer> indices = new ArrayList<>();
    private final Map<Integer, Integer> positions = new HashMap<>();
    private final Map<String, List<String>> texts = new LinkedHashMap<>();
    private final Map<String, List<Double>> numbers = new LinkedHashMap<>();

    private UnitAxis() {}

    static UnitAxis of(Dataset dataset, String recordingId) throws IOException {
        UnitAxis axis = new UnitAxis();
        dataset.forEach(Table.UNITS, axis::add, recordingId);
        axis.texts.values().removeIf(all -> all.stream().allMatch(String::isEmpty));
        axis.numbers.values().removeIf(all -> all.stream().allMatch(value -> value.isNaN()));
        return axis;
    }

    private void add(Unit unit) {
        positions.put(unit.getRoiIndex(), indices.size());
        indices.add(unit.getRoiIndex());
        text("label", unit.getLabel());
        text("source_label", unit.getSourceLabel());
        text("label_status", unit.getLabelStatus());
        text("candidates", Optional.of(String.join(",", unit.getCandidates())));
        text("neuron_class", unit.getNeuronClass());
        text("side", unit.getSide());
        number("slot", unit.getSlot());
        number("confidence", unit.getConfidence());
        number("constant", unit.getConstant().map(constant -> constant ? 1 : 0));
        number("i", unit.getI());
        number("j", unit.getJ());
        number("k", unit.getK());
        number("x_um", unit.getXUm());
        number("y_um", unit.getYUm());
        number("z_um", unit.getZUm());
        number("x_mm", unit.getXMm());
        number("y_mm", unit.getYMm());
        number("z_mm", unit.getZMm());
    }

    private void text(String name, Optional<String> value) {
        texts.computeIfAbsent(name, n -> new ArrayList<>()).add(value.orElse(""));
    }

    private void number(String name, Optional<? extends Number> value) {
        numbers.computeIfAbsent(name, n -> new ArrayList<>())
                .add(value.isPresent() ? value.get().doubleValue() : Double.NaN);
    }

    int size() {
        return indices.size();
    }

    /** The place of a unit on the axis. */
    Optional<Integer> position(int roiIndex) {
        return Optional.ofNullable(positions.get(roiIndex));
    }

    /** Names of what describes the units, as the attribute {@code coordinates} lists them. */
    String coordinates() {
        List<String> names = new ArrayList<>(texts.keySet());
        names.addAll(numbers.keySet());
        return String.join(" ", names);
    }

    NetcdfLayout define(NetcdfLayout layout) {
        if (indices.isEmpty()) {
            return layout;
        }
        NetcdfLayout grown = layout.dimension(NAME, size())
                .variable(NAME, Kind.INT, List.of(NAME), Map.of(LONG_NAME, "column of the unit in its source, from 0"));
        for (Map.Entry<String, List<String>> text : texts.entrySet()) {
            int longest = text.getValue().stream()
                    .mapToInt(t -> t.getBytes(StandardCharsets.UTF_8).length)
                    .max()
                    .orElse(1);
            grown = grown.text(
                    text.getKey(),
                    NAME,
                    longest,
                    Map.of(LONG_NAME, text.getKey().replace('_', ' ')));
        }
        for (String name : numbers.keySet()) {
            Map<String, String> about = new LinkedHashMap<>();
            about.put("units", name.endsWith("_um") ? "um" : name.endsWith("_mm") ? "mm" : "1");
            about.put(LONG_NAME, LONG_NAMES.getOrDefault(name, name));
            grown = grown.variable(name, Kind.DOUBLE, List.of(NAME), about);
        }
        return grown;
    }

    void write(NetcdfFile file) throws IOException {
        if (indices.isEmpty()) {
            return;
        }
        file.write(NAME, indices.stream().mapToInt(i -> i).toArray());
        for (Map.Entry<String, List<String>> text : texts.entrySet()) {
            file.write(text.getKey(), text.getValue());
        }
        for (Map.Entry<String, List<Double>> number : numbers.entrySet()) {
            file.write(
                    number.getKey(),
                    number.getValue().stream().mapToDouble(value -> value).toArray());
        }
    }

    /** A row of missing values for units without a trace. */
    static float[] missing(int samples) {
        float[] row = new float[samples];
        Arrays.fill(row, Float.NaN);
        return row;
    }
}
