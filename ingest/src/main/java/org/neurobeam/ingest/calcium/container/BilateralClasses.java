package org.neurobeam.ingest.calcium.container;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recordings of a file that is ordered by neuron class: {@code neurons} names the classes, {@code norm_traces} and
 * {@code is_L} hold per class one entry a file, or two: all left cells, then all right ones; {@code is_L} is 1 or 0,
 * NaN for cells without a side. The member {@code $bilateral} turns that round: per file its labels and traces, without
 * the cells that have none.
 *
 * @see <a href="https://doi.org/10.1016/j.cell.2020.12.012">Yemini et al. 2021</a>
 */
final class BilateralClasses {
    static final String NAME = "$bilateral";

    private final Place place;
    private final Item.Cells names;
    private final Item.Cells traces;
    private final Item.Cells sides;
    private final int files;

    private BilateralClasses(Place place, Item.Cells names, Item.Cells traces, Item.Cells sides, int files) {
        this.place = place;
        this.names = names;
        this.traces = traces;
        this.sides = sides;
        this.files = files;
    }

    /** The recordings of a file; none when its variables are others. */
    static Optional<Item> of(Place place, Item.Folder root) {
        Optional<Item> files = root.child("files");
        Optional<Item.Cells> names = cells(root, "neurons");
        Optional<Item.Cells> traces = cells(root, "norm_traces");
        Optional<Item.Cells> sides = cells(root, "is_L");
        if (files.isEmpty() || names.isEmpty() || traces.isEmpty() || sides.isEmpty()) {
            return Optional.empty();
        }
        int count = files.get() instanceof Item.Cells cells ? cells.size() : 1;
        BilateralClasses classes = new BilateralClasses(place, names.get(), traces.get(), sides.get(), count);
        Map<String, Item> recordings = new LinkedHashMap<>();
        for (int f = 0; f < count; f++) {
            recordings.put(Integer.toString(f + 1), classes.recording(f));
        }
        return Optional.of(new Members(recordings));
    }

    private static Optional<Item.Cells> cells(Item.Folder root, String name) {
        return root.child(name).filter(Item.Cells.class::isInstance).map(Item.Cells.class::cast);
    }

    private Members recording(int f) {
        List<String> labels = new ArrayList<>();
        List<Item> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i) instanceof Item.Texts texts ? String.join("", texts.values()) : "";
            double[] isLeft = sides.get(i) instanceof NumberArray numbers ? numbers.values() : new double[0];
            int entries = isLeft.length;
            if (entries != files && entries != 2 * files) {
                throw place.in(name)
                        .bad(
                                "shape_mismatch",
                                "expected " + files + " or " + 2 * files + " entries of is_L, found " + entries);
            }
            for (int k = f; k < entries; k += files) {
                NumberArray trace = trace(i, k);
                if (trace.count() > 0) {
                    labels.add(name + side(isLeft[k]));
                    found.add(trace);
                }
            }
        }
        return new Members(Map.of("labels", new Item.Texts(labels), "traces", new Elements(found.size(), found::get)));
    }

    private NumberArray trace(int i, int k) {
        Item ofClass = traces.get(i);
        if (ofClass instanceof Item.Cells cells && k < cells.size() && cells.get(k) instanceof NumberArray numbers) {
            return numbers;
        }
        throw place.in("norm_traces(" + (i + 1) + ")")
                .bad("shape_mismatch", "expected a trace " + (k + 1) + ", as is_L has, found none");
    }

    private static String side(double isLeft) {
        if (Double.isNaN(isLeft)) {
            return "";
        }
        return isLeft > 0 ? "L" : "R";
    }
}
