/**
 * The dataset folder: rows of the tables go in, recording by recording and in any order of workers; a folder whose
 * bytes depend on the rows alone comes out, with {@code dataset.json} that lists every file with its checksum.
 *
 * <p>{@link org.neurobeam.schemas.io.dataset.DatasetWriter} writes and takes up interrupted runs,
 * {@link org.neurobeam.schemas.io.dataset.Dataset} reads, {@link org.neurobeam.schemas.io.dataset.DatasetCheck}
 * validates.
 *
 * <p>May import: the other packages of this module, Avro, Jackson.
 */
package org.neurobeam.schemas.io.dataset;
