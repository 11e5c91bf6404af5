package org.neurobeam.ingest.calcium.container;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.neurobeam.schemas.error.DataException;

/** Values of datasets and attributes of HDF5 as items. */
final class Hdf5Values {
    private static final int MOST_LINKS = 16;

    private Hdf5Values() {}

    /**
     * What a link leads to; the node itself when it is none.
     *
     * @throws DataException {@code broken_link}
     */
    static Node target(Place place, Node node) {
        Node at = node;
        for (int i = 0; at instanceof Link link; i++) {
            if (i == MOST_LINKS || link.isBrokenLink()) {
                throw place.bad(
                        "broken_link",
                        "expected what the link " + link.getTargetPath() + " leads to, found nothing; copy the file"
                                + " that it names too");
            }
            at = link.getTarget();
        }
        return at;
    }

    /** The item of a dataset, read when asked for. */
    static Item of(Place place, Dataset dataset) {
        Class<?> type = dataset.getJavaType();
        if (dataset.isCompound()) {
            return new Item.Opaque("COMPOUND_TYPE", "records of several types; not read");
        }
        if (type == String.class) {
            return place.read(() -> new Item.Texts(texts(dataset.isEmpty() ? null : dataset.getData())));
        }
        if (dataset.isVariableLength() || !isNumeric(type)) {
            return new Item.Opaque("UNSUPPORTED_TYPE", "values of type " + type.getSimpleName() + "; not read");
        }
        List<Integer> shape = new ArrayList<>();
        for (int extent : dataset.isEmpty() ? new int[] {0} : dataset.getDimensions()) {
            shape.add(extent);
        }
        NumberArray numbers = NumberArray.lazy(place, shape, () -> place.read(() -> numbers(place, dataset, shape)));
        return text(dataset, "unit").map(numbers::in).orElse(numbers);
    }

    private static boolean isNumeric(Class<?> type) {
        return type.isPrimitive() || Number.class.isAssignableFrom(type) || type == Boolean.class;
    }

    private static double[] numbers(Place place, Dataset dataset, List<Integer> shape) {
        int count = shape.stream().reduce(1, Math::multiplyExact);
        if (count == 0) {
            return new double[0];
        }
        double[] values = flat(dataset.getDataFlat());
        if (values.length != count) {
            throw place.bad(
                    "truncated_data",
                    "expected " + count + " numbers, found " + values.length + "; copy the file again");
        }
        return values;
    }

    private static double[] flat(Object data) {
        if (data instanceof double[] doubles) {
            return doubles;
        }
        if (!data.getClass().isArray()) {
            return new double[] {number(data)};
        }
        int n = Array.getLength(data);
        double[] values = new double[n];
        if (data instanceof float[] floats) {
            for (int i = 0; i < n; i++) {
                values[i] = floats[i];
            }
            return values;
        }
        for (int i = 0; i < n; i++) {
            values[i] = number(Array.get(data, i));
        }
        return values;
    }

    private static double number(Object value) {
        if (value instanceof Boolean b) {
            return b ? 1 : 0;
        }
        return ((Number) value).doubleValue();
    }

    static List<String> texts(Object data) {
        List<String> texts = new ArrayList<>();
        collect(data, texts);
        return texts;
    }

    private static void collect(Object data, List<String> into) {
        if (data instanceof Object[] array) {
            for (Object part : array) {
                collect(part, into);
            }
        } else {
            into.add(data == null ? "" : data.toString());
        }
    }

    /** An attribute as an item. */
    static Optional<Item> attribute(Place place, Node node, String name) {
        Attribute attribute = node.getAttribute(name);
        if (attribute == null) {
            return Optional.empty();
        }
        return place.read(() -> {
            Object data = attribute.isEmpty() ? "" : attribute.getData();
            boolean isText = data instanceof String || data instanceof Object[];
            if (isText) {
                return Optional.of(new Item.Texts(texts(data)));
            }
            double[] values = flat(data);
            return Optional.of(NumberArray.of(values.length == 1 ? List.of() : List.of(values.length), values));
        });
    }

    /** A text attribute. */
    static Optional<String> text(Node node, String name) {
        Attribute attribute = node.getAttribute(name);
        if (attribute == null || attribute.isEmpty() || !(attribute.getData() instanceof String text)) {
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** A numeric attribute. */
    static Optional<Double> number(Node node, String name) {
        Attribute attribute = node.getAttribute(name);
        if (attribute == null || attribute.isEmpty()) {
            return Optional.empty();
        }
        Object data = attribute.getData();
        if (data instanceof Number number) {
            return Optional.of(number.doubleValue());
        }
        return data.getClass().isArray() && Array.getLength(data) == 1 && Array.get(data, 0) instanceof Number number
                ? Optional.of(number.doubleValue())
                : Optional.empty();
    }
}
