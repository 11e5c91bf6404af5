package org.neurobeam.schemas.io;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads the columns of a file that its table has. Columns that older files have and the table no longer, which its
 * schema lists as {@code neurobeam.retired}, are passed over; any other unknown column is an error.
 *
 * @param <T> class of the rows
 */
final class KnownColumns<T> extends AvroReadSupport<T> {
    private static final String RETIRED = "neurobeam.retired";

    private final List<?> retired;

    private KnownColumns(GenericData model, Schema schema) {
        super(model);
        this.retired = schema.getObjectProp(RETIRED) instanceof List<?> names ? names : List.of();
    }

    @Override
    public ReadContext init(ParquetConfiguration configuration, Map<String, String> keys, MessageType file) {
        ReadContext all = super.init(configuration, keys, file);
        List<Type> known = file.getFields().stream()
                .filter(column -> !retired.contains(column.getName()))
                .toList();
        return new ReadContext(new MessageType(file.getName(), known), all.getReadSupportMetadata());
    }

    /** Builds a reader of rows of a schema. */
    static final class Builder<T> extends ParquetReader.Builder<T> {
        private final GenericData model;
        private final Schema schema;

        Builder(InputFile file, ParquetConfiguration configuration, GenericData model, Schema schema) {
            super(file, configuration);
            this.model = model;
            this.schema = schema;
        }

        @Override
        protected ReadSupport<T> getReadSupport() {
            return new KnownColumns<>(model, schema);
        }
    }
}
