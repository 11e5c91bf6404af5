package org.neurobeam.ingest.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

class GiftiFileTest {
    private static final String NAME = "in/x.func.gii";

    @TempDir
    Path folder;

    private DataStore with(byte[] bytes) throws IOException {
        Files.createDirectories(folder.resolve("store/in"));
        Files.write(folder.resolve("store").resolve(NAME), bytes);
        return DataStore.local(folder.resolve("store"));
    }

    private DataStore with(String text) throws IOException {
        return with(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String document(String attributes, String data) {
        return "<?xml version=\"1.0\"?><GIFTI Version=\"1.0\" NumberOfDataArrays=\"1\">"
                + "<DataArray Intent=\"NIFTI_INTENT_NONE\" Dimensionality=\"2\" Dim0=\"2\" Dim1=\"3\" " + attributes
                + "><Data>" + data + "</Data></DataArray></GIFTI>";
    }

    private static String float32(String more) {
        return "DataType=\"NIFTI_TYPE_FLOAT32\" " + more;
    }

    private static byte[] floats(ByteOrder order) {
        ByteBuffer bytes = ByteBuffer.allocate(24).order(order);
        for (int i = 1; i <= 6; i++) {
            bytes.putFloat(i);
        }
        return bytes.array();
    }

    private GiftiArray only(DataStore store) throws IOException {
        return GiftiFile.read(store, NAME).arrays().get(0);
    }

    @Test
    void bothByteOrdersAndBothArrayOrdersRead() throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            String endian = order == ByteOrder.BIG_ENDIAN ? "BigEndian" : "LittleEndian";
            String attributes = float32("Encoding=\"Base64Binary\" Endian=\"" + endian + "\" ");
            String data = Base64.getMimeEncoder(5, new byte[] {'\n'}).encodeToString(floats(order));
            GiftiArray rows = only(with(document(attributes + "ArrayIndexingOrder=\"RowMajorOrder\"", data)));
            assertThat(rows.floats()).containsExactly(1, 2, 3, 4, 5, 6);
            GiftiArray columns = only(with(document(attributes + "ArrayIndexingOrder=\"ColumnMajorOrder\"", data)));
            assertThat(columns.floats()).containsExactly(1, 3, 5, 2, 4, 6);
            assertThat(columns.describe()).isEqualTo("(2, 3)/float32/0");
        }
    }

