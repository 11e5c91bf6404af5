package org.neurobeam.ingest.connectome;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.neurobeam.schemas.error.DataException;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/**
 * A workbook of Excel 2007 and later, one sheet at a time in one forward pass: matrices of a million blank cells need
 * no memory.
 */
final class XlsxBook implements SheetBook {
    private final SourceContent file;

    XlsxBook(SourceContent file) {
        this.file = file;
    }

    private interface Work {
        void on(XSSFReader.SheetIterator sheets, OPCPackage book)
                throws IOException, OpenXML4JException, SAXException, ParserConfigurationException;
    }

    @Override
    public List<String> sheets() throws IOException {
        List<String> names = new ArrayList<>();
        opened((sheets, book) -> {
            while (sheets.hasNext()) {
                try (InputStream unread = sheets.next()) {
                    names.add(sheets.getSheetName());
                }
            }
        });
        return names;
    }

    @Override
    public void rows(String name, Consumer<Row> rows) throws IOException {
        List<String> seen = new ArrayList<>();
        boolean[] found = {false};
        opened((sheets, book) -> {
            while (sheets.hasNext() && !found[0]) {
                try (InputStream in = sheets.next()) {
                    seen.add(sheets.getSheetName());
                    found[0] = sheets.getSheetName().equals(name);
                    if (found[0]) {
                        XMLReader xml = XMLHelper.newXMLReader();
                        xml.setContentHandler(new XlsxRows(new ReadOnlySharedStringsTable(book), rows));
                        xml.parse(new InputSource(in));
                    }
                }
            }
        });
        if (!found[0]) {
            throw SheetEdges.missing(file.path(), "sheet", name, seen);
        }
    }

    private void opened(Work work) throws IOException {
        try (OPCPackage book = OPCPackage.open(file.stream())) {
            work.on((XSSFReader.SheetIterator) new XSSFReader(book).getSheetsData(), book);
        } catch (DataException e) {
            throw e;
        } catch (IOException | OpenXML4JException | SAXException | ParserConfigurationException | RuntimeException e) {
            // POI reports damage by many unchecked types
            throw new DataException(
                    file.path(),
                    "",
                    "unreadable_workbook",
                    "expected a whole Excel workbook (.xlsx), found " + e.getMessage() + "; get the file again",
                    e);
        }
    }

    @Override
    public String place(String sheet, int row, int column) {
        return sheet + "!" + new CellReference(row, column).formatAsString();
    }
}
