package org.neurobeam.schemas.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.apache.parquet.io.ParquetDecodingException;

/** The pages of one column chunk, with levels and values decoded as primitives: no record assembly, no boxing. */
final class ColumnPages {
    /** Repetition or definition levels, one for each value or null. */
    interface Levels {
        int next() throws IOException;
    }

    private final ColumnDescriptor column;
    private final PageReader pages;
    private final Dictionary dictionary;
    private Levels repetition = () -> 0;
    private Levels definition = () -> 0;
    private ValuesReader values;
    private long left;
    private int evenSamples;
    private boolean even;

    ColumnPages(PageReadStore group, ColumnDescriptor column) throws IOException {
        this.column = column;
        this.pages = group.getPageReader(column);
        this.left = pages.getTotalValueCount();
        DictionaryPage page = pages.readDictionaryPage();
        this.dictionary = page == null ? null : page.getEncoding().initDictionary(column, page);
    }

    /** Looks out for pages of whole rows of a length, without nulls, as {@link FloatPages} writes them. */
    void expectRowsOf(int samples) {
        evenSamples = samples;
    }

    /** Whether the page is of such rows: then its levels need not be read. */
    boolean hasEvenRows() {
        return even;
    }

    int maxDefinition() {
        return column.getMaxDefinitionLevel();
    }

    /** Goes to the next page; its number of values and nulls, 0 after the last one. */
    int nextPage() throws IOException {
        if (left <= 0) {
            return 0;
        }
        DataPage page = pages.readPage();
        if (page == null) {
            throw new ParquetDecodingException(left + " values of " + column + " are missing");
        }
        left -= page.getValueCount();
        if (page instanceof DataPageV1 v1) {
            open(v1);
        } else if (page instanceof DataPageV2 v2) {
            open(v2);
        }
        return page.getValueCount();
    }

    private void open(DataPageV1 page) throws IOException {
        even = isEven(page);
        ByteBufferInputStream in = page.getBytes().toInputStream();
        ValuesReader repetitions = page.getRlEncoding().getValuesReader(column, ValuesType.REPETITION_LEVEL);
        ValuesReader definitions = page.getDlEncoding().getValuesReader(column, ValuesType.DEFINITION_LEVEL);
        repetitions.initFromPage(page.getValueCount(), in);
        definitions.initFromPage(page.getValueCount(), in);
        repetition = repetitions::readInteger;
        definition = definitions::readInteger;
        values = valuesReader(page.getValueEncoding());
        values.initFromPage(page.getValueCount(), in);
    }

    private boolean isEven(DataPageV1 page) throws IOException {
        int count = page.getValueCount();
        if (evenSamples == 0 || count % evenSamples != 0) {
            return false;
        }
        byte[] levels = FloatPages.levels(count / evenSamples, evenSamples);
        ByteBuffer bytes = page.getBytes().toByteBuffer();
        return bytes.remaining() >= levels.length
                && bytes.slice(bytes.position(), levels.length).equals(ByteBuffer.wrap(levels));
    }

    private void open(DataPageV2 page) throws IOException {
        even = false;
        repetition = levels(
                column.getMaxRepetitionLevel(), page.getRepetitionLevels().toInputStream());
        definition = levels(
                column.getMaxDefinitionLevel(), page.getDefinitionLevels().toInputStream());
        values = valuesReader(page.getDataEncoding());
        values.initFromPage(page.getValueCount(), page.getData().toInputStream());
    }

    private static Levels levels(int max, ByteBufferInputStream in) {
        if (max == 0) {
            return () -> 0;
        }
        RunLengthBitPackingHybridDecoder decoder =
                new RunLengthBitPackingHybridDecoder(BytesUtils.getWidthFromMaxInt(max), in);
        return decoder::readInt;
    }

    private ValuesReader valuesReader(Encoding encoding) {
        return encoding.usesDictionary()
                ? encoding.getDictionaryBasedValuesReader(column, ValuesType.VALUES, dictionary)
                : encoding.getValuesReader(column, ValuesType.VALUES);
    }

    /** Repetition level of the next value of the page. */
    int repetition() throws IOException {
        return repetition.next();
    }

    /** Definition level of the next value of the page. */
    int definition() throws IOException {
        return definition.next();
    }

    /** Reader of the values that are not null. */
    ValuesReader values() {
        return values;
    }
}
