package org.neurobeam.pipelines.report;

import java.util.Arrays;

/** Where the runs of a concatenated time axis begin, in samples: ascending, the first is 0. */
public final class RunStarts {
    private final int[] starts;

    private RunStarts(int[] starts) {
        this.starts = starts;
    }

    /**
     * First samples of the runs; none is one run.
     *
     * @throws IllegalArgumentException if the first is not 0 or they do not ascend
     */
    public static RunStarts of(int... firstSamples) {
        int[] starts = firstSamples.length == 0 ? new int[1] : firstSamples.clone();
        for (int n = 0; n < starts.length; n++) {
            if (n == 0 ? starts[0] != 0 : starts[n] <= starts[n - 1]) {
                throw new IllegalArgumentException("run starts must ascend from 0: " + Arrays.toString(starts));
            }
        }
        return new RunStarts(starts);
    }

    /** Number of runs. */
    public int runs() {
        return starts.length;
    }

    /** First sample of run n. */
    public int start(int n) {
        return starts[n];
    }

    /** @throws IllegalArgumentException if a run would begin after the last of {@code samples} */
    void requireWithin(int samples) {
        if (starts[starts.length - 1] > Math.max(0, samples - 1)) {
            throw new IllegalArgumentException(
                    "run starts " + Arrays.toString(starts) + " but the time axis has " + samples + " samples");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunStarts r && Arrays.equals(starts, r.starts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(starts);
    }

    @Override
    public String toString() {
        return "RunStarts" + Arrays.toString(starts);
    }
}
