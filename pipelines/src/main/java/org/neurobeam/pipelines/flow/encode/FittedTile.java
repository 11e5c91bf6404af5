package org.neurobeam.pipelines.flow.encode;

import java.util.Optional;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/**
 * One tile fitted.
 *
 * @param fit held-out predictions, scores and model
 * @param bands of banded ridge, [rows x targets], as {@link BandNumbers} orders them
 * @param fractions of fractional ridge, [1 x targets]: length of the weights relative to least squares
 */
record FittedTile(RidgeFit fit, Optional<FloatMatrix> bands, Optional<DoubleMatrix> fractions) {
    FittedTile(RidgeFit fit, Optional<FloatMatrix> bands) {
        this(fit, bands, Optional.empty());
    }

    /** A tile of an encoder without bands. */
    static FittedTile of(RidgeFit fit) {
        return new FittedTile(fit, Optional.empty());
    }
}
