package org.neurobeam.schemas.error;

/** The user's settings are wrong: exit code 2. The message has key path, file:line, value and the allowed values. */
public final class ConfigException extends NeurobeamException {
    private static final long serialVersionUID = 1L;
    private static final int EXIT = 2;

    /** @param message key path, file:line, value, allowed values */
    public ConfigException(String message) {
        super(EXIT, message, null);
    }

    /**
     * @param message key path, file:line, value, allowed values
     * @param cause the failure underneath
     */
    public ConfigException(String message, Throwable cause) {
        super(EXIT, message, cause);
    }
}
