package org.neurobeam.ingest.surface;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.neurobeam.schemas.array.DoubleMatrix;

/** The elements of a GIFTI document to a {@link GiftiFile}. */
final class GiftiParser {
    private static final int AFFINE = 4;

    private final XmlSource xml;
    private final GiftiData data;
    private final boolean values;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<SurfaceLabel> labels = new ArrayList<>();
    private final List<GiftiArray> arrays = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private OptionalInt claimed = OptionalInt.empty();

    GiftiParser(XmlSource xml, GiftiData data, boolean values) {
        this.xml = xml;
        this.data = data;
        this.values = values;
    }

    GiftiFile parse() throws IOException {
        while (xml.next()) {
            if (xml.atStart()) {
                break;
            }
        }
        if (!xml.atStart("GIFTI")) {
            throw xml.bad("not_gifti", "expected the element GIFTI; this is not a GIFTI file");
        }
        claimed = xml.optionalInt("NumberOfDataArrays");
        while (xml.advance("GIFTI")) {
            element();
        }
        while (xml.next()) {
            // what follows the document must still be well formed
        }
        if (claimed.isPresent() && claimed.getAsInt() != arrays.size()) {
            warnings.add("NumberOfDataArrays is " + claimed.getAsInt() + " but the file has " + arrays.size());
        }
        return new GiftiFile(metadata, labels, arrays, warnings);
    }

    private void element() throws IOException {
        if (xml.atStart("MetaData")) {
            metadata.putAll(xml.metadata());
        } else if (xml.atStart("Label")) {
            labels.add(SurfaceLabel.read(xml));
        } else if (xml.atStart("DataArray")) {
            arrays.add(array());
        }
    }

    private GiftiArray array() throws IOException {
        GiftiArrayHeader header = GiftiArrayHeader.read(xml);
        Map<String, String> pairs = new LinkedHashMap<>();
        List<CoordinateTransform> systems = new ArrayList<>();
        GiftiArray read = null;
        while (xml.advance("DataArray")) {
            if (xml.atStart("MetaData")) {
                pairs.putAll(xml.metadata());
            } else if (xml.atStart("CoordinateSystemTransformMatrix")) {
                systems.add(transform());
            } else if (xml.atStart("Data")) {
                GiftiArrayHeader whole = header.with(pairs, systems);
                read = values ? data.read(xml, whole) : data.skip(xml, whole);
            }
        }
        if (read == null) {
            throw xml.bad(GiftiData.CODE, "expected a Data element in every DataArray");
        }
        return read;
    }

    private CoordinateTransform transform() {
        String from = "";
        String to = "";
        DoubleMatrix matrix = DoubleMatrix.zeros(AFFINE, AFFINE);
        while (xml.advance("CoordinateSystemTransformMatrix")) {
            if (xml.atStart("DataSpace")) {
                from = xml.textOf().strip();
            } else if (xml.atStart("TransformedSpace")) {
                to = xml.textOf().strip();
            } else if (xml.atStart("MatrixData")) {
                matrix = matrix(xml);
            }
        }
        return new CoordinateTransform(from, to, matrix);
    }

    /** The sixteen numbers of the element at hand. */
    static DoubleMatrix matrix(XmlSource xml) {
        DoubleMatrix matrix = DoubleMatrix.zeros(AFFINE, AFFINE);
        String[] words = xml.textOf().strip().split("\\s+");
        if (words.length != AFFINE * AFFINE) {
            throw xml.bad("expected 16 numbers of a matrix, found " + words.length);
        }
        for (int i = 0; i < words.length; i++) {
            try {
                matrix.set(i / AFFINE, i % AFFINE, Double.parseDouble(words[i]));
            } catch (NumberFormatException e) {
                throw xml.bad("expected a number in the matrix, found '" + words[i] + "'");
            }
        }
        return matrix;
    }
}
