package org.neurobeam.pipelines.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.TraceBlock;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.WrittenFile;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.GridSignal;
import org.neurobeam.schemas.io.dataset.GridTimes;
import org.neurobeam.schemas.io.netcdf.NetcdfFile;
import org.neurobeam.schemas.io.netcdf.NetcdfLayout;
import org.neurobeam.schemas.io.netcdf.NetcdfLayout.Kind;
import org.neurobeam.schemas.table.Covariate;
import org.neurobeam.schemas.table.Event;
import org.neurobeam.schemas.table.Timebase;

/**
 * A recording as one netCDF file: traces [roi, time of their grid], behaviour [its own time], events, and who and what
 * the units are. Traces pass in row groups; everything else of one recording is in memory.
 */
final class RecordingFile {
    private static final String EVENT = "event";
    private static final String LONG_NAME = "long_name";
    private static final String MEAN = "_mean";
    private static final String STD = "_std";
    private static final String UNITS = "units";
    private static final String ZSCORE = "zscore";

    private final Dataset dataset;
    private final RecordingAttributes about;
    private final String id;
    private final UnitAxis units;
    private final TimeAxes axes;
    private final VariableNames names = new VariableNames();
    private final List<Traces> traces = new ArrayList<>();
    private final Map<String, Covariate> channels = new LinkedHashMap<>();
    private final List<Event> events;
    private final List<Timebase> clocks;
    private final Set<String> steps = new TreeSet<>();

    /** One grid and signal of the recording. */
    private record Traces(String name, GridSignal signal, String unit, String axis, int samples) {
        /** Whether its mean and standard deviation give back another signal. */
        boolean inverted() {
            return signal.signal().equals(ZSCORE);
        }
    }

    RecordingFile(Dataset dataset, RecordingAttributes about) throws IOException {
        this.dataset = dataset;
        this.about = about;
        this.id = about.recording().getRecordingId();
        this.units = UnitAxis.of(dataset, id);
        this.axes = new TimeAxes(GridTimes.of(dataset, id));
        this.events = dataset.events(id);
        this.clocks = dataset.timebases(id);
        clocks.forEach(clock -> names.use(TimeAxes.plain(clock.getGrid())));
        names.use(units.coordinates() + " " + UnitAxis.NAME);
        names.use("event event_type event_name event_onset event_duration event_value");
        List<Covariate> covariates = dataset.covariates(id);
        covariates.forEach(channel -> names.use(TimeAxes.plain(channel.getGrid())));
        dataset.signals(id).forEach(signal -> names.use(TimeAxes.plain(signal.grid())));
        for (GridSignal signal : dataset.signals(id)) {
            try (TraceReader reader = dataset.traces(id, signal.grid(), signal.signal())) {
                if (reader.rows() > 0) {
                    add(signal, reader);
                }
            }
        }
        // the format takes more than 4 GiB in the last variable alone
        traces.sort(Comparator.comparingInt(Traces::samples));
        for (Covariate covariate : covariates) {
            channels.put(names.fresh(covariate.getName()), covariate);
        }
    }

    private void add(GridSignal signal, TraceReader reader) throws IOException {
        String suffix = signal.grid().equals("original") ? "" : "_" + signal.grid();
        String unit = reader.key().orElseThrow().unit();
        steps.add(reader.key().orElseThrow().stepId());
        String axis = axes.of(signal.grid(), reader.samples());
        Traces one = new Traces(names.fresh(signal.signal() + suffix), signal, unit, axis, reader.samples());
        if (one.inverted()) {
            names.use(one.name() + MEAN + " " + one.name() + STD);
        }
        traces.add(one);
    }

    private static int length(Covariate channel) {
        return channel.getValues()
                .map(List::size)
                .orElseGet(() -> channel.getCategories().map(List::size).orElse(0));
    }

