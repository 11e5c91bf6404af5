package org.neurobeam.pipelines.flow;

import java.util.stream.IntStream;
import org.neurobeam.schemas.table.Timebase;

/** The sample times of a timebase row. */
public final class SampleTimes {
    private SampleTimes() {}

    /** Seconds from the recording's start, [samples]. */
    public static double[] of(Timebase row, int samples) {
        if (row.getTimeS().isPresent()) {
            return row.getTimeS().get().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
        }
        double dt = row.getDtS().orElseThrow();
        return IntStream.range(0, samples)
                .mapToDouble(i -> row.getT0S() + i * dt)
                .toArray();
    }
}
