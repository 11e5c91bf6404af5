package org.neurobeam.preprocess.cleaning.confounds;

import java.util.List;
import org.neurobeam.schemas.array.DoubleMatrix;

/** The regressors of a run, and the volumes that are kept. */
public final class ConfoundSelection {
    private final List<String> names;
    private final DoubleMatrix values;
    private final boolean[] keep;

    ConfoundSelection(List<String> names, DoubleMatrix values, boolean[] keep) {
        this.names = List.copyOf(names);
        this.values = values;
        this.keep = keep;
    }

    /** Names of the columns, sorted. */
    public List<String> names() {
        return names;
    }

    /** Regressors [T x names], censored rows included, demeaned over the kept rows. */
    public DoubleMatrix values() {
        return values;
    }

    /** For each volume whether it is kept, [T], a copy. */
    public boolean[] keep() {
        return keep.clone();
    }

    /** Number of kept volumes. */
    public int keptVolumes() {
        int n = 0;
        for (boolean k : keep) {
            n += k ? 1 : 0;
        }
        return n;
    }

    /** Share of the volumes that is kept, in [0, 1]. */
    public double keptFraction() {
        return keptVolumes() / (double) keep.length;
    }

    /** Seconds that are kept; 240 s is a usual minimum. */
    public double keptSeconds(double trSeconds) {
        return keptVolumes() * trSeconds;
    }
}
