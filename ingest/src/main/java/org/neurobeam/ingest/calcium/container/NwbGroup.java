package org.neurobeam.ingest.calcium.container;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A group of NWB 2. In a time series, {@code data} is in the unit stated (times {@code conversion} plus {@code
 * offset}), and {@code timestamps} are there even where the file has {@code starting_time} and a rate. The member
 * {@code $roi_response_series} of the file holds every series of that type by its name, or by its path where names
 * repeat. Object references are followed, and records of several types are folders of their members.
 */
final class NwbGroup extends Hdf5Group {
    static final String SERIES = "$roi_response_series";
    private static final int MOST_DEPTH = 12;

    private final NwbReferences references;

    NwbGroup(Place place, HdfFile file) {
        this(place, file, new NwbReferences(file));
    }

    NwbGroup(Place place, Group group, NwbReferences references) {
        super(place, group);
        this.references = references;
    }

    @Override
    Item inner(Place where, Group inner) {
        return new NwbGroup(where, inner, references);
    }

    @Override
    Item item(Place where, Node node) {
        return where.read(() -> {
            if (node instanceof Dataset dataset && NwbReferences.areObjects(dataset.getDataType())) {
                return references.of(where, dataset);
            }
            if (node instanceof Dataset dataset && dataset.isCompound()) {
                return references.columns(where, dataset);
            }
            return super.item(where, node);
        });
    }

    /** An attribute that is a reference leads to its target; that of a region of a table to the rows of the region. */
    @Override
    Optional<Item> attribute(Place where, Node owner, String name) {
        Attribute attribute = owner.getAttribute(name);
        if (attribute == null || !NwbReferences.areObjects(attribute.getDataType())) {
            return super.attribute(where, owner, name);
        }
        return where.read(() -> {
            Item target = references.of(where, attribute);
            boolean isRegion =
                    Hdf5Values.text(owner, "neurodata_type").orElse("").equals("DynamicTableRegion");
            if (isRegion && target instanceof Item.Folder table && item(where, owner) instanceof NumberArray rows) {
                return Optional.of(new TableRows(where, table, rows));
            }
            return Optional.of(target);
        });
    }

    @Override
    public Optional<Item> child(String name) {
        if (name.equals(SERIES)) {
            return Optional.of(series());
        }
        Optional<Item> child = super.child(name);
        if (name.equals("timestamps") && child.isEmpty()) {
            return regular();
        }
        if (name.equals("data") && child.isPresent() && child.get() instanceof NumberArray numbers) {
            Node data = member(name).orElseThrow();
            return place().read(() -> Optional.of(numbers.scaled(
                    Hdf5Values.number(data, "conversion").orElse(1.0),
                    Hdf5Values.number(data, "offset").orElse(0.0))));
        }
        return child;
    }

    private Optional<Item> regular() {
        Optional<Node> start = member("starting_time");
        Optional<Node> data = member("data");
        if (start.isEmpty() || data.isEmpty() || !(data.get() instanceof Dataset values)) {
            return Optional.empty();
        }
        Place where = place().in("starting_time");
        return where.read(() -> {
            double rate = Hdf5Values.number(start.get(), "rate").orElse(Double.NaN);
            if (!(rate > 0)) {
                throw where.bad("bad_rate", "expected a rate above 0 Hz, found " + rate);
            }
            double first = ((NumberArray) Hdf5Values.of(where, (Dataset) start.get())).values()[0];
            int n = values.getDimensions().length == 0 ? 0 : values.getDimensions()[0];
            return Optional.of(NumberArray.lazy(where, List.of(n), () -> {
                double[] times = new double[n];
                for (int i = 0; i < n; i++) {
                    times[i] = first + i / rate;
                }
                return times;
            }));
        });
    }

    private Members series() {
        Map<String, Item> byPath = new LinkedHashMap<>();
        place().read(() -> {
            collect(group(), "", 0, byPath);
            return byPath;
        });
        Map<String, Item> byName = new LinkedHashMap<>();
        for (Map.Entry<String, Item> entry : byPath.entrySet()) {
            byName.put(entry.getKey().substring(entry.getKey().lastIndexOf('.') + 1), entry.getValue());
        }
        return new Members(byName.size() == byPath.size() ? byName : byPath);
    }

    private void collect(Group from, String path, int depth, Map<String, Item> into) {
        List<Node> members = new ArrayList<>(from.getChildren().values());
        for (Node member : members) {
            // linked series are found where they are
            if (!member.isLink() && member instanceof Group inner && depth < MOST_DEPTH) {
                String name = path.isEmpty() ? member.getName() : path + "." + member.getName();
                boolean isSeries =
                        Hdf5Values.text(inner, "neurodata_type").orElse("").equals("RoiResponseSeries")
                                && inner.getChild("data") != null;
                if (isSeries) {
                    into.put(name, new NwbGroup(place().in(name), inner, references));
                } else {
                    collect(inner, name, depth + 1, into);
                }
            }
        }
    }
}
