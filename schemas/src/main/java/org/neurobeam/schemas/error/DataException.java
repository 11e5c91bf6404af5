package org.neurobeam.schemas.error;

/**
 * An input file is damaged or not what it claims to be: exit code 3.
 *
 * <p>The message reads {@code file: place: problem}, where the problem says what was expected, what was found and
 * the remedy. {@link #file()}, {@link #place()} and {@link #code()} become a row of the issues table.
 */
public final class DataException extends NeurobeamException {
    private static final long serialVersionUID = 1L;
    private static final int EXIT = 3;

    private final String file;
    private final String place;
    private final String code;
    private final String problem;

    /**
     * @param file the file as the user named it
     * @param place the place in it: byte, line, field, sheet!cell
     * @param code a short stable word for programs, e.g. {@code truncated_data}
     * @param problem expected, found and remedy
     */
    public DataException(String file, String place, String code, String problem) {
        this(file, place, code, problem, null);
    }

    /**
     * @param file the file as the user named it
     * @param place the place in it: byte, line, field, sheet!cell
     * @param code a short stable word for programs, e.g. {@code truncated_data}
     * @param problem expected, found and remedy
     * @param cause the failure underneath
     */
    public DataException(String file, String place, String code, String problem, Throwable cause) {
        super(EXIT, file + ": " + (place.isEmpty() ? "" : place + ": ") + problem, cause);
        this.file = file;
        this.place = place;
        this.code = code;
        this.problem = problem;
    }

    /** The file as the user named it. */
    public String file() {
        return file;
    }

    /** The place in the file; empty when the whole file is meant. */
    public String place() {
        return place;
    }

    /** A short stable word for programs, e.g. {@code truncated_data}. */
    public String code() {
        return code;
    }

    /** What was expected, what was found, and the remedy, without file and place. */
    public String problem() {
        return problem;
    }
}
