package org.neurobeam.ingest.surface;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.neurobeam.schemas.error.DataException;

/**
 * A forward pass over XML that resolves nothing: a DOCTYPE is passed over, entities beyond the five of XML are errors.
 *
 * <p>Failures become {@link DataException} with the place in the file.
 */
final class XmlSource {
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final XMLInputFactory FACTORY = factory();

    private final String file;
    private final String within;
    private final XMLStreamReader reader;

    private XmlSource(String file, String within, XMLStreamReader reader) {
        this.file = file;
        this.within = within;
        this.reader = reader;
    }

    private static XMLInputFactory factory() {
        // the JDK's own: whatever else lies on the class path has other names for these switches
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> new ByteArrayInputStream(new byte[0]));
        return factory;
    }

    /** @param within where in the file the XML stands; empty for all of it */
    static XmlSource of(InputStream in, String file, String within) {
        try {
            return new XmlSource(file, within, FACTORY.createXMLStreamReader(in));
        } catch (XMLStreamException e) {
            throw new DataException(file, within, "malformed_xml", "expected XML: " + firstLine(e), e);
        }
    }

    /** The bytes of a file, through gunzip when its content says so. */
    static InputStream unzipped(InputStream raw) throws IOException {
        InputStream in = new BufferedInputStream(raw, 1 << 16);
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        return magic == GZIP_MAGIC ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
    }

    /** The next start or end of an element or piece of text; false at the end of the document. */
    boolean next() {
        try {
            if (!reader.hasNext()) {
                return false;
            }
            reader.next();
            return true;
        } catch (XMLStreamException e) {
            throw new DataException(file, place(), "malformed_xml", "expected XML: " + firstLine(e), e);
        }
    }

    private static String firstLine(XMLStreamException e) {
        String message = e.getMessage() == null ? "unreadable" : e.getMessage();
        return message.lines()
                .filter(line -> !line.startsWith("ParseError"))
                .findFirst()
                .orElse("unreadable");
    }

    boolean atStart() {
        return reader.getEventType() == XMLStreamConstants.START_ELEMENT;
    }

    boolean atStart(String name) {
        return atStart() && reader.getLocalName().equals(name);
    }

    boolean atEnd(String name) {
        return reader.getEventType() == XMLStreamConstants.END_ELEMENT
                && reader.getLocalName().equals(name);
    }

    boolean atText() {
        return reader.isCharacters();
    }

    /** The piece of text at hand. */
    void text(TextSink sink) {
        sink.accept(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
    }

    /** Receives text piece by piece. */
    @FunctionalInterface
    interface TextSink {
        /** Characters [start, start + length), valid during the call only. */
        void accept(char[] text, int start, int length);
    }

    String name() {
        return reader.getLocalName();
    }

    /** The attribute, empty when absent. */
    String attribute(String name) {
        String value = reader.getAttributeValue(null, name);
        return value == null ? "" : value.strip();
    }

    /** An attribute that must be a whole number. */
    int intAttribute(String name) {
        return optionalInt(name).orElseThrow(() -> bad("expected a whole number in " + name + ", found ''"));
    }

    /** An attribute that is a whole number or absent. */
    OptionalInt optionalInt(String name) {
        String value = attribute(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(value));
        } catch (NumberFormatException e) {
            throw bad("expected a whole number in " + name + ", found '" + value + "'");
        }
    }

    /** An attribute that is a number; {@code otherwise} when absent. */
    double numberAttribute(String name, double otherwise) {
        String value = attribute(name);
        try {
            return value.isEmpty() ? otherwise : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw bad("expected a number in " + name + ", found '" + value + "'");
        }
    }

    /** All text up to the end of the element at hand, elements within it passed over. */
    String textOf() {
        String element = name();
        StringBuilder text = new StringBuilder();
        while (advance(element)) {
            if (atText()) {
                text(text::append);
            }
        }
        return text.toString();
    }

    /** Text up to the end of the element at hand, given piece by piece. */
    void textOf(TextSink sink) {
        String element = name();
        while (advance(element)) {
            if (atText()) {
                text(sink);
            }
        }
    }

    /** Moves on; false at the end of the named element. A document that ends before is damaged. */
    boolean advance(String element) {
        if (!next()) {
            throw bad("expected the end of " + element + ", found the end of the file");
        }
        return !atEnd(element);
    }

    /** The pairs of a MetaData element, at whose start the source stands. */
    Map<String, String> metadata() {
        Map<String, String> pairs = new LinkedHashMap<>();
        String key = "";
        while (advance("MetaData")) {
            if (atStart("Name")) {
                key = textOf().strip();
            } else if (atStart("Value")) {
                pairs.put(key, textOf().strip());
            }
        }
        return pairs;
    }

    DataException bad(String problem) {
        return bad("malformed_xml", problem);
    }

    DataException bad(String code, String problem) {
        return new DataException(file, place(), code, problem);
    }

    /** Where the source stands. */
    String place() {
        String at = "line " + reader.getLocation().getLineNumber() + ", column "
                + reader.getLocation().getColumnNumber();
        return within.isEmpty() ? at : within + ", " + at;
    }
}
