package org.neurobeam.ingest.calcium.container;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The worms of a WCON document. The member {@code $worms} holds one folder an id: its times {@code t}, and under {@code
 * channels} every numeric channel as [T] or [T x K], rows shorter than K filled with NaN, with the unit of the document.
 * Records of one id are joined in the order of time; a time that occurs twice is kept once.
 *
 * @see <a href="https://doi.org/10.1038/s41592-018-0112-1">Javer et al. 2018</a>
 */
final class WconWorms {
    static final String WORMS = "$worms";

    private final Place place;
    private final Item.Folder units;
    private final Map<String, TreeMap<Double, Map<String, double[]>>> frames = new LinkedHashMap<>();

    private WconWorms(Place place, Item.Folder units) {
        this.place = place;
        this.units = units;
    }

    static Members of(Place place, Item.Folder document) {
        Item.Folder units = (Item.Folder) document.child("units")
                .filter(Item.Folder.class::isInstance)
                .orElseThrow(() -> place.bad("bad_wcon", "expected units to be an object; see the WCON schema"));
        WconWorms worms = new WconWorms(place, units);
        Item data = document.child("data").orElseThrow();
        if (data instanceof Item.Folder one) {
            worms.add(one, "data");
        } else if (data instanceof Item.Cells records) {
            for (int i = 0; i < records.size(); i++) {
                worms.add(records.get(i), "data[" + i + "]");
            }
        }
        Map<String, Item> members = new LinkedHashMap<>();
        document.names().forEach(name -> members.put(name, document.child(name).orElseThrow()));
        members.put(WORMS, worms.folders());
        return new Members(members);
    }

    private void add(Item item, String at) {
        Place where = place.in(at);
        if (!(item instanceof Item.Folder worm)) {
            throw where.bad("bad_wcon", "expected an object with id, t, x and y");
        }
        String id = worm.child("id")
                .map(i -> id(where, i))
                .orElseThrow(() -> where.bad("bad_wcon", "expected an id, found none"));
        double[] times = worm.child("t")
                .map(t -> times(where, t))
                .orElseThrow(() -> where.bad("bad_wcon", "expected times t, found none"));
        TreeMap<Double, Map<String, double[]>> ofWorm = frames.computeIfAbsent(id, k -> new TreeMap<>());
        for (String name : worm.names()) {
            if (!name.equals("id") && !name.equals("t")) {
                List<double[]> rows = rows(worm.child(name).orElseThrow(), times.length);
                for (int i = 0; i < rows.size(); i++) {
                    ofWorm.computeIfAbsent(times[i], k -> new LinkedHashMap<>()).putIfAbsent(name, rows.get(i));
                }
            }
        }
        for (double time : times) {
            ofWorm.computeIfAbsent(time, k -> new LinkedHashMap<>());
        }
    }

    private static String id(Place where, Item item) {
        if (item instanceof Item.Texts texts && texts.values().size() == 1) {
            return texts.values().get(0);
        }
        throw where.bad("bad_wcon", "expected the id to be a text");
    }

    private static double[] times(Place where, Item item) {
        if (item instanceof NumberArray numbers && numbers.shape().size() <= 1) {
            double[] times = numbers.values();
            if (Arrays.stream(times).allMatch(Double::isFinite)) {
                return times;
            }
        }
        throw where.bad("bad_wcon", "expected t to be a list of numbers");
    }

    /** One row a time; none for what is no numeric channel of that length. */
    private static List<double[]> rows(Item item, int n) {
        List<double[]> rows = new ArrayList<>();
        if (item instanceof NumberArray numbers && numbers.rows() == n) {
            double[] values = numbers.values();
            int width = numbers.columns();
            for (int i = 0; i < n; i++) {
                rows.add(Arrays.copyOfRange(values, i * width, (i + 1) * width));
            }
        } else if (item instanceof Item.Cells cells && cells.size() == n) {
            for (int i = 0; i < n; i++) {
                if (!(cells.get(i) instanceof NumberArray row)) {
                    return List.of();
                }
                rows.add(row.values());
            }
        }
        return rows;
    }

    private Members folders() {
        Map<String, Item> worms = new LinkedHashMap<>();
        frames.forEach((id, byTime) -> {
            double[] times =
                    byTime.keySet().stream().mapToDouble(Double::doubleValue).toArray();
            Set<String> names = new LinkedHashSet<>();
            byTime.values().forEach(frame -> names.addAll(frame.keySet()));
            Map<String, Item> channels = new LinkedHashMap<>();
            names.forEach(name -> channels.put(name, channel(name, byTime)));
            worms.put(
                    id,
                    new Members(Map.of(
                            "t",
                            in("t", NumberArray.of(List.of(times.length), times)),
                            "channels",
                            new Members(channels))));
        });
        return new Members(worms);
    }

    private NumberArray channel(String name, TreeMap<Double, Map<String, double[]>> byTime) {
        int width = byTime.values().stream()
                .mapToInt(f -> f.containsKey(name) ? f.get(name).length : 0)
                .max()
                .orElse(0);
        double[] values = new double[Math.multiplyExact(byTime.size(), width)];
        Arrays.fill(values, Double.NaN);
        int at = 0;
        for (Map<String, double[]> frame : byTime.values()) {
            double[] row = frame.getOrDefault(name, new double[0]);
            System.arraycopy(row, 0, values, at, row.length);
            at += width;
        }
        return in(name, NumberArray.of(width == 1 ? List.of(byTime.size()) : List.of(byTime.size(), width), values));
    }

    private NumberArray in(String name, NumberArray numbers) {
        Optional<String> unit = units.child(name)
                .filter(Item.Texts.class::isInstance)
                .map(u -> ((Item.Texts) u).values().get(0));
        return unit.map(numbers::in).orElse(numbers);
    }
}
