package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.neurobeam.encoders.ridge.AlphaGroups;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.flow.SettingFile;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.table.Unit;

/**
 * Which targets share a penalty, and what their groups are called.
 *
 * @param groups group of each target
 * @param names of the groups
 */
record TargetGroups(AlphaGroups groups, List<String> names) {
    /** The column of units that groups targets where the settings name none. */
    static final String COLUMN = "label";

    private static final String KEY = "groups";
    private static final String ALL = "all";

    /** Those of the settings; empty where every target has its own penalty. */
    static Optional<TargetGroups> of(EncodeConfig config, ResponseGroup group) throws IOException {
        return switch (config.model().alphaScope()) {
            case TARGET -> Optional.empty();
            case GLOBAL -> Optional.of(new TargetGroups(AlphaGroups.one(group.targets()), List.of(ALL)));
            case GROUP ->
                Optional.of(config.responses().isEmpty() ? ofUnits(config, group) : ofArray(config.groups(), group));
        };
    }

    private static TargetGroups ofArray(String file, ResponseGroup group) throws IOException {
        SettingFile place = SettingFile.of(KEY, file);
        try (NpyFile npy = NpyFile.open(place.store(), place.name())) {
            if (npy.rows() != group.targets() || npy.columns() != 1) {
                throw new DataException(
                        file,
                        "shape",
                        "targets_differ",
                        "expected an integer for each of the " + group.targets() + " targets, found [" + npy.rows()
                                + " x " + npy.columns() + "]; save one group number for each column of the responses");
            }
            double[] numbers = npy.readDoubles().column(0);
            int[] labels = IntStream.range(0, numbers.length)
                    .map(v -> integer(file, v, numbers[v]))
                    .toArray();
            List<String> names = Arrays.stream(labels)
                    .sorted()
                    .distinct()
                    .mapToObj(Integer::toString)
                    .toList();
            return new TargetGroups(AlphaGroups.of(labels), names);
        }
    }

    private static int integer(String file, int target, double number) {
        if (number != (int) number) {
            throw new DataException(
                    file,
                    "target " + target,
                    "no_group",
                    "expected an integer, found " + number + "; give every target the number of its group");
        }
        return (int) number;
    }

    private static TargetGroups ofUnits(EncodeConfig config, ResponseGroup group) throws IOException {
        String column = config.groups().isEmpty() ? COLUMN : config.groups();
        Schema.Field field = Unit.getClassSchema().getField(column);
        if (field == null || !discrete(field.schema())) {
            throw new ConfigException("groups: " + column + " is no column of units that can group targets; allowed: "
                    + Unit.getClassSchema().getFields().stream()
                            .filter(f -> discrete(f.schema()))
                            .map(Schema.Field::name)
                            .toList());
        }
        List<String> values = new ArrayList<>();
        for (Unit unit : group.units()) {
            values.add(value(unit, field));
        }
        List<String> names = List.copyOf(new TreeSet<>(values));
        return new TargetGroups(
                AlphaGroups.of(values.stream().mapToInt(names::indexOf).toArray()), names);
    }

    private static boolean discrete(Schema schema) {
        Set<Schema.Type> types = Set.of(Schema.Type.STRING, Schema.Type.INT, Schema.Type.BOOLEAN, Schema.Type.NULL);
        return schema.isUnion()
                ? schema.getTypes().stream().map(Schema::getType).allMatch(types::contains)
                : types.contains(schema.getType());
    }

    private static String value(Unit unit, Schema.Field column) {
        Object value = unit.get(column.pos());
        if (value == null && COLUMN.equals(column.name())) {
            value = unit.getSourceLabel().orElse(null);
        }
        if (value == null) {
            throw new DataException(
                    unit.getRecordingId(),
                    "units, " + unit.getUnitId(),
                    "no_group",
                    "expected a value in the column " + column.name() + ", found none; name a column that all units"
                            + " have (groups: ...), or use model.alphaScope: target or global");
        }
        return Objects.toString(value);
    }

    /** Name of the group of a target. */
    String name(int target) {
        return names.get(groups.of(target));
    }
}
