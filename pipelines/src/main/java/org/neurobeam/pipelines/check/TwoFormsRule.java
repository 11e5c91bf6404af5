package org.neurobeam.pipelines.check;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.Finding;
import org.neurobeam.schemas.io.dataset.Finding.Severity;

/** I13: the zebrafish recording is the same as MATLAB file and as table of 5 significant digits. */
final class TwoFormsRule implements DatasetRule {
    private static final String MATLAB = "zebrafish_triplett2018/zf_20151104-f1";
    private static final String TABLE = "zebrafish_triplett2018/zf_20151104-f1_activity_matrix";
    private static final double FIVE_DIGITS = 5.1e-4;

    @Override
    public String id() {
        return "I13";
    }

    @Override
    public Optional<List<Finding>> check(Dataset dataset) throws IOException {
        if (Recordings.find(dataset, MATLAB).isEmpty()
                || Recordings.find(dataset, TABLE).isEmpty()) {
            return Optional.empty();
        }
        SeriesDifference difference = SeriesDifference.of(
                Recordings.series(dataset, MATLAB, Recordings.RAW),
                Recordings.series(dataset, TABLE, Recordings.RAW),
                FIVE_DIGITS);
        return Optional.of(
                difference.unequal() == 0
                        ? List.of()
                        : List.of(new Finding(
                                id(), TABLE, Severity.ERROR, "the values of " + MATLAB, difference.toString())));
    }
}
