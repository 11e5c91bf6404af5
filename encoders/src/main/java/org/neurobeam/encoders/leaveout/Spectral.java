package org.neurobeam.encoders.leaveout;

/** A factorised form: penalties may be chosen by its eigenvalues before smoothers are made at them. */
interface Spectral extends AutoCloseable {
    /** Eigenvalues of the (centred) kernel, {@code > 0}: the null space is left out. */
    double[] spectrum();

    /** The smoother of all rows at some penalties; the caller closes it. */
    Smoother at(double... alphas);

    @Override
    void close();
}
