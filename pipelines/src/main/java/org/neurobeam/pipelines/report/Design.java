package org.neurobeam.pipelines.report;

import java.util.List;
import org.neurobeam.preprocess.linalg.RowSource;

/**
 * The design matrix, one run or several concatenated.
 *
 * @param names [columns]
 * @param values [time x columns]
 * @param runStarts first samples of the runs
 */
public record Design(List<String> names, RowSource values, RunStarts runStarts) {
    public Design {
        names = List.copyOf(names);
        if (names.size() != values.columns()) {
            throw new IllegalArgumentException("names [" + names.size() + "] but design [" + values.rows()
                    + " samples x " + values.columns() + " columns]");
        }
        runStarts.requireWithin(values.rows());
    }
}