    WrittenFile write(DataStore store, String path) throws IOException {
        Map<String, String> axisOf = new LinkedHashMap<>();
        channels.values().removeIf(channel -> length(channel) == 0);
        channels.forEach((name, channel) -> axisOf.put(name, axes.of(channel.getGrid(), length(channel))));
        for (Timebase clock : clocks) {
            clock.getTimeS()
                    .filter(times -> !times.isEmpty())
                    .ifPresent(times -> axes.of(clock.getGrid(), times.size()));
        }
        try (NetcdfFile file = NetcdfFile.create(store, path, layout(axisOf))) {
            units.write(file);
            axes.write(file);
            for (Map.Entry<String, Covariate> channel : channels.entrySet()) {
                write(file, channel.getKey(), channel.getValue());
            }
            writeEvents(file);
            for (Traces one : traces) {
                write(file, one);
            }
            return file.finish();
        }
    }

    private NetcdfLayout layout(Map<String, String> axisOf) {
        NetcdfLayout layout = NetcdfLayout.empty();
        for (Map.Entry<String, String> attribute : about.of(steps).entrySet()) {
            layout = layout.attribute(attribute.getKey(), attribute.getValue());
        }
        layout = axes.define(units.define(layout));
        for (Map.Entry<String, Covariate> channel : channels.entrySet()) {
            layout = channel(layout, channel.getKey(), channel.getValue(), axisOf.get(channel.getKey()));
        }
        layout = eventLayout(layout);
        for (Traces one : traces) {
            layout = one.inverted() ? inverse(layout, one) : layout;
        }
        for (Traces one : traces) {
            Map<String, String> attributes = CfUnits.attributes(one.unit());
            attributes.put(
                    LONG_NAME,
                    one.signal().signal() + " on the grid " + one.signal().grid());
            attributes.put("coordinates", units.coordinates());
            attributes.values().removeIf(String::isEmpty);
            layout = layout.variable(one.name(), Kind.FLOAT, List.of(UnitAxis.NAME, one.axis()), attributes);
        }
        return layout;
    }

    /** What turns standardised values back: {@code zscore x std + mean} is the smoothed series of the grid. */
    private static NetcdfLayout inverse(NetcdfLayout layout, Traces one) {
        String of = " of each unit before " + one.name() + " was standardised: " + one.name() + " x std + mean";
        return layout.variable(one.name() + MEAN, Kind.DOUBLE, List.of(UnitAxis.NAME), Map.of(LONG_NAME, "mean" + of))
                .variable(
                        one.name() + STD,
                        Kind.DOUBLE,
                        List.of(UnitAxis.NAME),
                        Map.of(LONG_NAME, "standard deviation (ddof 0)" + of));
    }

    private static NetcdfLayout channel(NetcdfLayout layout, String name, Covariate channel, String axis) {
        if (channel.getValues().isEmpty()) {
            int longest = longest(channel.getCategories().orElseThrow());
            return layout.text(name, axis, longest, Map.of(LONG_NAME, channel.getKind() + " " + channel.getName()));
        }
        Map<String, String> attributes = CfUnits.attributes(channel.getUnit().orElse(""));
        attributes.put(LONG_NAME, channel.getKind() + " " + channel.getName());
        channel.getSourceKey().ifPresent(key -> attributes.put("source_key", key));
        return layout.variable(name, Kind.DOUBLE, List.of(axis), attributes);
    }

    private static int longest(List<String> texts) {
        return texts.stream()
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElse(1);
    }

    private NetcdfLayout eventLayout(NetcdfLayout layout) {
        if (events.isEmpty()) {
            return layout;
        }
        Map<String, String> seconds = Map.of(UNITS, "s");
        return layout.dimension(EVENT, events.size())
                .text("event_type", EVENT, longest(types()), Map.of(LONG_NAME, "kind of the event"))
                .text("event_name", EVENT, longest(eventNames()), Map.of(LONG_NAME, "name of the event"))
                .variable("event_onset", Kind.DOUBLE, List.of(EVENT), seconds)
                .variable("event_duration", Kind.DOUBLE, List.of(EVENT), seconds)
                .variable("event_value", Kind.DOUBLE, List.of(EVENT), Map.of(LONG_NAME, "amplitude"));
    }

