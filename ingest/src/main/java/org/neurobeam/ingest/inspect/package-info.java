/**
 * What a file is: one JSON object per image, surface or array with header fields, statistics of its values and warnings.
 *
 * <p>Enters: a {@link org.neurobeam.schemas.io.DataStore} and a path. Leaves: a
 * {@link org.neurobeam.ingest.inspect.FileDescription}. The content decides which
 * {@link org.neurobeam.ingest.inspect.FileDescriber} speaks; {@link org.neurobeam.ingest.inspect.FileInspector} asks them
 * in turn; {@link org.neurobeam.ingest.inspect.LocalFiles} does so for every format, within the data set around a file. A
 * damaged file is described by {@code load_error} or {@code data_error}, never by an exception.
 *
 * <p>May import: {@code org.neurobeam.schemas}, the readers of this module, Jackson.
 */
package org.neurobeam.ingest.inspect;
