package org.neurobeam.schemas.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Seeded damage to a good file; every second one of a compressed file lies beneath the compression. */
public final class Mutations {
    /** Where most formats keep what everything else depends on. */
    private static final int HEAD = 4096;

    private static final int MOST_BITS = 8;
    private static final int MOST_MOVED = 1000;
    private static final int MOST_COPIED = 64;
    private static final int KINDS = 9;
    private static final int[] EXTREMES = {
        0, 1, -1, 0x7F, 0xFF, 0x7FFF, 0x8000, 0x7FFFFFFF, 0x80000000, 0x7F800000, 0x7FC00000
    };

    private final byte[] good;
    private final Random random;
    private final int head;

    /** @param good bytes of a file that can be read */
    public Mutations(byte[] good, long seed) {
        this(good, seed, HEAD);
    }

    /** @param head bytes at the start that are damaged more often than the rest */
    public Mutations(byte[] good, long seed, int head) {
        this.good = good.clone();
        this.random = new Random(seed);
        this.head = head;
    }

    /** The bytes with the next damage. */
    public byte[] next() throws IOException {
        boolean beneath = random.nextBoolean();
        if (beneath && good[0] == 0x1F && good[1] == (byte) 0x8B) {
            return gzip(damaged(new GZIPInputStream(new ByteArrayInputStream(good)).readAllBytes()));
        }
        if (beneath && good[0] == 'P' && good[1] == 'K') {
            return zip();
        }
        return damaged(good.clone());
    }

    private byte[] damaged(byte[] bytes) {
        if (bytes.length < Integer.BYTES) {
            return new byte[0];
        }
        int start = Math.min(head, bytes.length);
        switch (random.nextInt(KINDS)) {
            case 0 -> flip(bytes, bytes.length);
            case 1 -> flip(bytes, start);
            case 2 -> overwrite(bytes, random.nextInt(start - Integer.BYTES + 1));
            case 3 -> overwrite(bytes, random.nextInt(bytes.length - Integer.BYTES + 1));
            case 4 -> copy(bytes);
            case 5 -> number(bytes, random.nextInt(start));
            case 6 -> number(bytes, random.nextInt(bytes.length));
            case 7 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            default -> {
                return shifted(bytes);
            }
        }
        return bytes;
    }

    private void flip(byte[] bytes, int below) {
        for (int i = 0; i < 1 + random.nextInt(MOST_BITS); i++) {
            bytes[random.nextInt(below)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
    }

    private void overwrite(byte[] bytes, int at) {
        int extreme = EXTREMES[random.nextInt(EXTREMES.length)];
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[at + i] = (byte) (extreme >> (Byte.SIZE * i));
        }
    }

    /** A stretch lies over another one. */
    private void copy(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        int to = random.nextInt(bytes.length);
        System.arraycopy(bytes, from, bytes, to, Math.min(MOST_COPIED, bytes.length - Math.max(from, to)));
    }

    /** The next number in text becomes as large as its digits allow, or another one. */
    private void number(byte[] bytes, int from) {
        int at = from;
        for (int tries = 0; tries < bytes.length && !isDigit(bytes[at]); tries++) {
            at = (at + 1) % bytes.length;
        }
        boolean largest = random.nextBoolean();
        for (; at < bytes.length && isDigit(bytes[at]); at++) {
            bytes[at] = (byte) (largest ? '9' : '0' + random.nextInt(10));
        }
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Some bytes are lost, or there twice. */
    private byte[] shifted(byte[] bytes) {
        int from = random.nextInt(bytes.length);
        int count = 1 + random.nextInt(Math.min(MOST_MOVED, bytes.length - from));
        boolean lost = random.nextBoolean();
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + count);
        out.write(bytes, 0, from);
        if (!lost) {
            out.write(bytes, from, count);
        }
        out.write(bytes, lost ? from + count : from, bytes.length - (lost ? from + count : from));
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    /** One entry of the archive is damaged, the archive is whole. */
    private byte[] zip() throws IOException {
        List<String> names = new ArrayList<>();
        List<byte[]> entries = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(good))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
                entries.add(in.readAllBytes());
            }
        }
        int chosen = random.nextInt(entries.size());
        entries.set(chosen, damaged(entries.get(chosen)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < names.size(); i++) {
                zip.putNextEntry(new ZipEntry(names.get(i)));
                zip.write(entries.get(i));
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
