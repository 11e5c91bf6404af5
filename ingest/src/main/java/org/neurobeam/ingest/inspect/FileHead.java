package org.neurobeam.ingest.inspect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The first bytes of a file's content, after decompression where it is gzipped. */
public final class FileHead {
    /** As many bytes as a file has, up to this number. */
    public static final int BYTES = 1024;

    private final byte[] bytes;

    FileHead(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Number of bytes, at most {@link #BYTES}. */
    public int length() {
        return bytes.length;
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Whether the bytes at an offset are an ASCII text. */
    public boolean has(int offset, String ascii) {
        byte[] wanted = ascii.getBytes(StandardCharsets.US_ASCII);
        return bytes.length >= offset + wanted.length
                && Arrays.equals(bytes, offset, offset + wanted.length, wanted, 0, wanted.length);
    }

    /** The bytes as text, ISO-8859-1. */
    public String text() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
