package org.neurobeam.preprocess.calcium;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Where each ROI of a worm lies among the 300 columns: labelled ones in their slot, the others in drawn free slots. */
final class PaperSlots {
    static final int SLOTS = 300;

    /** Labelled and unlabelled names with their slots, in the order of the columns. */
    private final Map<String, Integer> labelled = new LinkedHashMap<>();

    private final Map<String, Integer> unlabelled = new LinkedHashMap<>();
    private final Map<Integer, Integer> roiOfSlot = new HashMap<>();

    PaperSlots(List<PaperColumn> columns, long seed) {
        if (columns.size() > SLOTS) {
            throw new IllegalArgumentException("columns has " + columns.size() + " ROIs but there are " + SLOTS
                    + " slots; drop unlabelled ROIs or export in fixed mode");
        }
        for (PaperColumn column : columns) {
            if (column.slot().isPresent()) {
                take(labelled, column, column.slot().getAsInt());
            }
        }
        List<Integer> free = new ArrayList<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            if (!roiOfSlot.containsKey(slot)) {
                free.add(slot);
            }
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (PaperColumn column : columns) {
            if (column.slot().isEmpty()) {
                take(unlabelled, column, free.remove(random.nextInt(free.size())));
            }
        }
    }

    private void take(Map<String, Integer> names, PaperColumn column, int slot) {
        if (slot < 0 || slot >= SLOTS) {
            throw new IllegalArgumentException("slot of " + column.name() + " is " + slot + ", expected 0 to 299");
        }
        if (roiOfSlot.putIfAbsent(slot, column.roiIndex()) != null || names.putIfAbsent(column.name(), slot) != null) {
            throw new IllegalArgumentException("two columns are called " + column.name() + " or lie in slot " + slot);
        }
    }

    Map<String, Integer> labelled() {
        return labelled;
    }

    Map<String, Integer> unlabelled() {
        return unlabelled;
    }

    /** 0-based source column of each slot taken. */
    Map<Integer, Integer> roiOfSlot() {
        return roiOfSlot;
    }
}
