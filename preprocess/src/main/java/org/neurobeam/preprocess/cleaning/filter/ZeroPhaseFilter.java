package org.neurobeam.preprocess.cleaning.filter;

import org.neurobeam.schemas.error.NumericalException;

/**
 * Forward and backward filtering with odd extension of the ends, so that no frequency is delayed.
 *
 * <p>The series is extended at both ends by {@link #padLength()} samples, {@code 2 x[0] - x[pad..1]} and
 * {@code 2 x[T-1] - x[T-2..T-1-pad]}; each pass starts in the steady state of its first sample.
 *
 * @see <a href="https://doi.org/10.1109/78.492552">Gustafsson 1996</a>
 */
public final class ZeroPhaseFilter {
    private final SecondOrderSections sections;
    private final int pad;

    /** A filter of the given cascade. */
    public ZeroPhaseFilter(SecondOrderSections sections) {
        this.sections = sections;
        this.pad = sections.padLength();
    }

    /** Samples needed before and after the series in {@link #apply}. */
    public int padLength() {
        return pad;
    }

    /**
     * Refuses series that are too short to be extended.
     *
     * @throws NumericalException if samples is not above {@link #padLength()}
     */
    public void requireLength(int samples) {
        if (samples <= pad) {
            throw new NumericalException("the Butterworth filter extends both ends by " + pad
                    + " volumes and needs at least " + (pad + 1) + " volumes, found " + samples
                    + "; use the cosine filter, no filter, or a longer run");
        }
    }

    /**
     * Filters in place.
     *
     * @param extended the series stands at [pad, pad + samples); what surrounds it is overwritten
     * @param samples length of the series, above {@link #padLength()}
     */
    public void apply(double[] extended, int samples) {
        int last = pad + samples - 1;
        double first2 = 2 * extended[pad];
        double last2 = 2 * extended[last];
        for (int k = 1; k <= pad; k++) {
            extended[pad - k] = first2 - extended[pad + k];
            extended[last + k] = last2 - extended[last - k];
        }
        int n = samples + 2 * pad;
        sections.forward(extended, 0, n, extended[0]);
        sections.backward(extended, 0, n, extended[n - 1]);
    }
}
