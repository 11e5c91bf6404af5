package org.neurobeam.pipelines.flow.encode;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.CustomCoder;
import org.neurobeam.encoders.ridge.GramPart;

/** Some parts of the statistics of a group, in the order of their ids whatever order they came in. */
final class DesignStatistics {
    private final List<GramPart> parts;

    private DesignStatistics(Collection<GramPart> parts) {
        this.parts = List.copyOf(parts);
    }

    static DesignStatistics of(GramPart part) {
        return new DesignStatistics(List.of(part));
    }

    static DesignStatistics none() {
        return new DesignStatistics(List.of());
    }

    /** The parts of both; nothing is added up before all parts are there, so that bundles do not matter. */
    DesignStatistics with(DesignStatistics other) {
        TreeMap<Integer, GramPart> all = new TreeMap<>();
        parts.forEach(part -> all.put(part.id(), part));
        other.parts.forEach(part -> all.put(part.id(), part));
        return new DesignStatistics(all.values());
    }

    List<GramPart> parts() {
        return parts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DesignStatistics that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    /** Numbers of all parts, big-endian: the same statistics have the same bytes. */
    static final class Coder extends CustomCoder<DesignStatistics> {
        private static final long serialVersionUID = 1L;
        private static final int NUMBERS_AT_ONCE = 1 << 13;

        @Override
        public void encode(DesignStatistics value, OutputStream stream) throws IOException {
            DataOutputStream out = new DataOutputStream(stream);
            out.writeInt(value.parts.size());
            for (GramPart part : value.parts) {
                out.writeInt(part.id());
                out.writeInt(part.order());
                write(out, part.upper());
                write(out, part.sums());
            }
            out.flush();
        }

        private static void write(DataOutputStream out, double... numbers) throws IOException {
            out.writeInt(numbers.length);
            ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * NUMBERS_AT_ONCE);
            for (int from = 0; from < numbers.length; from += NUMBERS_AT_ONCE) {
                int count = Math.min(NUMBERS_AT_ONCE, numbers.length - from);
                bytes.asDoubleBuffer().put(numbers, from, count);
                out.write(bytes.array(), 0, Double.BYTES * count);
            }
        }

        @Override
        public DesignStatistics decode(InputStream stream) throws IOException {
            DataInputStream in = new DataInputStream(stream);
            int count = in.readInt();
            List<GramPart> parts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                parts.add(GramPart.of(in.readInt(), in.readInt(), read(in), read(in)));
            }
            return new DesignStatistics(parts);
        }

        private static double[] read(DataInputStream in) throws IOException {
            double[] numbers = new double[in.readInt()];
            byte[] bytes = new byte[Double.BYTES * Math.min(NUMBERS_AT_ONCE, numbers.length)];
            for (int from = 0; from < numbers.length; from += NUMBERS_AT_ONCE) {
                int some = Math.min(NUMBERS_AT_ONCE, numbers.length - from);
                in.readFully(bytes, 0, Double.BYTES * some);
                ByteBuffer.wrap(bytes).asDoubleBuffer().get(numbers, from, some);
            }
            return numbers;
        }

        @Override
        public void verifyDeterministic() {
            // numbers in the order of the ids
        }
    }
}