    @Test
    void zlibAndGzipStreamsRead() throws IOException {
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(zlib)) {
            out.write(floats(ByteOrder.LITTLE_ENDIAN));
        }
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(floats(ByteOrder.LITTLE_ENDIAN));
        }
        for (ByteArrayOutputStream packed : new ByteArrayOutputStream[] {zlib, gzip}) {
            String data = Base64.getEncoder().encodeToString(packed.toByteArray());
            assertThat(only(with(document(float32("Encoding=\"GZipBase64Binary\""), data)))
                            .floats())
                    .containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @ParameterizedTest
    @CsvSource({"UINT8", "INT8", "INT16", "UINT16", "INT32", "UINT32", "INT64", "FLOAT32", "FLOAT64"})
    void asciiOfEveryType(String type) throws IOException {
        GiftiArray array =
                only(with(document("DataType=\"NIFTI_TYPE_" + type + "\" Encoding=\"ASCII\"", "1 2 3\n\t4 5 6\n")));
        assertThat(array.at(5)).isEqualTo(6);
        assertThat(array.describe()).startsWith("(2, 3)/" + type.toLowerCase(java.util.Locale.ROOT));
        assertThat(array.hasValues()).isTrue();
        if (array.type().integer()) {
            assertThat(array.ints()).containsExactly(1, 2, 3, 4, 5, 6);
        } else {
            assertThatThrownBy(array::ints).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aWholeFileMayBeGzipped() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(document(float32("Encoding=\"ASCII\""), "1 2 3 4 5 nan")
                    .replace("nan", "NaN")
                    .getBytes(StandardCharsets.UTF_8));
        }
        GiftiArray array = only(with(gzip.toByteArray()));
        assertThat(array.at(5)).isNaN();
        assertThat(array.describe()).isEqualTo("(6,)/float32/0");
    }

    @Test
    void externalDataStayInsideTheStore() throws IOException {
        byte[] data = floats(ByteOrder.LITTLE_ENDIAN);
        String external = float32("Encoding=\"ExternalFileBinary\" ExternalFileOffset=\"4\" ExternalFileName=");
        DataStore store = with(document(external + "\"../data/x.dat\"", ""));
        Files.createDirectories(folder.resolve("store/data"));
        Files.write(
                folder.resolve("store/data/x.dat"),
                ByteBuffer.allocate(28).putInt(0).put(data).array());
        Files.write(folder.resolve("secret.dat"), new byte[100]);
        assertThat(only(store).floats()).containsExactly(1, 2, 3, 4, 5, 6);
        for (String name : new String[] {"../../secret.dat", "/etc/passwd", "..\\\\secret", "C:x", ""}) {
            DataStore outside = with(document(external + "\"" + name + "\"", ""));
            assertThatThrownBy(() -> only(outside))
                    .isInstanceOfSatisfying(
                            DataException.class, e -> assertThat(e.code()).isEqualTo("external_outside"));
        }
        assertThatThrownBy(() -> only(with(document(external + "\"missing.dat\"", ""))))
                .hasMessageContaining("in/missing.dat");
        Files.write(folder.resolve("store/data/x.dat"), new byte[20]);
        DataStore cut = with(document(external + "\"../data/x.dat\"", ""));
        assertThatThrownBy(() -> only(cut)).hasMessageContaining("claims 24 bytes from here, file has 16");
        ObjectNode json = SurfaceInspection.gifti(cut, NAME, false);
        assertThat(json.get("shape").asText()).isEqualTo("(2, 3)/float32/0");
        assertThat(json.has("data_error")).isTrue();
        assertThat(SurfaceInspection.gifti(cut, NAME, true).has("data_error")).isFalse();
    }

    @Test
    void aDoctypeIsPassedOverAndNothingIsResolved() throws IOException {
        Files.writeString(folder.resolve("secret.txt"), "7 7 7");
        String secret = folder.resolve("secret.txt").toUri().toString();
        String body = document(float32("Encoding=\"ASCII\""), "1 2 3 4 5 6");
        String doctype = "<!DOCTYPE GIFTI SYSTEM \"http://localhost:9/gifti.dtd\">";
        assertThat(only(with(body.replace("<GIFTI", doctype + "<GIFTI"))).size())
                .isEqualTo(6);
        String entity = "<!DOCTYPE GIFTI [<!ENTITY e SYSTEM \"" + secret + "\">]>";
        DataStore leaking = with(body.replace("<GIFTI", entity + "<GIFTI").replace("4 5 6", "&e;"));
        assertThatThrownBy(() -> only(leaking))
                .isInstanceOf(DataException.class)
                .hasMessageNotContaining("7 7 7");
        StringBuilder bomb = new StringBuilder("<!DOCTYPE GIFTI [<!ENTITY a0 \"1 \">");
        for (int i = 1; i < 30; i++) {
            bomb.append("<!ENTITY a")
                    .append(i)
                    .append(" \"")
                    .append(("&a" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        DataStore exploding = with(body.replace("<GIFTI", bomb + "]><GIFTI").replace("4 5 6", "&a29;"));
        assertThatThrownBy(() -> only(exploding)).isInstanceOf(DataException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain text",
                "<html/>",
                "<GIFTI>",
                "<GIFTI><DataArray/></GIFTI>",
                "<GIFTI NumberOfDataArrays=\"many\"/>",
                "<GIFTI/><GIFTI/>"
            })
    void otherFilesAreRefused(String text) throws IOException {
        DataStore store = with(text);
        assertThatThrownBy(() -> GiftiFile.read(store, NAME))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(NAME + ": ");
        assertThat(SurfaceInspection.gifti(store, NAME, true).has("load_error")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ASCII, 1 2 3 4 5, 'expected 6 numbers as the dimensions say, found 5'",
        "ASCII, 1 2 3 4 5 6 7, found more",
        "ASCII, 1 2 3 4 5 six, 'six'",
        "Base64Binary, AAAA, 'expected 24 bytes as the dimensions say, found 3'",
        "Base64Binary, A*AA, U+002A",
        "GZipBase64Binary, AAAA, zlib",
        "Morse, AAAA, Morse"
    })
    void damagedDataNameThePlace(String encoding, String data, String message) throws IOException {
        DataStore store = with(document(float32("Encoding=\"" + encoding + "\""), data));
        assertThatThrownBy(() -> only(store))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.place()).startsWith("line 1, column "))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "Dim0=\"2\", Dim0=\"-2\"",
        "Dim0=\"2\", Dim0=\"2000000000\"",
        "Dimensionality=\"2\", Dimensionality=\"9\"",
        "FLOAT32, FLOAT128",
        "Dim1=\"3\", Dim2=\"3\""
    })
    void impossibleArraysAreRefused(String from, String to) throws IOException {
        String text = document(float32("Encoding=\"ASCII\""), "1 2 3 4 5 6");
        assertThat(text).contains(from);
        DataStore store = with(text.replace(from, to));
        assertThatThrownBy(() -> only(store)).isInstanceOf(DataException.class);
    }

    @Test
    void seriesOfDifferentLengthsAreRefused() throws IOException {
        String one = "<DataArray Intent=\"NIFTI_INTENT_SHAPE\" DataType=\"16\" Dimensionality=\"1\" Dim0=\"%d\""
                + " Encoding=\"ASCII\"><Data>%s</Data></DataArray>";
        DataStore store = with("<GIFTI>" + String.format(one, 2, "1 2") + String.format(one, 1, "1") + "</GIFTI>");
        GiftiFile file = GiftiFile.read(store, NAME);
        assertThatThrownBy(() -> file.series("SHAPE")).hasMessage("array 0 has 2 values but array 1 has 1");
        assertThat(file.series("LABEL").rows()).isZero();
        assertThat(file.arrays("SHAPE").get(0).intentCode()).isEqualTo(2005);
    }
}
