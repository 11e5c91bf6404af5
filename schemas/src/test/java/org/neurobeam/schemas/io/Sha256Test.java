package org.neurobeam.schemas.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.error.DataException;

class Sha256Test {
    /** Appendix B.1 of FIPS 180-2. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void textBytesStreamsAndFilesGiveThePublishedDigest(@TempDir Path folder) throws IOException {
        byte[] bytes = "abc".getBytes(StandardCharsets.US_ASCII);
        Files.write(folder.resolve("abc.txt"), bytes);
        assertEquals(ABC, Sha256.of("abc"));
        assertEquals(ABC, Sha256.of(bytes));
        assertEquals(ABC, Sha256.of(new ByteArrayInputStream(bytes)));
        assertEquals(ABC, Sha256.ofFile(DataStore.local(folder), "abc.txt"));
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir Path folder) {
        DataException e = assertThrows(DataException.class, () -> Sha256.ofFile(DataStore.local(folder), "absent.txt"));
        assertEquals("absent.txt", e.file());
    }
}
