package org.neurobeam.ingest.calcium.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.Char;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Source;
import us.hebi.matlab.mat.types.Sources;
import us.hebi.matlab.mat.types.Sparse;
import us.hebi.matlab.mat.types.Struct;

/** MATLAB 5 to 7.2: matrices, texts, cells, struct arrays and sparse matrices; objects are not read. */
final class Matlab5Container implements Container {
    private static final int MOST_BYTES = 1 << 29;

    private final LocalFile local;
    private final Source source;
    private final MatFile file;
    private final Members root;

    private Matlab5Container(LocalFile local, Source source, MatFile file) {
        this.local = local;
        this.source = source;
        this.file = file;
        Map<String, Item> variables = new LinkedHashMap<>();
        for (MatFile.Entry entry : file.getEntries()) {
            if (!entry.getName().isEmpty()) {
                variables.put(entry.getName(), item(local.place().in(entry.getName()), entry.getValue()));
            }
        }
        this.root = new Members(variables);
    }

    static Matlab5Container open(LocalFile local) {
        Place place = local.place();
        return place.read(() -> {
            Source source = Sources.openFile(local.path().toFile());
            try {
                MatFile file = Mat5.newReader(source)
                        .setBufferAllocator(new Limited(place))
                        .disableSubsystemProcessing()
                        .readMat();
                return new Matlab5Container(local, source, file);
            } catch (IOException | RuntimeException e) {
                source.close();
                throw e;
            } catch (OutOfMemoryError e) {
                source.close();
                throw place.bad(
                        "damaged",
                        "expected lengths within the file, found one larger than memory; copy the file again");
            }
        });
    }

    /** Refuses sizes that no file of a recording has: a damaged length must not take all memory. */
    private record Limited(Place place) implements us.hebi.matlab.mat.format.BufferAllocator {
        @Override
        public ByteBuffer allocate(int bytes) {
            if (bytes < 0 || bytes > MOST_BYTES) {
                throw place.bad(
                        "too_large",
                        "expected variables of at most " + MOST_BYTES + " bytes, found one of " + bytes
                                + "; save as MATLAB 7.3, or the file is damaged");
            }
            return ByteBuffer.allocate(bytes);
        }

        @Override
        public void release(ByteBuffer buffer) {
            // on the heap: nothing to free
        }
    }

    private static Item item(Place place, Array array) {
        if (array instanceof Char text) {
            return new Item.Texts(rows(text));
        }
        if (array instanceof Cell cell) {
            return new Elements(cell.getNumElements(), i -> item(element(place, i), cell.get(i)));
        }
        if (array.getType() == MatlabType.Structure && array instanceof Struct struct) {
            return struct.getNumElements() == 1
                    ? new Fields(place, struct, 0)
                    : new Elements(struct.getNumElements(), i -> new Fields(element(place, i), struct, i));
        }
        if (array instanceof Matrix matrix) {
            return numbers(place, matrix);
        }
        return new Item.Opaque(
                "UNSUPPORTED_MATLAB_OBJECT",
                "a MATLAB " + array.getType().toString().toLowerCase(java.util.Locale.ROOT)
                        + " (table, object or function); save it as numbers, e.g. table2struct or table2array");
    }

    private static Place element(Place place, int i) {
        return new Place(place.file(), place.at() + "(" + (i + 1) + ")");
    }

    private static List<String> rows(Char text) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < text.getNumRows(); i++) {
            rows.add(text.getRow(i).strip());
        }
        return rows.isEmpty() ? List.of("") : rows;
    }

    private record Fields(Place place, Struct struct, int i) implements Item.Folder {
        @Override
        public List<String> names() {
            return struct.getFieldNames();
        }

        @Override
        public Optional<Item> child(String name) {
            return struct.getFieldNames().contains(name)
                    ? Optional.of(item(place.in(name), struct.<Array>get(name, i)))
                    : Optional.empty();
        }
    }

    private static NumberArray numbers(Place place, Matrix matrix) {
        List<Integer> shape = new ArrayList<>();
        for (int extent : matrix.getDimensions()) {
            shape.add(extent);
        }
        return NumberArray.lazy(
                place,
                shape,
                () -> place.read(() -> {
                    if (matrix instanceof Sparse sparse) {
                        return sparse(sparse);
                    }
                    double[] columns = new double[matrix.getNumElements()];
                    for (int i = 0; i < columns.length; i++) {
                        columns[i] = matrix.getDouble(i);
                    }
                    return Order.fromColumns(columns, shape);
                }));
    }

    private static double[] sparse(Sparse sparse) {
        int width = sparse.getNumCols();
        double[] values = new double[sparse.getNumRows() * width];
        sparse.forEach((row, column, real, imaginary) -> values[row * width + column] = real);
        return values;
    }

    @Override
    public String format() {
        return "matlab5";
    }

    @Override
    public Item.Folder root() {
        return new Top(local.place(), root);
    }

    /** The variables, and what is made of them when they are asked for by name. */
    private record Top(Place place, Members variables) implements Item.Folder {
        @Override
        public List<String> names() {
            return variables.names();
        }

        @Override
        public Optional<Item> child(String name) {
            return name.equals(BilateralClasses.NAME) ? BilateralClasses.of(place, variables) : variables.child(name);
        }
    }

    @Override
    public void close() throws IOException {
        // the values are views of the source: it stays open as long as they may be read
        file.close();
        source.close();
        local.close();
    }
}
