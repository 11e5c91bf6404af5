package org.neurobeam.ingest.simulate.calcium;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** ASCII and numbers of fixed precision into a stream, many times faster than formatting; the same on every JVM. */
final class NumberText implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_NUMBER = 32;
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int used;

    NumberText(OutputStream out) {
        this.out = out;
    }

    NumberText text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        flush();
        out.write(bytes);
        return this;
    }

    NumberText character(char c) throws IOException {
        room();
        buffer[used++] = (byte) c;
        return this;
    }

    /** Fixed notation, e.g. -0.01234 with 5 decimals; a missing number is the word given. */
    NumberText number(double value, int decimals, String missing) throws IOException {
        if (Double.isNaN(value)) {
            for (int i = 0; i < missing.length(); i++) {
                character(missing.charAt(i));
            }
            return this;
        }
        long units = (long) Math.rint(Math.abs(value) * POWERS[decimals]);
        room();
        if (value < 0 && units > 0) {
            buffer[used++] = '-';
        }
        integer(units / POWERS[decimals], 1);
        buffer[used++] = '.';
        integer(units % POWERS[decimals], decimals);
        return this;
    }

    private void integer(long value, int width) {
        int digits = width;
        for (long rest = value / POWERS[width]; rest > 0; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = used + digits - 1; i >= used; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        used += digits;
    }

    private void room() throws IOException {
        if (used > BUFFER - LONGEST_NUMBER) {
            flush();
        }
    }

    private void flush() throws IOException {
        out.write(buffer, 0, used);
        used = 0;
    }

    @Override
    public void close() throws IOException {
        flush();
        out.close();
    }
}
