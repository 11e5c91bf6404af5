package org.neurobeam.pipelines.publish;

import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;

/**
 * A column of a published table.
 *
 * @param name of the column
 * @param type of a value, or of an item of a list
 * @param list whether a value is a list
 * @param about what it means
 */
record Column(String name, Schema.Type type, boolean list, String about) {
    static List<Column> of(Schema schema) {
        return schema.getFields().stream().map(Column::of).toList();
    }

    private static Column of(Schema.Field field) {
        Schema value = field.schema();
        if (value.getType() == Schema.Type.UNION) {
            value = value.getTypes().get(1);
        }
        boolean list = value.getType() == Schema.Type.ARRAY;
        Schema.Type type = list ? value.getElementType().getType() : value.getType();
        return new Column(field.name(), type, list, Objects.requireNonNull(field.doc(), field.name()));
    }

    /** The name of the type on the Hugging Face Hub. */
    String hubType() {
        return switch (type) {
            case INT -> "int32";
            case LONG -> "int64";
            case FLOAT -> "float32";
            case DOUBLE -> "float64";
            case BOOLEAN -> "bool";
            default -> "string";
        };
    }

    /** The type in Croissant. */
    String croissantType() {
        return switch (type) {
            case INT, LONG -> "sc:Integer";
            case FLOAT, DOUBLE -> "sc:Float";
            case BOOLEAN -> "sc:Boolean";
            default -> "sc:Text";
        };
    }
}
