package org.neurobeam.preprocess.cleaning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The volumes of a recording: which are kept and to which run each belongs. Runs are cleaned separately and stacked.
 */
public final class Timeline {
    private final boolean[] keep;
    private final int[] runs;

    private Timeline(boolean[] keep, int[] runs) {
        this.keep = keep;
        this.runs = runs;
    }

    /**
     * One run, every volume kept.
     *
     * @param volumes number of volumes, {@code >= 1}
     */
    public static Timeline of(int volumes) {
        if (volumes < 1) {
            throw new IllegalArgumentException("volumes must be >= 1, found " + volumes);
        }
        boolean[] all = new boolean[volumes];
        Arrays.fill(all, true);
        return new Timeline(all, new int[volumes]);
    }

    /**
     * The same runs with other kept volumes.
     *
     * @param kept [volumes], false for a censored volume
     */
    public Timeline keeping(boolean[] kept) {
        sameLength("keep", kept.length);
        return new Timeline(kept.clone(), runs);
    }

    /**
     * The same kept volumes in several runs.
     *
     * @param labels [volumes], equal within a run; the volumes of a run are adjacent
     */
    public Timeline inRuns(int[] labels) {
        sameLength("runs", labels.length);
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < labels.length; i++) {
            if ((i == 0 || labels[i] != labels[i - 1]) && !seen.add(labels[i])) {
                throw new IllegalArgumentException(
                        "the volumes of a run must be adjacent, but run " + labels[i] + " begins again at volume " + i);
            }
        }
        return new Timeline(keep, labels.clone());
    }

    private void sameLength(String name, int found) {
        if (found != keep.length) {
            throw new IllegalArgumentException(
                    name + " [" + found + " volumes] does not match the timeline [" + keep.length + " volumes]");
        }
    }

    /** Number of volumes. */
    public int volumes() {
        return keep.length;
    }

    /** Number of kept volumes. */
    public int keptVolumes() {
        int n = 0;
        for (boolean k : keep) {
            n += k ? 1 : 0;
        }
        return n;
    }

    /** The runs in order. */
    List<Run> runs() {
        List<Run> found = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= runs.length; i++) {
            if (i == runs.length || runs[i] != runs[i - 1]) {
                found.add(new Run(runs[start], start, Arrays.copyOfRange(keep, start, i)));
                start = i;
            }
        }
        return found;
    }

    /** Adjacent volumes [start, start + keep.length). */
    static final class Run {
        final int label;
        final int start;
        final boolean[] keep;

        Run(int label, int start, boolean[] keep) {
            this.label = label;
            this.start = start;
            this.keep = keep;
        }
    }
}
