package org.neurobeam.ingest.calcium.container;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.error.NeurobeamException;

/**
 * A place in a file, which failures name.
 *
 * @param file path relative to the input folder
 * @param at path, variable, line or byte in it; empty for the whole file
 */
record Place(String file, String at) {
    /** Reads something; anything may go wrong in a damaged file. */
    interface Reading<T> {
        T read() throws IOException;
    }

    Place in(String name) {
        return new Place(file, at.isEmpty() ? name : at + "/" + name);
    }

    DataException bad(String code, String problem) {
        return new DataException(file, at, code, problem);
    }

    /**
     * Runs a reader; its failures become one that names the place.
     *
     * @throws DataException {@code damaged}
     */
    <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (NeurobeamException e) {
            throw e;
        } catch (IOException | UncheckedIOException e) {
            throw damaged(e);
        } catch (RuntimeException e) {
            // libraries meet damage with every kind of exception: index, argument, class cast, buffer underflow
            throw damaged(e);
        } catch (OutOfMemoryError e) {
            // a damaged size asks for more than there is: the one allocation fails, nothing else is lost
            throw new DataException(
                    file, at, "too_large", "asks for more memory than there is; copy the file again", e);
        } catch (StackOverflowError e) {
            throw new DataException(file, at, "damaged", "its parts contain each other; copy the file again", e);
        }
    }

    private DataException damaged(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new DataException(file, at, "damaged", "cannot be read (" + why + "); copy the file again", e);
    }
}
