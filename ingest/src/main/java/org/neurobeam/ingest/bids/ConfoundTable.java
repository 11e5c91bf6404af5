package org.neurobeam.ingest.bids;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.neurobeam.schemas.error.DataException;

/** The confound regressors of one run: named columns, one row for each volume, NaN for {@code n/a}. */
public final class ConfoundTable {
    /** Names that fMRIPrep wrote before version 1.2; CompCor and others carry a number after them. */
    private static final Set<String> OLD_NAMES = Set.of(
            "CSF",
            "WhiteMatter",
            "GlobalSignal",
            "stdDVARS",
            "non-stdDVARS",
            "vx-wisestdDVARS",
            "FramewiseDisplacement",
            "tCompCor",
            "aCompCor",
            "Cosine",
            "NonSteadyStateOutlier",
            "X",
            "Y",
            "Z",
            "RotX",
            "RotY",
            "RotZ",
            "AROMAAggrComp");

    private final TsvTable table;
    private final Map<String, double[]> columns = new LinkedHashMap<>();

    private ConfoundTable(TsvTable table) {
        this.table = table;
    }

    /**
     * Takes every column as numbers.
     *
     * @throws DataException with file, line and column for a cell that is neither a number nor {@code n/a}
     */
    public static ConfoundTable of(TsvTable table) {
        ConfoundTable confounds = new ConfoundTable(table);
        for (int i = 0; i < table.columns().size(); i++) {
            confounds.columns.put(table.columns().get(i), table.numbers(i));
        }
        return confounds;
    }

    /** The file read, as a path in its store. */
    public String file() {
        return table.file();
    }

    /** Column names in the order of the file. */
    public List<String> names() {
        return table.columns();
    }

    /** What was doubtful but readable, one sentence each. */
    public List<String> warnings() {
        return table.warnings();
    }

    /** Number of rows. */
    public int rows() {
        return table.rows();
    }

    /** Whether there is a column of that name. */
    public boolean has(String name) {
        return columns.containsKey(name);
    }

    /**
     * A copy of a column, [rows].
     *
     * @throws DataException when there is none, listing the old camelCase names if the file has such
     */
    public double[] column(String name) {
        double[] column = columns.get(name);
        if (column == null) {
            throw missing(name);
        }
        return column.clone();
    }

    /** Columns with names of fMRIPrep before 1.2 ({@code FramewiseDisplacement}, {@code RotX} ...), in file order. */
    public List<String> oldNames() {
        return names().stream()
                .filter(name -> OLD_NAMES.contains(name.replaceFirst("\\d+$", "")))
                .toList();
    }

    private DataException missing(String name) {
        List<String> old = oldNames();
        String found = old.isEmpty()
                ? "found " + String.join(", ", names())
                : "found the old names " + String.join(", ", old)
                        + " of fMRIPrep before 1.2; run a newer fMRIPrep or rename the columns";
        return new DataException(file(), "line 1", "missing_column", "expected a column '" + name + "', " + found);
    }

    /**
     * Checks that there is one row for each volume.
     *
     * @throws DataException naming both numbers
     */
    public void requireRows(long volumes) {
        table.requireRows(volumes);
    }
}
