package org.neurobeam.pipelines.flow.encode;

import java.util.Optional;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * One tile fitted.
 *
 * @param fit held-out predictions, scores and model
 * @param bands of banded ridge, [2 bands x targets]: delta of every band, then its share of the held-out R2
 */
record FittedTile(RidgeFit fit, Optional<FloatMatrix> bands) {
    /** A tile of an encoder without bands. */
    static FittedTile of(RidgeFit fit) {
        return new FittedTile(fit, Optional.empty());
    }
}
