package org.neurobeam.preprocess.cleaning.confounds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.neurobeam.schemas.error.DataException;

/** The named columns of the confounds file of one run; NaN where the file has n/a. */
public final class ConfoundTable {
    private final String file;
    private final int volumes;
    private final Map<String, double[]> columns;

    private ConfoundTable(String file, int volumes, Map<String, double[]> columns) {
        this.file = file;
        this.volumes = volumes;
        this.columns = columns;
    }

    /**
     * Takes over columns.
     *
     * @param file the file as the user named it, for messages
     * @param columns name to [T]; the arrays are not copied
     * @throws DataException if there is no column or they differ in length
     */
    public static ConfoundTable of(String file, Map<String, double[]> columns) {
        if (columns.isEmpty()) {
            throw new DataException(file, "", "no_columns", "expected named columns, found none");
        }
        int volumes = columns.values().iterator().next().length;
        columns.forEach((name, values) -> {
            if (values.length != volumes) {
                throw new DataException(
                        file,
                        "column " + name,
                        "ragged_columns",
                        "expected " + volumes + " rows as in the first column, found " + values.length);
            }
        });
        return new ConfoundTable(file, volumes, new LinkedHashMap<>(columns));
    }

    /**
     * Refuses a table that does not belong to an image.
     *
     * @param imageVolumes volumes of the image
     * @throws DataException if the table has another number of rows
     */
    public void requireVolumes(int imageVolumes) {
        if (imageVolumes != volumes) {
            throw new DataException(
                    file,
                    "",
                    "confound_rows",
                    "the image has " + imageVolumes + " volumes but the confounds have " + volumes
                            + " rows; use the confounds of the same run, before any volume was removed");
        }
    }

    /** The file as the user named it. */
    public String file() {
        return file;
    }

    /** Number of rows. */
    public int volumes() {
        return volumes;
    }

    /** Names in the order of the file. */
    public List<String> names() {
        return new ArrayList<>(columns.keySet());
    }

    /** Whether the column exists. */
    public boolean has(String name) {
        return columns.containsKey(name);
    }

    /**
     * The values of a column, [T], a copy.
     *
     * @throws DataException if the column does not exist
     */
    public double[] column(String name) {
        if (!has(name)) {
            throw missing(List.of(name));
        }
        return columns.get(name).clone();
    }

    /** Names that match the whole expression, in the order of the file. */
    List<String> matching(Pattern pattern) {
        return columns.keySet().stream()
                .filter(n -> pattern.matcher(n).matches())
                .toList();
    }

    /** Names what was asked and what was found. */
    DataException missing(List<String> asked) {
        String found = String.join(", ", columns.keySet());
        boolean old = columns.containsKey("RotX") || columns.containsKey("FramewiseDisplacement");
        String remedy = old
                ? "; these are the names of fMRIPrep before 1.2: run a newer fMRIPrep or rename the columns"
                : "; choose a strategy without them or a file that has them";
        return new DataException(
                file,
                "",
                "confound_columns",
                "expected columns " + String.join(", ", asked) + ", found " + found + remedy);
    }
}
