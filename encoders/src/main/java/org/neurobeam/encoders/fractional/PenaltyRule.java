package org.neurobeam.encoders.fractional;

import org.neurobeam.encoders.linear.ThinRotation;

/** How the penalty of a fraction is found. */
enum PenaltyRule {
    /** The root of the length ratio. */
    EXACT {
        @Override
        Penalties of(ThinRotation rotation) {
            return new ExactPenalties(LengthRatio.of(rotation));
        }
    },
    /** Linear interpolation in a table, about 1 % off: what fracridge does, for comparison only. */
    FRACRIDGE_COMPATIBLE {
        @Override
        Penalties of(ThinRotation rotation) {
            return new InterpolatedPenalties(LengthRatio.of(rotation), rotation.smallestValue());
        }
    };

    /** Penalties of a problem. */
    @FunctionalInterface
    interface Penalties {
        /** Penalty of each fitted target at a fraction, [t]. */
        double[] at(double fraction);
    }

    abstract Penalties of(ThinRotation rotation);
}
