package org.neurobeam.ingest.connectome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.neurobeam.ingest.recipe.EdgeKind;
import org.neurobeam.ingest.recipe.EdgeLayout;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.schemas.error.DataException;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.Char;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sources;
import us.hebi.matlab.mat.types.Sparse;

/** Matrices of MAT v5 files, sparse or full: row = sending cell; a cell array of text names rows and columns. */
final class MatEdges implements EdgeReader {
    @Override
    public List<String> names(SourceContent file) {
        return names(open(file));
    }

    private static List<String> names(MatFile mat) {
        List<String> names = new ArrayList<>();
        mat.getEntries().forEach(entry -> names.add(entry.getName()));
        return names;
    }

    @Override
    public void read(SourceContent file, EdgeLayout layout, IngestMode mode, Consumer<RawEdge> edges) {
        MatFile mat = open(file);
        String name = layout.matrix().orElse("");
        List<String> cells = cells(mat, layout.headerRow().orElse(""), file);
        EdgeKind kind = layout.kind().orElseThrow();
        Array array = variable(mat, name, file);
        if (!(array instanceof Matrix matrix) || !isSquare(matrix, cells.size())) {
            throw new DataException(
                    file.path(),
                    name,
                    "wrong_shape",
                    "expected a matrix [" + cells.size() + " x " + cells.size() + "], found " + array);
        }
        forEach(file, name, matrix, (row, column, weight) -> {
            String place = name + "(" + (row + 1) + "," + (column + 1) + ")";
            if (Math.min(row, column) < 0 || Math.max(row, column) >= cells.size()) {
                // a sparse matrix states the place of each value
                throw new DataException(
                        file.path(),
                        place,
                        "bad_index",
                        "expected a place within [" + cells.size() + " x " + cells.size() + "]; get the file again");
            }
            if (RawEdge.isWeight(weight)) {
                edges.accept(RawEdge.of(cells.get(row), cells.get(column), kind, weight, place));
            }
        });
    }

    private static boolean isSquare(Matrix matrix, int size) {
        return matrix.getNumRows() == size && matrix.getNumCols() == size;
    }

    private interface Entry {
        void at(int row, int column, double weight);
    }

    private static void forEach(SourceContent file, String name, Matrix matrix, Entry entry) {
        if (matrix instanceof Sparse sparse) {
            try {
                sparse.forEach((row, column, real, imaginary) -> entry.at(row, column, real));
            } catch (IndexOutOfBoundsException e) {
                throw new DataException(
                        file.path(),
                        name,
                        "bad_index",
                        "expected column starts within the stored values, found others; get the file again",
                        e);
            }
            return;
        }
        for (int row = 0; row < matrix.getNumRows(); row++) {
            for (int column = 0; column < matrix.getNumCols(); column++) {
                entry.at(row, column, matrix.getDouble(row, column));
            }
        }
    }

    private static List<String> cells(MatFile mat, String name, SourceContent file) {
        if (!(variable(mat, name, file) instanceof Cell cells)) {
            throw new DataException(
                    file.path(), name, "wrong_type", "expected a cell array of names, found another type");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < cells.getNumElements(); i++) {
            names.add(cells.get(i) instanceof Char text ? text.getString().strip() : "");
        }
        return names;
    }

    private static Array variable(MatFile mat, String name, SourceContent file) {
        if (!names(mat).contains(name)) {
            throw SheetEdges.missing(file.path(), "variable", name, names(mat));
        }
        return mat.getArray(name);
    }

    private static MatFile open(SourceContent file) {
        try {
            return Mat5.newReader(Sources.wrap(file.bytes()))
                    .disableSubsystemProcessing()
                    .readMat();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            // the reader reports damage by unchecked types too, and reserves whatever a damaged length claims
            throw new DataException(
                    file.path(),
                    "",
                    "unreadable_mat",
                    "expected a whole MATLAB file of version 5, found " + e.getMessage() + "; get the file again",
                    e);
        }
    }
}
