package org.neurobeam.ingest.calcium.container;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.Reference;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The variables of a MATLAB 7.3 file, with the shapes that MATLAB shows: HDF5 holds them reversed. Cells and struct
 * arrays are datasets of references, which are addresses; objects are not read.
 */
final class Matlab73Group extends Hdf5Group {
    private static final String CLASS = "MATLAB_class";
    private static final Set<String> NUMERIC = Set.of(
            "double", "single", "logical", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64");
    private static final Set<String> HIDDEN = Set.of("#refs#", "#subsystem#");

    private final Map<Long, Node> byAddress;

    Matlab73Group(Place place, Group top) {
        this(place, top, new HashMap<>());
    }

    private Matlab73Group(Place place, Group group, Map<Long, Node> byAddress) {
        super(place, group);
        this.byAddress = byAddress;
    }

    @Override
    public List<String> names() {
        return super.names().stream().filter(name -> !HIDDEN.contains(name)).toList();
    }

    @Override
    Item item(Place where, Node node) {
        return where.read(() -> {
            String type = Hdf5Values.text(node, CLASS).orElse("");
            if (node.getAttributes().containsKey("MATLAB_object_decode")
                    || !(type.isEmpty()
                            || NUMERIC.contains(type)
                            || Set.of("char", "cell", "struct").contains(type))) {
                return new Item.Opaque(
                        "UNSUPPORTED_MATLAB_OBJECT",
                        "object of class " + type + "; save it as numbers, e.g. table2struct or table2array");
            }
            if (node instanceof Group group) {
                return structure(where, group);
            }
            return dataset(where, (Dataset) node, type);
        });
    }

    private Item dataset(Place where, Dataset dataset, String type) {
        if (dataset.getDataType() instanceof Reference) {
            return cells(where, dataset);
        }
        if (Hdf5Values.number(dataset, "MATLAB_empty").orElse(0.0) != 0) {
            return type.equals("char") ? new Item.Texts(List.of("")) : NumberArray.of(List.of(0, 0));
        }
        Item item = Hdf5Values.of(where, dataset);
        if (!(item instanceof NumberArray numbers)) {
            return item;
        }
        return type.equals("char") ? rowsOfText(numbers) : transposed(where, numbers);
    }

    /** A scalar struct, or the elements of a struct array, whose fields are datasets of references. */
    private Item structure(Place where, Group group) {
        Map<String, Item.Cells> fields = new LinkedHashMap<>();
        for (Node field : group.getChildren().values()) {
            boolean isArray = field instanceof Dataset dataset
                    && dataset.getDataType() instanceof Reference
                    && !field.getAttributes().containsKey(CLASS);
            if (!isArray) {
                return new Matlab73Group(where, group, byAddress);
            }
            fields.put(field.getName(), cells(where.in(field.getName()), (Dataset) field));
        }
        int size = fields.values().stream().mapToInt(Item.Cells::size).min().orElse(0);
        return new Elements(size, i -> new Struct(fields, i));
    }

    /** Element i of a struct array. */
    private record Struct(Map<String, Item.Cells> fields, int i) implements Item.Folder {
        @Override
        public List<String> names() {
            return List.copyOf(fields.keySet());
        }

        @Override
        public Optional<Item> child(String name) {
            return Optional.ofNullable(fields.get(name)).map(cells -> cells.get(i));
        }
    }

    private Item.Cells cells(Place where, Dataset references) {
        Object data = references.getDataFlat();
        int n = Array.getLength(data);
        List<Long> addresses = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            addresses.add(((Number) Array.get(data, i)).longValue());
        }
        return new Elements(n, i -> {
            Place element = new Place(where.file(), where.at() + "(" + (i + 1) + ")");
            return element.read(() -> item(element, referenced(element, addresses.get(i))));
        });
    }

    private Node referenced(Place where, long address) {
        if (byAddress.isEmpty()) {
            index(group().getHdfFile());
            Node refs = group().getHdfFile().getChild("#refs#");
            if (refs instanceof Group group) {
                index(group);
            }
        }
        Node node = byAddress.get(address);
        if (node == null) {
            throw where.bad("broken_link", "expected a value at address " + address + ", found none; save it again");
        }
        return node;
    }

    private void index(Group group) {
        for (Node node : group.getChildren().values()) {
            byAddress.put(node.getAddress(), node);
        }
    }

    private static NumberArray transposed(Place where, NumberArray stored) {
        List<Integer> shape = new ArrayList<>(stored.shape());
        java.util.Collections.reverse(shape);
        NumberArray turned = NumberArray.lazy(where, shape, () -> Order.fromColumns(stored.values(), shape));
        return stored.unit().map(turned::in).orElse(turned);
    }

    private static Item.Texts rowsOfText(NumberArray stored) {
        double[] codes = stored.values();
        int rows = stored.shape().size() < 2 ? 1 : stored.shape().get(1);
        int length = rows == 0 ? 0 : codes.length / rows;
        List<String> texts = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            StringBuilder text = new StringBuilder();
            for (int c = 0; c < length; c++) {
                text.append((char) codes[c * rows + r]);
            }
            texts.add(text.toString().strip());
        }
        return new Item.Texts(texts);
    }
}
