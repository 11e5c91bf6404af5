package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.neurobeam.pipelines.report.Distribution;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.TraceBlock;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.GridSignal;
import org.neurobeam.schemas.io.dataset.GridTimes;
import org.neurobeam.schemas.table.Covariate;
import org.neurobeam.schemas.table.Event;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;

/** What is shown of one recording: a few neurons, its behaviour and events, and all units as a picture. */
final class TraceExample {
    private static final int MOST_NEURONS = 6;
    private static final int MOST_CHANNELS = 3;
    private static final int MOST_ROWS = 500;
    private static final long MOST_VALUES = 8_000_000;
    private static final double MOST_MISSING = 0.2;
    private static final double MOST_OF_RECORDING = 0.5;
    private static final GridSignal RAW = new GridSignal("original", "raw");
    private static final GridSignal SMOOTHED = new GridSignal("original", "smoothed");
    private static final List<GridSignal> PICTURED =
            List.of(new GridSignal("resampled", "zscore"), new GridSignal("resampled", "causal_zscore"), SMOOTHED, RAW);
    private static final List<String> PREFERRED = List.of(
            "velocity",
            "angular_velocity",
            "head_curvature",
            "head_angle",
            "pumping",
            "body_curvature",
            "worm_curvature");

    private final Dataset dataset;
    private final Recording recording;
    private final List<Line> neurons = new ArrayList<>();
    private final List<Line> behaviour = new ArrayList<>();
    private final List<Event> events;
    private final Map<Integer, Unit> units = new HashMap<>();
    private GridSignal pictured = RAW;
    private FloatMatrix picture = FloatMatrix.zeros(0, 0);
    private int picturedLabelled;
    private String unit = "";

    /** One series with its times, s; a second one is drawn over it where there is one. */
    static final class Line {
        private final String name;
        private final String unit;
        private final Series series;
        private final Optional<Series> over;

        Line(String name, String unit, Series series, Optional<Series> over) {
            this.name = name;
            this.unit = unit;
            this.series = series;
            this.over = over;
        }

        String name() {
            return name;
        }

        /** Unit of measure of a behaviour channel; empty where unknown or said in the caption. */
        String unit() {
            return unit;
        }

        Series series() {
            return series;
        }

        Optional<Series> over() {
            return over;
        }
    }

    private TraceExample(Dataset dataset, Recording recording) throws IOException {
        this.dataset = dataset;
        this.recording = recording;
        double most = MOST_OF_RECORDING * recording.getDurationS().orElse(Double.POSITIVE_INFINITY);
        // what lasts as long as the recording would only tint it
        this.events = dataset.events(recording.getRecordingId()).stream()
                .filter(e -> e.getDurationS().orElse(0.0) <= most)
                .toList();
    }

    /** Reads one recording; empty when it has no raw traces. Memory: at most 500 units of it. */
    static Optional<TraceExample> read(Dataset dataset, Recording recording) throws IOException {
        String id = recording.getRecordingId();
        if (!dataset.signals(id).contains(RAW)) {
            return Optional.empty();
        }
        TraceExample example = new TraceExample(dataset, recording);
        dataset.units(id).forEach(unit -> example.units.put(unit.getRoiIndex(), unit));
        GridTimes times = GridTimes.of(dataset, id);
        Optional<TraceBlock> raw = example.block(RAW);
        if (raw.isEmpty()) {
            return Optional.empty();
        }
        example.choose(raw.get(), times);
        example.channels(times);
        example.depict(raw.get());
        return Optional.of(example);
    }

    private Optional<TraceBlock> block(GridSignal signal) throws IOException {
        try (TraceReader reader = dataset.traces(recording.getRecordingId(), signal.grid(), signal.signal())) {
            if (signal.equals(RAW)) {
                unit = reader.rows() == 0 ? "" : reader.key().orElseThrow().unit();
            }
            long most = Math.max(1, MOST_VALUES / Math.max(1, reader.samples()));
            int rows = (int) Math.min(Math.min(reader.rows(), MOST_ROWS), most);
            return rows == 0 ? Optional.empty() : Optional.of(reader.read(0, rows));
        }
    }

