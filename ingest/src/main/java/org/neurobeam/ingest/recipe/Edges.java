package org.neurobeam.ingest.recipe;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Where the edges of a connectome are: a list of rows, or a matrix.
 *
 * @param sheet sheet of a workbook; empty for the first, or where there are none
 * @param pre selector or column of the presynaptic cell
 * @param post selector or column of the postsynaptic cell
 * @param type selector or column of the kind of connection; empty where all are of {@code kind}
 * @param weight selectors or columns of the weight, added up; none for 1 a row
 * @param kinds kind of edge (chemical, electrical, ...) to the words of {@code type} that mean it
 * @param transmitter column; empty for none
 * @param receptor column; empty for none
 * @param matrix selector of a matrix; empty for rows
 * @param names selector of the names of its cells, where they stand apart from it
 * @param headerRow row index of the post names, from 0
 * @param headerColumn column index of the pre names, from 0
 * @param firstCell row and column index of the first weight, from 0
 * @param kind kind of all edges; empty where {@code type} tells
 * @param weightUnit synapse_count, em_sections, size, functional_amplitude or contact
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Edges(
        String sheet,
        String pre,
        String post,
        String type,
        List<String> weight,
        Map<String, List<String>> kinds,
        String transmitter,
        String receptor,
        String matrix,
        String names,
        Integer headerRow,
        Integer headerColumn,
        List<Integer> firstCell,
        String kind,
        String weightUnit)
        implements Serializable {
    private static final List<String> UNITS =
            List.of("synapse_count", "em_sections", "size", "functional_amplitude", "contact");

    /** Fills what is left out. */
    public Edges {
        sheet = Given.or(sheet, "");
        pre = Given.or(pre, "");
        post = Given.or(post, "");
        type = Given.or(type, "");
        weight = Given.list(weight);
        kinds = Given.map(kinds);
        transmitter = Given.or(transmitter, "");
        receptor = Given.or(receptor, "");
        matrix = Given.or(matrix, "");
        names = Given.or(names, "");
        headerRow = Given.or(headerRow, -1);
        headerColumn = Given.or(headerColumn, -1);
        firstCell = Given.list(firstCell);
        kind = Given.or(kind, "");
        weightUnit = Given.oneOf("weight_unit", Given.or(weightUnit, UNITS.get(0)), UNITS);
        boolean rows = !pre.isEmpty() && !post.isEmpty();
        boolean isMatrix = !matrix.isEmpty() || headerRow >= 0 && headerColumn >= 0 && firstCell.size() == 2;
        if (rows == isMatrix) {
            throw new ConfigException("expected either pre and post (rows), or matrix, or header_row, header_column and"
                    + " first_cell (a sheet that is a matrix)");
        }
    }

    /** Whether the edges are rows rather than a matrix. */
    public boolean isRows() {
        return !pre.isEmpty();
    }
}
