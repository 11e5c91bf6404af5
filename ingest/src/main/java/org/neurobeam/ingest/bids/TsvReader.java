package org.neurobeam.ingest.bids;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** Bytes of a TSV file to a {@link TsvTable}. */
final class TsvReader {
    private static final CSVFormat FORMAT = CSVFormat.Builder.create()
            .setDelimiter('\t')
            .setQuote('"')
            .setIgnoreEmptyLines(true)
            .get();
    private static final int GZIP_MAGIC = 0x1f8b;

    private TsvReader() {}

    /** One row: its cells, and the line of the file on which it starts. */
    record Row(long line, List<String> cells) {
        String cell(int column) {
            return cells.get(column);
        }
    }

    static TsvTable read(DataStore store, String path, Optional<List<String>> columns) throws IOException {
        List<String> warnings = new ArrayList<>();
        String text = decode(bytes(store, path), warnings);
        List<Row> rows = parse(path, text);
        List<String> names = columns.orElseGet(() -> header(path, rows));
        List<Row> body = columns.isPresent() ? rows : rows.subList(1, rows.size());
        requireNames(path, names);
        for (Row row : body) {
            requireLength(path, row, names);
        }
        return new TsvTable(path, names, List.copyOf(body), warnings);
    }

    private static byte[] bytes(DataStore store, String path) throws IOException {
        try (InputStream in = new BufferedInputStream(store.read(path))) {
            in.mark(2);
            int magic = in.read() << 8 | in.read();
            in.reset();
            return magic == GZIP_MAGIC ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
        } catch (NoSuchFileException e) {
            throw MissingContent.of(path, e);
        } catch (ZipException | java.io.EOFException e) {
            throw new DataException(path, "", "bad_gzip", "expected a whole gzip file: " + e.getMessage(), e);
        }
    }

    private static String decode(byte[] bytes, List<String> warnings) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            warnings.add("not UTF-8, read as ISO-8859-1; convert it to UTF-8");
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static List<Row> parse(String path, String text) throws IOException {
        List<Row> rows = new ArrayList<>();
        long line = 1;
        try (Reader in = new StringReader(text);
                CSVParser parser = CSVParser.parse(in, FORMAT)) {
            for (CSVRecord record : parser) {
                line = parser.getCurrentLineNumber();
                rows.add(new Row(line, List.of(record.values())));
            }
            return rows;
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new DataException(
                    path,
                    "after line " + line,
                    "malformed_tsv",
                    "expected cells separated by tabs, found a quote that opens a cell and does not close it",
                    e);
        }
    }

    private static List<String> header(String path, List<Row> rows) {
        if (rows.isEmpty()) {
            throw new DataException(
                    path, "line 1", "missing_header", "expected a line of column names, found an empty file");
        }
        return rows.get(0).cells().stream().map(String::strip).toList();
    }

    private static void requireNames(String path, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new DataException(
                        path, "line 1", "repeated_column", "column '" + name + "' occurs twice; rename one of them");
            }
        }
    }

    private static void requireLength(String path, Row row, List<String> names) {
        if (row.cells().size() != names.size()) {
            throw new DataException(
                    path,
                    "line " + row.line(),
                    "row_length",
                    "expected " + names.size() + " cells as the columns, found "
                            + row.cells().size());
        }
    }
}
