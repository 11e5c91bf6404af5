package org.neurobeam.schemas.io.dataset;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.schemas.table.Timebase;

/** The sample times of a recording's grids, float64 seconds from its start. */
public final class GridTimes {
    private final Map<String, Timebase> timebases = new HashMap<>();

    private GridTimes() {}

    /** Reads the timebases of a recording. */
    public static GridTimes of(Dataset dataset, String recordingId) throws IOException {
        GridTimes times = new GridTimes();
        for (Timebase timebase : dataset.timebases(recordingId)) {
            times.timebases.put(timebase.getGrid(), timebase);
        }
        return times;
    }

    /** Whether the grid has as many known times as samples. */
    public boolean fits(String grid, int samples) {
        Timebase timebase = timebases.get(grid);
        return timebase != null
                && (timebase.getDtS().isPresent()
                        || timebase.getTimeS().filter(t -> t.size() == samples).isPresent());
    }

    /** The times of n samples; NaN where the recording does not know them. */
    public double[] seconds(String grid, int samples) {
        double[] seconds = new double[samples];
        if (!fits(grid, samples)) {
            Arrays.fill(seconds, Double.NaN);
            return seconds;
        }
        Timebase timebase = timebases.get(grid);
        Optional<Double> step = timebase.getDtS();
        List<Double> times = timebase.getTimeS().orElse(List.of());
        for (int i = 0; i < samples; i++) {
            seconds[i] = step.isPresent() ? timebase.getT0S() + i * step.get() : times.get(i);
        }
        return seconds;
    }
}