    /** The units that vary most: labelled ones first, one of each class. */
    private void choose(TraceBlock raw, GridTimes times) throws IOException {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < raw.units(); row++) {
            Unit unitOfRow = units.get(raw.roiIndex(row));
            if (unitOfRow != null && unitOfRow.getNanFraction().orElse(0.0) < MOST_MISSING && raw.std(row) > 0) {
                rows.add(row);
            }
        }
        double[] activity = new double[raw.units()];
        rows.forEach(row -> activity[row] = activity(raw, row));
        rows.sort(Comparator.comparing((Integer row) -> label(raw, row).isEmpty())
                .thenComparingDouble(row -> -activity[row])
                .thenComparing(row -> row));
        Optional<TraceBlock> smoothed =
                dataset.signals(recording.getRecordingId()).contains(SMOOTHED) ? block(SMOOTHED) : Optional.empty();
        double[] seconds = times.seconds(RAW.grid(), raw.samples());
        Set<String> classes = new HashSet<>();
        for (int row : rows) {
            Unit u = units.get(raw.roiIndex(row));
            boolean fresh = classes.add(u.getNeuronClass().orElse("unit " + u.getRoiIndex()));
            if (fresh && neurons.size() < MOST_NEURONS) {
                String name = label(raw, row).orElse("unit " + u.getRoiIndex());
                neurons.add(new Line(
                        name, "", series(raw, row, seconds), smoothed.map(block -> series(block, row, seconds))));
            }
        }
    }

    private Optional<String> label(TraceBlock block, int row) {
        return Optional.ofNullable(units.get(block.roiIndex(row))).flatMap(Unit::getLabel);
    }

    /** From the 10th to the 90th percentile relative to the mean: a single spike does not count. */
    private static double activity(TraceBlock block, int row) {
        Distribution values = Distribution.of(values(block, row));
        double mean = Math.abs(block.mean(row));
        double range = values.quantile(0.9) - values.quantile(0.1);
        return mean > 0 ? range / mean : range;
    }

    private static Series series(TraceBlock block, int row, double... seconds) {
        return new Series(seconds, values(block, row));
    }

    private static float[] values(TraceBlock block, int row) {
        float[] values = new float[block.samples()];
        for (int t = 0; t < values.length; t++) {
            values[t] = block.values().get(row, t);
        }
        return values;
    }

    private void channels(GridTimes times) throws IOException {
        List<Covariate> numeric = new ArrayList<>();
        dataset.covariates(recording.getRecordingId()).stream()
                .filter(c -> c.getKind().equals("behaviour") && hasValues(c))
                .sorted(Comparator.comparingInt(TraceExample::rank).thenComparing(Covariate::getName))
                .forEach(numeric::add);
        for (Covariate channel : numeric.subList(0, Math.min(MOST_CHANNELS, numeric.size()))) {
            List<Double> list = channel.getValues().orElseThrow();
            float[] values = new float[list.size()];
            for (int t = 0; t < values.length; t++) {
                values[t] = list.get(t).floatValue();
            }
            Series series = new Series(times.seconds(channel.getGrid(), values.length), values);
            String name = channel.getName().replace('_', ' ');
            behaviour.add(new Line(name, channel.getUnit().orElse(""), series, Optional.empty()));
        }
    }

    private static boolean hasValues(Covariate channel) {
        return channel.getValues()
                .filter(values -> values.stream().anyMatch(Double::isFinite))
                .isPresent();
    }

    private static int rank(Covariate channel) {
        int at = PREFERRED.indexOf(channel.getName());
        return at < 0 ? PREFERRED.size() : at;
    }

    /** All units of the best signal there is, labelled ones on top by type and name. */
    private void depict(TraceBlock raw) throws IOException {
        List<GridSignal> there = dataset.signals(recording.getRecordingId());
        pictured = PICTURED.stream().filter(there::contains).findFirst().orElse(RAW);
        TraceBlock block = pictured.equals(RAW) ? raw : block(pictured).orElse(raw);
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < block.units(); row++) {
            rows.add(row);
            picturedLabelled += label(block, row).isPresent() ? 1 : 0;
        }
        rows.sort(Comparator.comparingInt((Integer row) -> label(block, row)
                        .map(name -> NeuronOrder.get().position(name).orElse(Integer.MAX_VALUE - 1))
                        .orElse(Integer.MAX_VALUE))
                .thenComparing(row -> row));
        picture = FloatMatrix.zeros(block.units(), block.samples());
        for (int y = 0; y < block.units(); y++) {
            for (int t = 0; t < block.samples(); t++) {
                picture.set(y, t, block.values().get(rows.get(y), t));
            }
        }
    }

    Recording recording() {
        return recording;
    }

    List<Line> neurons() {
        return neurons;
    }

    List<Line> behaviour() {
        return behaviour;
    }

    /** Events shorter than half of the recording. */
    List<Event> events() {
        return events;
    }

    /** [units x samples]. */
    FloatMatrix picture() {
        return picture;
    }

    GridSignal pictured() {
        return pictured;
    }

    /** Labelled units of the picture; they are its first rows. */
    int picturedLabelled() {
        return picturedLabelled;
    }

    /** Unit of measure of the raw signal. */
    String unit() {
        return unit;
    }
}
