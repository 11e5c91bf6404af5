package org.neurobeam.preprocess.linalg;

/** The element type of a {@link DenseMatrix}. */
public enum Precision {
    /** IEEE single: data and wide products. */
    FLOAT32(4),
    /** IEEE double: statistics, factorisations, scores. */
    FLOAT64(8);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of an element. */
    public int bytes() {
        return bytes;
    }
}
