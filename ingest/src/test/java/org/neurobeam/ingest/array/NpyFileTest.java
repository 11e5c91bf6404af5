package org.neurobeam.ingest.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

class NpyFileTest {
    @TempDir
    Path folder;

    private void array(String name, String header, byte... data) throws IOException {
        byte[] text = (header + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer b = ByteBuffer.allocate(10 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        b.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) text.length);
        b.put(text).put(data);
        Files.write(folder.resolve(name), b.array());
    }

    private NpyFile open(String name) throws IOException {
        return NpyFile.open(DataStore.local(folder), name);
    }

    @Test
    void whatIsWrittenIsReadByColumns() throws IOException {
        FloatMatrix a = FloatMatrix.wrap(2, 3, 1, 2, 3, 4, 5, 6);
        NpyFile.write(DataStore.local(folder), "a.npy", List.of(a, FloatMatrix.wrap(1, 3, 7, 8, 9)));
        try (NpyFile file = open("a.npy")) {
            assertThat(file.rows()).isEqualTo(3);
            assertThat(file.columns()).isEqualTo(3);
            assertThat(file.readFloats(1, 3)).isEqualTo(FloatMatrix.wrap(3, 2, 2, 3, 5, 6, 8, 9));
            assertThat(file.readDoubles().get(2, 0)).isEqualTo(7);
            assertThatThrownBy(() -> file.readFloats(2, 4)).hasMessageContaining("[3 x 3]");
        }
    }

    @Test
    void fortranOrderIsReadByTheSameIndices() throws IOException {
        array("f.npy", "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }", new byte[] {
            1, 4, 2, 5, 3, (byte) 250
        });
        try (NpyFile file = open("f.npy")) {
            assertThat(file.readFloats()).isEqualTo(FloatMatrix.wrap(2, 3, 1, 2, 3, 4, 5, 250));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "<i2,-2",
        ">i2,-2",
        "<i4,-2",
        "<i8,-2",
        ">f8,-2.5",
        "<f4,-2.5",
        "<u2,65534",
        "<u4,4294967294",
        "<u8,18446744073709551614"
    })
    void everyNumberTypeKeepsItsValue(String descr, double value) throws IOException {
        int bytes = descr.charAt(2) - '0';
        ByteBuffer b = ByteBuffer.allocate(bytes)
                .order(descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        switch (descr.substring(1)) {
            case "i2", "u2" -> b.putShort((short) -2);
            case "i4", "u4" -> b.putInt(-2);
            case "i8", "u8" -> b.putLong(-2);
            case "f4" -> b.putFloat(-2.5f);
            default -> b.putDouble(-2.5);
        }
        array("n.npy", "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (1,), }", b.array());
        try (NpyFile file = open("n.npy")) {
            assertThat(file.readDoubles().get(0, 0)).isEqualTo(value);
            assertThat(file.toString()).contains("[1 x 1]");
        }
    }

    @Test
    void objectArraysAreRefused() throws IOException {
        array("o.npy", "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", new byte[8]);
        assertThatThrownBy(() -> open("o.npy"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("never read");
    }

    @Test
    void damageIsNamed() throws IOException {
        array("short.npy", "{'descr': '<f8', 'fortran_order': False, 'shape': (4, 4), }", new byte[9]);
        array("deep.npy", "{'descr': '<f8', 'fortran_order': False, 'shape': (4, 4, 2), }", new byte[256]);
        array("huge.npy", "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999, 4), }", new byte[256]);
        Files.writeString(folder.resolve("text.npy"), "this is not an array at all");
        Files.write(folder.resolve("head.npy"), new byte[] {(byte) 0x93, 'N'});
        assertThatThrownBy(() -> open("short.npy")).hasMessageContaining("header claims");
        assertThatThrownBy(() -> open("deep.npy")).hasMessageContaining("one or two dimensions");
        assertThatThrownBy(() -> open("huge.npy")).hasMessageContaining("exceeds");
        assertThatThrownBy(() -> open("text.npy")).hasMessageContaining("NUMPY");
        assertThatThrownBy(() -> open("head.npy")).hasMessageContaining("ends within the header");
    }
}
