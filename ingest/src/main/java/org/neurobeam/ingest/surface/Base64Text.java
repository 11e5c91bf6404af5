package org.neurobeam.ingest.surface;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Decodes base64 that comes in pieces; white space may stand anywhere. */
final class Base64Text implements XmlSource.TextSink {
    private static final byte[] VALUES = values();
    private static final int BITS = 6;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int bits;
    private int held;
    private boolean padded;
    private int wrong = -1;

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        return values;
    }

    @Override
    public void accept(char[] text, int start, int length) {
        for (int i = start; i < start + length; i++) {
            char c = text[i];
            if (c == '=') {
                padded = true;
            } else if (c > ' ') {
                add(c);
            }
        }
    }

    private void add(char c) {
        int value = c < VALUES.length ? VALUES[c] : -1;
        if (value < 0 || padded) {
            wrong = wrong < 0 ? c : wrong;
            return;
        }
        bits = bits << BITS | value;
        held += BITS;
        if (held >= Byte.SIZE) {
            held -= Byte.SIZE;
            bytes.write(bits >> held);
            bits &= (1 << held) - 1;
        }
    }

    /** All bytes decoded. */
    byte[] finish(XmlSource xml) {
        if (wrong >= 0) {
            throw xml.bad(GiftiData.CODE, "expected base64, found the character U+" + String.format("%04X", wrong));
        }
        return bytes.toByteArray();
    }
}
