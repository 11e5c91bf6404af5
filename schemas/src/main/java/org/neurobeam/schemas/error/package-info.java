/**
 * The failures that a user can cause or mend, one type for each party at fault.
 *
 * <p>{@link org.neurobeam.schemas.error.ConfigException} (exit 2): settings.
 * {@link org.neurobeam.schemas.error.DataException} (exit 3): an input file.
 * {@link org.neurobeam.schemas.error.NumericalException} (exit 4): an ill-posed problem. A wrong call from code is an
 * {@link java.lang.IllegalArgumentException} (exit 1), and anything else is a bug (exit 1, with its stack trace).
 *
 * <p>May import: the JDK.
 */
package org.neurobeam.schemas.error;
