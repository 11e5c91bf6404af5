package org.neurobeam.preprocess.design;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Named float64 columns over the volumes of one run, [volumes x columns], with notes about what deserves a look. */
public final class DesignMatrix {
    private final List<String> columnNames;
    private final DoubleMatrix values;
    private final List<String> notes;

    private DesignMatrix(List<String> columnNames, DoubleMatrix values, List<String> notes) {
        this.columnNames = List.copyOf(columnNames);
        this.values = values;
        this.notes = List.copyOf(notes);
        if (columnNames.size() != values.columns()) {
            throw new IllegalArgumentException(
                    "columnNames [" + columnNames.size() + " columns] do not fit values " + shape(values));
        }
        Set<String> seen = new HashSet<>();
        for (String name : columnNames) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("column '" + name + "' occurs twice in " + columnNames);
            }
        }
    }

    /**
     * Names the columns of a matrix.
     *
     * @param columnNames [columns], all different
     * @param values [volumes x columns], handed over
     * @throws IllegalArgumentException if the numbers of columns differ or a name occurs twice
     */
    public static DesignMatrix of(List<String> columnNames, DoubleMatrix values) {
        return new DesignMatrix(columnNames, values, List.of());
    }

    /** No columns for a number of volumes: the neutral element of {@link #beside}. */
    public static DesignMatrix empty(int volumes) {
        return of(List.of(), DoubleMatrix.zeros(volumes, 0));
    }

    /** Columns given one by one, each [volumes]. */
    static DesignMatrix ofColumns(List<String> columnNames, int volumes, List<double[]> columns) {
        DoubleMatrix values = DoubleMatrix.zeros(volumes, columns.size());
        for (int j = 0; j < columns.size(); j++) {
            for (int i = 0; i < volumes; i++) {
                values.set(i, j, columns.get(j)[i]);
            }
        }
        return of(columnNames, values);
    }

    /** The names of the columns, in order. */
    public List<String> columnNames() {
        return columnNames;
    }

    /** The values, [volumes x columns]. */
    public DoubleMatrix values() {
        return values;
    }

    /** Number of volumes. */
    public int volumes() {
        return values.rows();
    }

    /** What deserves a look: events without effect, a singular matrix. */
    public List<String> notes() {
        return notes;
    }

    /**
     * A copy of one column, [volumes].
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public double[] column(String name) {
        int j = columnNames.indexOf(name);
        if (j < 0) {
            throw new IllegalArgumentException("no column '" + name + "' in " + columnNames);
        }
        return values.column(j);
    }

    /**
     * These columns, then the others.
     *
     * @throws IllegalArgumentException if the numbers of volumes differ or a name occurs in both
     */
    public DesignMatrix beside(DesignMatrix right) {
        if (volumes() != right.volumes()) {
            throw new IllegalArgumentException("design has " + volumes() + " volumes but the added columns have "
                    + right.volumes() + " (design " + shape(values) + ", added columns " + shape(right.values) + ")");
        }
        DoubleMatrix both = DoubleMatrix.zeros(volumes(), values.columns() + right.values.columns());
        for (int i = 0; i < volumes(); i++) {
            for (int j = 0; j < both.columns(); j++) {
                int k = j - values.columns();
                both.set(i, j, k < 0 ? values.get(i, j) : right.values.get(i, k));
            }
        }
        List<String> names = new ArrayList<>(columnNames);
        names.addAll(right.columnNames);
        List<String> allNotes = new ArrayList<>(notes);
        allNotes.addAll(right.notes);
        return new DesignMatrix(names, both, allNotes);
    }

    /** The same names and notes with other values of the same shape. */
    DesignMatrix withValues(DoubleMatrix other) {
        return new DesignMatrix(columnNames, other, notes);
    }

    /** The same with more notes. */
    DesignMatrix withNotes(List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new DesignMatrix(columnNames, values, all);
    }

    private static String shape(DoubleMatrix m) {
        return "[" + m.rows() + " volumes x " + m.columns() + " columns]";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DesignMatrix d
                && columnNames.equals(d.columnNames)
                && values.equals(d.values)
                && notes.equals(d.notes);
    }

    @Override
    public int hashCode() {
        return 31 * columnNames.hashCode() + values.hashCode();
    }

    /** Shape and names. */
    @Override
    public String toString() {
        return "DesignMatrix" + shape(values) + columnNames;
    }
}
