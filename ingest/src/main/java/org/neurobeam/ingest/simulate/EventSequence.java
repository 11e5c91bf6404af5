package org.neurobeam.ingest.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * Trials of 3 s, 4 to 8 s apart in steps of 0.1 s, all conditions once in random order before any comes again.
 *
 * <p>Times are counted in tenths of a second, so that they have short decimal forms.
 */
final class EventSequence {
    private static final int FEWEST = 4;
    private static final int FIRST = 40;
    private static final int DURATION = 30;
    private static final int SHORTEST_GAP = 40;
    private static final int LONGEST_GAP = 80;
    private static final double TENTHS = 10;

    private EventSequence() {}

    /** Volumes that hold every condition once, whatever the random gaps. */
    static int fewestVolumes(int conditions, double trSeconds) {
        return Math.max(FEWEST, (int) Math.ceil((FIRST + conditions * LONGEST_GAP) / TENTHS / trSeconds));
    }

    /** The trials of a run, sorted by onset; all end before the run does. */
    static List<SimulatedEvent> of(FmriSimulation study, int subject, int run) {
        RandomKey random = study.runKey(subject, run).with("events");
        int end = (int) Math.floor(study.volumes() * study.trSeconds() * TENTHS);
        int[] order = new int[study.conditions()];
        List<SimulatedEvent> events = new ArrayList<>();
        int onset = FIRST;
        for (int trial = 0; onset + DURATION <= end; trial++) {
            int place = trial % order.length;
            if (place == 0) {
                shuffle(order, random.with("order").with(trial));
            }
            events.add(new SimulatedEvent(onset / TENTHS, DURATION / TENTHS, order[place]));
            onset += SHORTEST_GAP + (int) (random.uniform(trial) * (LONGEST_GAP - SHORTEST_GAP + 1));
        }
        return List.copyOf(events);
    }

    private static void shuffle(int[] order, RandomKey random) {
        for (int i = 0; i < order.length; i++) {
            int j = (int) (random.uniform(i) * (i + 1));
            order[i] = order[j];
            order[j] = i;
        }
    }
}
