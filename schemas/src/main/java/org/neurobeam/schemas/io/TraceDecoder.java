package org.neurobeam.schemas.io;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.values.ValuesReader;
import org.neurobeam.schemas.error.DataException;

/** Decodes the columns of one row group of traces into arrays, rows [first, last) of the group. */
final class TraceDecoder {
    private final String file;
    private final PageReadStore group;
    private final Iterable<ColumnDescriptor> schema;
    private final int first;
    private final int last;

    TraceDecoder(String file, PageReadStore group, Iterable<ColumnDescriptor> schema, int first, int last) {
        this.file = file;
        this.group = group;
        this.schema = schema;
        this.first = first;
        this.last = last;
    }

    /** Takes one cell of a flat column: reads {@code values} exactly once if the cell is present. */
    interface Cell {
        void read(int row, ValuesReader values);
    }

    private ColumnPages pages(String name) throws IOException {
        for (ColumnDescriptor column : schema) {
            if (column.getPath()[0].equals(name)) {
                return new ColumnPages(group, column);
            }
        }
        throw new DataException(
                file, name, "unreadable_parquet", "expected a column " + name + " of the table traces, found none");
    }

    /** Calls {@code cell} for each row whose cell is not null; rows count from 0 at {@code first}. */
    void flat(String name, Cell cell) throws IOException {
        ColumnPages pages = pages(name);
        int row = 0;
        for (int count = pages.nextPage(); count > 0 && row < last; count = pages.nextPage()) {
            ValuesReader values = pages.values();
            for (int i = 0; i < count && row < last; i++, row++) {
                if (pages.definition() == pages.maxDefinition()) {
                    if (row < first) {
                        values.skip();
                    } else {
                        cell.read(row - first, values);
                    }
                }
            }
        }
    }

    /** Copies a column of double; rows that are null stay as they are. */
    void doubles(String name, double[] into, int at) throws IOException {
        flat(name, (row, values) -> into[at + row] = values.readDouble());
    }

    /** Copies a column of int; rows that are null stay as they are. */
    void ints(String name, int[] into, int at) throws IOException {
        flat(name, (row, values) -> into[at + row] = values.readInteger());
    }

    /** Copies a column of text; rows that are null stay as they are. */
    void texts(String name, String[] into, int at) throws IOException {
        flat(name, (row, values) -> into[at + row] = values.readBytes().toStringUsingUTF8());
    }

    /**
     * Copies the values, [rows x samples].
     *
     * @throws DataException {@code uneven_traces} if a row has another length, {@code null_sample} for a null value
     */
    void values(float[] into, int offset, int samples) throws IOException {
        ColumnPages pages = pages("values");
        pages.expectRowsOf(samples);
        int max = pages.maxDefinition();
        int row = -1;
        int sample = samples;
        for (int count = pages.nextPage(); count > 0 && row < last; count = pages.nextPage()) {
            ValuesReader values = pages.values();
            if (pages.hasEvenRows()) {
                checkLength(row, sample, samples);
                int rows = count / samples;
                copyRows(values, row + 1, rows, into, offset, samples);
                row += rows;
                continue;
            }
            for (int i = 0; i < count; i++) {
                if (pages.repetition() == 0) {
                    checkLength(row, sample, samples);
                    row++;
                    sample = 0;
                    if (row >= last) {
                        return;
                    }
                }
                if (pages.definition() != max) {
                    checkEmpty(row, samples);
                } else if (sample >= samples) {
                    throw uneven(row, "more than " + samples, samples);
                } else if (row < first) {
                    values.skip();
                    sample++;
                } else {
                    into[offset + (row - first) * samples + sample++] = values.readFloat();
                }
            }
        }
        checkLength(row, sample, samples);
    }

    /** Rows [from, from + count) of the group, as far as they are wanted. */
    private void copyRows(ValuesReader values, int from, int count, float[] into, int offset, int samples) {
        int skipped = Math.min(count, Math.max(0, first - from));
        if (skipped > 0) {
            values.skip(skipped * samples);
        }
        int start = from + skipped;
        int end = Math.min(from + count, last);
        int at = offset + (start - first) * samples;
        for (int n = Math.max(0, end - start) * samples; n > 0; n--) {
            into[at++] = values.readFloat();
        }
    }

    private void checkLength(int row, int found, int samples) {
        if (found != samples) {
            throw uneven(row, Integer.toString(found), samples);
        }
    }

    private DataException uneven(int row, String found, int samples) {
        return new DataException(
                file,
                "row " + row + " of its row group",
                "uneven_traces",
                "expected " + samples + " values as in the first row, found " + found
                        + "; keep one grid and signal in a file");
    }

    private void checkEmpty(int row, int samples) {
        if (samples != 0) {
            throw new DataException(
                    file,
                    "row " + row + " of its row group",
                    "null_sample",
                    "expected NaN at missing samples, found null");
        }
    }

    /** The stored masks; absent where the mask is null. */
    void masks(List<Optional<boolean[]>> into, int samples) throws IOException {
        ColumnPages pages = pages("valid_mask");
        int row = -1;
        int sample = 0;
        for (int count = pages.nextPage(); count > 0; count = pages.nextPage()) {
            ValuesReader values = pages.values();
            for (int i = 0; i < count; i++) {
                if (pages.repetition() == 0) {
                    row++;
                    sample = 0;
                    if (row >= last) {
                        return;
                    }
                }
                if (pages.definition() == pages.maxDefinition()) {
                    boolean valid = values.readBoolean();
                    if (row >= first) {
                        put(into, row - first, sample, samples, valid);
                    }
                    sample++;
                }
            }
        }
    }

    private void put(List<Optional<boolean[]>> into, int row, int sample, int samples, boolean valid) {
        if (sample == 0) {
            into.set(row, Optional.of(new boolean[samples]));
        }
        if (sample >= samples) {
            throw uneven(row + first, "a mask of more than " + samples, samples);
        }
        into.get(row).orElseThrow()[sample] = valid;
    }
}
