package org.neurobeam.schemas.io.netcdf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.StagedFile;
import org.neurobeam.schemas.io.WrittenFile;
import org.neurobeam.schemas.io.netcdf.NetcdfLayout.Kind;
import ucar.ma2.Array;
import ucar.ma2.DataType;
import ucar.ma2.InvalidRangeException;
import ucar.nc2.Attribute;
import ucar.nc2.NetcdfFileWriter;
import ucar.nc2.Variable;

/**
 * Writes one netCDF-3 file with 64-bit offsets: whole variables or slabs of them, in any order.
 *
 * <p>The file grows in a local temporary file, because slabs need random access, and goes to the store when it is
 * finished. A variable of 4 GiB or more must be the last one: that is the limit of the format. Not thread-safe; close
 * it.
 */
public final class NetcdfFile implements AutoCloseable {
    private static final long LIMIT_BYTES = (1L << 32) - 4;
    private static final int COPY_BYTES = 1 << 20;

    private final DataStore store;
    private final String path;
    private final NetcdfLayout layout;
    private final Path local;
    private final NetcdfFileWriter writer;
    private final Map<String, Variable> variables = new HashMap<>();
    private boolean open = true;

    private NetcdfFile(DataStore store, String path, NetcdfLayout layout, Path local) throws IOException {
        this.store = store;
        this.path = path;
        this.layout = layout;
        this.local = local;
        this.writer = NetcdfFileWriter.createNew(NetcdfFileWriter.Version.netcdf3, local.toString());
        writer.setLargeFile(true);
        writer.setFill(false);
        layout.dimensions().forEach((name, length) -> writer.addDimension(null, name, length));
        layout.attributes().forEach((name, value) -> writer.addGroupAttribute(null, new Attribute(name, value)));
        layout.variables().values().forEach(this::define);
        writer.create();
    }

    /**
     * Starts a file.
     *
     * @param path relative to the store, ends with {@code .nc}
     * @throws IllegalArgumentException if a variable that is not the last one has 4 GiB or more
     */
    public static NetcdfFile create(DataStore store, String path, NetcdfLayout layout) throws IOException {
        List<String> names = new ArrayList<>(layout.variables().keySet());
        for (String name : names.subList(0, Math.max(0, names.size() - 1))) {
            NetcdfLayout.Variable variable = layout.require(name);
            long bytes = variable.kind() == Kind.DOUBLE ? Double.BYTES : Float.BYTES;
            for (int length : layout.shape(name)) {
                bytes *= length;
            }
            if (bytes > LIMIT_BYTES) {
                throw new IllegalArgumentException("variable " + name + " has " + bytes
                        + " bytes, more than netCDF-3 takes before another variable; define it last");
            }
        }
        Path local = Files.createTempFile("neurobeam", ".nc");
        return new NetcdfFile(store, path, layout, local);
    }

    private void define(NetcdfLayout.Variable variable) {
        String axes = String.join(" ", variable.dimensions());
        DataType type = DataType.CHAR;
        switch (variable.kind()) {
            case FLOAT -> type = DataType.FLOAT;
            case DOUBLE -> type = DataType.DOUBLE;
            case INT -> type = DataType.INT;
            case TEXT -> {
                String bytes = variable.name() + "_bytes";
                writer.addDimension(null, bytes, variable.textBytes());
                axes += " " + bytes;
            }
        }
        Variable defined = writer.addVariable(null, variable.name(), type, axes);
        // in one order: that of an immutable map changes from process to process
        new TreeMap<>(variable.attributes()).forEach((name, value) -> defined.addAttribute(new Attribute(name, value)));
        if (variable.kind() == Kind.TEXT) {
            defined.addAttribute(new Attribute("_Encoding", "utf-8"));
        }
        variables.put(variable.name(), defined);
    }

    /** Writes a whole float variable, row-major. */
    public void write(String name, float[] values) throws IOException {
        write(name, new int[layout.shape(name).length], layout.shape(name), values);
    }

    /**
     * Writes a slab of a float variable.
     *
     * @param origin first index on every dimension
     * @param shape extent on every dimension
     * @param values row-major, of the product of the extents
     * @throws IllegalArgumentException if the slab does not fit
     */
    public void write(String name, int[] origin, int[] shape, float[] values) throws IOException {
        put(name, Kind.FLOAT, origin, shape, values, values.length);
    }

    /** Writes a whole double variable, row-major. */
    public void write(String name, double[] values) throws IOException {
        int[] shape = layout.shape(name);
        put(name, Kind.DOUBLE, new int[shape.length], shape, values, values.length);
    }

    /** Writes a whole int variable, row-major. */
    public void write(String name, int[] values) throws IOException {
        int[] shape = layout.shape(name);
        put(name, Kind.INT, new int[shape.length], shape, values, values.length);
    }

    /** Writes a whole text variable. */
    public void write(String name, List<String> values) throws IOException {
        int width = layout.require(name).textBytes();
        char[] padded = new char[Math.multiplyExact(values.size(), width)];
        for (int i = 0; i < values.size(); i++) {
            byte[] bytes = values.get(i).getBytes(StandardCharsets.UTF_8);
            if (bytes.length > width) {
                throw new IllegalArgumentException(
                        "text '" + values.get(i) + "' has " + bytes.length + " bytes but " + name + " takes " + width);
            }
            for (int j = 0; j < bytes.length; j++) {
                padded[i * width + j] = (char) (bytes[j] & 0xff);
            }
        }
        put(name, Kind.TEXT, new int[2], new int[] {layout.shape(name)[0], width}, padded, padded.length);
    }

    private void put(String name, Kind kind, int[] origin, int[] shape, Object values, int count) throws IOException {
        NetcdfLayout.Variable variable = layout.require(name);
        long size = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        if (variable.kind() != kind || size != count) {
            throw new IllegalArgumentException("variable " + name + " is " + variable.kind() + " "
                    + variable.dimensions() + " but values are " + count + " of " + kind + " for a slab "
                    + Arrays.toString(shape));
        }
        if (count == 0) {
            return;
        }
        try {
            DataType type = variables.get(name).getDataType();
            writer.write(variables.get(name), origin, Array.factory(type.getPrimitiveClassType(), shape, values));
        } catch (InvalidRangeException e) {
            throw new IllegalArgumentException(
                    "slab " + Arrays.toString(shape) + " at " + Arrays.toString(origin) + " is not within " + name + " "
                            + Arrays.toString(layout.shape(name)),
                    e);
        }
    }

    /** Copies the file to its place. */
    public WrittenFile finish() throws IOException {
        writer.close();
        open = false;
        try (StagedFile staged = new StagedFile(store, path);
                var in = Files.newInputStream(local)) {
            byte[] buffer = new byte[COPY_BYTES];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                staged.stream().write(buffer, 0, n);
            }
            return staged.commit(0);
        }
    }

    @Override
    public void close() throws IOException {
        if (open) {
            open = false;
            writer.close();
        }
        Files.deleteIfExists(local);
    }
}
