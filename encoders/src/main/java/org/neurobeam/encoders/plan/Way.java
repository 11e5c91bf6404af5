package org.neurobeam.encoders.plan;

/** A way to the scores of all folds, penalties and targets. */
public enum Way {
    /** Sufficient statistics of p x p. */
    PRIMAL("primal"),
    /** Kernel blocks with partial fractions: all penalties from one eigendecomposition for each fold. */
    PARTIAL_FRACTIONS("dual with partial fractions"),
    /** Kernel with blocks left out: one inverse for each penalty. */
    DIRECT("dual direct"),
    /** As direct, at a few penalties from which the others are interpolated. */
    NODES("dual with alpha nodes");

    private final String label;

    Way(String label) {
        this.label = label;
    }

    /** As in the log. */
    public String label() {
        return label;
    }
}
