package org.neurobeam.schemas.io;

import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.parquet.hadoop.ParquetReader;

/**
 * The rows of one file, in order, read as they are asked for. Not thread-safe; close it.
 *
 * @param <T> class of the rows
 */
public final class TableRows<T extends SpecificRecordBase> implements Iterator<T>, AutoCloseable {
    private final String file;
    private final ParquetReader<T> reader;
    private final Class<T> type;
    private Optional<T> next = Optional.empty();
    private boolean ended;

    TableRows(String file, ParquetReader<T> reader, Class<T> type) {
        this.file = file;
        this.reader = reader;
        this.type = type;
    }

    /** @throws org.neurobeam.schemas.error.DataException {@code unreadable_parquet} if the file is damaged */
    @Override
    public boolean hasNext() {
        if (next.isEmpty() && !ended) {
            try {
                next = Optional.ofNullable(reader.read()).map(type::cast);
            } catch (IOException | RuntimeException e) {
                throw TableFile.unreadable(file, e);
            }
            ended = next.isEmpty();
        }
        return next.isPresent();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more rows in " + file);
        }
        T row = next.orElseThrow();
        next = Optional.empty();
        return row;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