    private List<String> types() {
        return events.stream().map(Event::getTrialType).toList();
    }

    private List<String> eventNames() {
        return events.stream().map(event -> event.getName().orElse("")).toList();
    }

    private void writeEvents(NetcdfFile file) throws IOException {
        if (events.isEmpty()) {
            return;
        }
        file.write("event_type", types());
        file.write("event_name", eventNames());
        file.write("event_onset", events.stream().mapToDouble(Event::getOnsetS).toArray());
        file.write(
                "event_duration",
                events.stream()
                        .mapToDouble(event -> event.getDurationS().orElse(Double.NaN))
                        .toArray());
        file.write(
                "event_value",
                events.stream()
                        .mapToDouble(event -> event.getValue().orElse(Double.NaN))
                        .toArray());
    }

    private static void write(NetcdfFile file, String name, Covariate channel) throws IOException {
        if (channel.getValues().isPresent()) {
            file.write(
                    name,
                    channel.getValues().get().stream()
                            .mapToDouble(value -> value)
                            .toArray());
        } else {
            file.write(name, channel.getCategories().orElseThrow());
        }
    }

    private void write(NetcdfFile file, Traces one) throws IOException {
        BitSet written = new BitSet();
        double[][] moments = new double[2][units.size()];
        for (double[] all : moments) {
            Arrays.fill(all, Double.NaN);
        }
        try (TraceReader reader =
                dataset.traces(id, one.signal().grid(), one.signal().signal())) {
            List<Integer> starts = reader.rowGroupStarts();
            for (int group = 0; group < starts.size(); group++) {
                int end = group + 1 < starts.size() ? starts.get(group + 1) : reader.rows();
                TraceBlock block = reader.read(starts.get(group), end);
                write(file, one, block, written);
                for (int i = 0; i < block.units(); i++) {
                    moments[0][position(block.roiIndex(i))] = block.mean(i);
                    moments[1][position(block.roiIndex(i))] = block.std(i);
                }
            }
        }
        if (one.inverted()) {
            file.write(one.name() + MEAN, moments[0]);
            file.write(one.name() + STD, moments[1]);
        }
        for (int i = written.nextClearBit(0); i < units.size(); i = written.nextClearBit(i + 1)) {
            file.write(one.name(), new int[] {i, 0}, new int[] {1, one.samples()}, UnitAxis.missing(one.samples()));
        }
    }

    /** A block goes in one slab where its units follow each other on the axis, row by row otherwise. */
    private void write(NetcdfFile file, Traces one, TraceBlock block, BitSet written) throws IOException {
        int first = position(block.roiIndex(0));
        boolean together = true;
        for (int i = 0; i < block.units(); i++) {
            int at = position(block.roiIndex(i));
            together &= at == first + i;
            written.set(at);
        }
        float[] values = block.values().values();
        if (together) {
            file.write(one.name(), new int[] {first, 0}, new int[] {block.units(), one.samples()}, values);
            return;
        }
        for (int i = 0; i < block.units(); i++) {
            float[] row = Arrays.copyOfRange(values, i * one.samples(), (i + 1) * one.samples());
            int at = position(block.roiIndex(i));
            file.write(one.name(), new int[] {at, 0}, new int[] {1, one.samples()}, row);
        }
    }

    private int position(int roiIndex) {
        return units.position(roiIndex)
                .orElseThrow(() -> new DataException(
                        dataset.store().location(),
                        id,
                        "unknown_unit",
                        "expected a row in units for the trace of roi_index " + roiIndex
                                + ", found none; run check on the dataset"));
    }
}
