package org.neurobeam.schemas.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.neurobeam.schemas.io.Table;

/** Seeded random rows of any table, with nulls, NaN, infinities, empty lists and text beyond ASCII. */
public final class RandomRows {
    private RandomRows() {}

    /** {@code count} rows of a table from a seed. */
    public static <T extends SpecificRecordBase> List<T> of(Table<T> table, int count, long seed) {
        Random random = new Random(seed);
        List<T> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            T row = table.type().cast(SpecificData.get().newRecord(null, table.schema()));
            for (Schema.Field field : table.schema().getFields()) {
                row.put(field.pos(), value(field.schema(), random));
            }
            rows.add(row);
        }
        return rows;
    }

    private static Object value(Schema schema, Random random) {
        return switch (schema.getType()) {
            case UNION ->
                random.nextInt(3) == 0 ? null : value(schema.getTypes().get(1), random);
            case STRING -> List.of("", "AVAL", "sub-01/ses-ä", "x,\"y\"", "脳").get(random.nextInt(5));
            case INT -> random.nextInt();
            case LONG -> random.nextLong();
            case BOOLEAN -> random.nextBoolean();
            case FLOAT -> random.nextInt(5) == 0 ? Float.NaN : (float) random.nextGaussian();
            case DOUBLE -> random.nextInt(5) == 0 ? Double.NEGATIVE_INFINITY : random.nextGaussian();
            case ARRAY -> {
                List<Object> items = new ArrayList<>();
                int length = random.nextInt(4);
                for (int i = 0; i < length; i++) {
                    items.add(value(schema.getElementType(), random));
                }
                yield items;
            }
            default -> throw new IllegalArgumentException("no random value of " + schema);
        };
    }
}
