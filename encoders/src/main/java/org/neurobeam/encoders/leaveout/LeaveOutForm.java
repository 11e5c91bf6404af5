package org.neurobeam.encoders.leaveout;

/** Where smoothers come from: a kernel of all rows, or features. */
interface LeaveOutForm extends AutoCloseable {
    /** Number of rows, n. */
    int rows();

    /** The smoother of all rows at some penalties; the caller closes it. */
    Smoother at(double... alphas);

    /** Bytes that one penalty holds while its smoother is open. */
    long bytesOfOne();

    /** The eigenvalues, and smoothers at several penalties from one factorisation; the caller closes it. */
    Spectral spectral();

    /** What it is and why, for the log. */
    String description();

    @Override
    void close();
}
