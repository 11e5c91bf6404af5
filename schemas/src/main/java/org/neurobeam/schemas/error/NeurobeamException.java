package org.neurobeam.schemas.error;

/**
 * A failure whose cause is known and lies outside the program: settings, an input file or an ill-posed problem.
 *
 * <p>The command line prints {@link #getMessage()} as one line and ends with {@link #exitCode()}.
 */
public abstract class NeurobeamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * @param exitCode exit code of the process, 2 to 4
     * @param message one line that names what was expected, what was found, and the remedy
     * @param cause the failure underneath; may be null as in {@link Throwable}
     */
    protected NeurobeamException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Exit code of a process that ends with this failure. */
    public final int exitCode() {
        return exitCode;
    }
}
