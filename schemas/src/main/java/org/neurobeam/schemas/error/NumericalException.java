package org.neurobeam.schemas.error;

/** An ill-posed problem: exit code 4. The message has the quantity, its value, the threshold and what to change. */
public final class NumericalException extends NeurobeamException {
    private static final long serialVersionUID = 1L;
    private static final int EXIT = 4;

    /** @param message quantity, value, threshold, what to change */
    public NumericalException(String message) {
        super(EXIT, message, null);
    }
}
