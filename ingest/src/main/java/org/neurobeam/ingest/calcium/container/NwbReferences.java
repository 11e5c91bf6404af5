package org.neurobeam.ingest.calcium.container;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.CompoundDataType.CompoundDataMember;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.Reference;
import java.lang.reflect.Array;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The object references of a file, which are addresses: in datasets, attributes and members of compound types. */
final class NwbReferences {
    private final HdfFile file;
    private final Map<Long, Node> byAddress = new HashMap<>();

    NwbReferences(HdfFile file) {
        this.file = file;
    }

    static boolean areObjects(DataType type) {
        return type instanceof Reference reference && reference.getType() == Reference.ReferenceType.OBJECT;
    }

    /** What a dataset of references leads to: one thing, or as many as it has. */
    Item of(Place where, Dataset references) {
        return items(where, references.getDimensions(), references::getDataFlat);
    }

    /** What an attribute leads to. */
    Item of(Place where, Attribute reference) {
        return items(where, reference.getDimensions(), reference::getData);
    }

    /** The columns of records of several types, some of them references. */
    Item.Folder columns(Place where, Dataset records) {
        List<CompoundDataMember> members = ((CompoundDataType) records.getDataType()).getMembers();
        return new Columns(where, records, members);
    }

    private Item items(Place where, int[] extents, Supplier<Object> data) {
        int count = 1;
        for (int extent : extents) {
            count *= extent;
        }
        if (extents.length == 0) {
            return target(where, address(where, data, 0));
        }
        return new Referenced.Cells(
                count, i -> target(new Place(where.file(), where.at() + "(" + i + ")"), address(where, data, i)));
    }

    private static long address(Place where, Supplier<Object> data, int i) {
        return where.read(() -> {
            Object addresses = data.get();
            Object one = addresses.getClass().isArray() ? Array.get(addresses, i) : addresses;
            return ((Number) one).longValue();
        });
    }

    private Item target(Place where, long address) {
        return where.read(() -> {
            if (byAddress.isEmpty()) {
                index(file);
            }
            Node node = byAddress.get(address);
            if (node == null) {
                return new Item.Opaque(
                        "BROKEN_REFERENCE", "an object reference that leads to nothing; save the file again");
            }
            Place place = new Place(where.file(), node.getPath());
            if (node instanceof Group group) {
                return new Referenced.Folder(new NwbGroup(place, group, this));
            }
            return Hdf5Values.of(place, (Dataset) node);
        });
    }

    private void index(Group group) {
        // hard links may lead in circles
        if (byAddress.putIfAbsent(group.getAddress(), group) == null) {
            for (Node node : group.getChildren().values()) {
                if (!node.isLink() && node instanceof Group inner) {
                    index(inner);
                } else if (!node.isLink()) {
                    byAddress.putIfAbsent(node.getAddress(), node);
                }
            }
        }
    }

    /** Read when a member is asked for. */
    private final class Columns implements Item.Folder {
        private final Place where;
        private final Dataset records;
        private final List<CompoundDataMember> members;

        Columns(Place where, Dataset records, List<CompoundDataMember> members) {
            this.where = where;
            this.records = records;
            this.members = members;
        }

        @Override
        public List<String> names() {
            return members.stream().map(CompoundDataMember::getName).toList();
        }

        @Override
        public Optional<Item> child(String name) {
            return members.stream()
                    .filter(member -> member.getName().equals(name))
                    .findFirst()
                    .map(this::column);
        }

        private Item column(CompoundDataMember member) {
            Place place = where.in(member.getName());
            int[] extents = records.getDimensions();
            int count = extents.length == 0 ? 1 : extents[0];
            if (areObjects(member.getDataType())) {
                return items(place, new int[] {count}, () -> values(member));
            }
            Class<?> type = member.getDataType().getJavaType();
            if (extents.length > 1 || !type.isPrimitive() && !Number.class.isAssignableFrom(type)) {
                return new Item.Opaque("COMPOUND_TYPE", "a member of type " + type.getSimpleName() + "; not read");
            }
            return NumberArray.lazy(
                    place,
                    List.of(count),
                    () -> place.read(() -> {
                        Object values = values(member);
                        double[] numbers = new double[count];
                        for (int i = 0; i < count; i++) {
                            numbers[i] = ((Number) Array.get(values, i)).doubleValue();
                        }
                        return numbers;
                    }));
        }

        private Object values(CompoundDataMember member) {
            return ((Map<?, ?>) records.getData()).get(member.getName());
        }
    }
}
