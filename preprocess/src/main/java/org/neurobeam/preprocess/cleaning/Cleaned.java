package org.neurobeam.preprocess.cleaning;

import java.util.List;

/**
 * Cleaned signals.
 *
 * @param <M> the kind of matrix that came in
 * @param signals kept volumes of all runs in order, in the orientation that came in
 * @param statistics what standardisation took away
 * @param warnings findings on the recording and on these signals, empty if there are none
 */
public record Cleaned<M>(M signals, VoxelStatistics statistics, List<String> warnings) {
    public Cleaned {
        warnings = List.copyOf(warnings);
    }
}
