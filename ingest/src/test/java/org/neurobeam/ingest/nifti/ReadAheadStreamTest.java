package org.neurobeam.ingest.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadAheadStreamTest {
    private static final int SEVERAL_PIECES = (5 << 20) + 17;
    private static final Duration SOON = Duration.ofSeconds(10);

    private static byte[] bytes() {
        byte[] bytes = new byte[SEVERAL_PIECES];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    /** Small reads, then a failure; remembers that it was closed. */
    private static final class Failing extends ByteArrayInputStream {
        private boolean closed;

        Failing(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            int n = super.read(target, offset, Math.min(length, 1000));
            if (n < 0) {
                throw new IllegalStateException("no more");
            }
            return n;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void givesEveryByteInOrderAndThenTheEndAgainAndAgain() throws IOException {
        byte[] bytes = bytes();
        try (InputStream in = new ReadAheadStream(new ByteArrayInputStream(bytes))) {
            assertEquals(bytes[0] & 0xFF, in.read());
            byte[] rest = in.readAllBytes();
            assertEquals(bytes.length - 1, rest.length);
            assertArrayEquals(Arrays.copyOfRange(bytes, 1, bytes.length), rest);
            assertEquals(-1, in.read());
            assertEquals(-1, in.read(rest, 0, 3));
        }
    }

    @Test
    void throwsAFailureAfterTheBytesBeforeItAndAtEachLaterRead() throws IOException {
        byte[] bytes = bytes();
        try (InputStream in = new ReadAheadStream(new Failing(bytes))) {
            assertArrayEquals(bytes, in.readNBytes(bytes.length));
            assertThrows(IllegalStateException.class, in::read);
            assertThrows(IllegalStateException.class, in::read);
        }
    }

    @Test
    void closesTheStreamInTheMiddleWithoutWaitingForItsEnd() {
        Failing failing = new Failing(bytes());
        assertTimeoutPreemptively(SOON, () -> {
            InputStream in = new ReadAheadStream(failing);
            assertTrue(in.read() >= 0);
            assertFalse(failing.closed);
            in.close();
        });
        assertTrue(failing.closed);
    }
}
