/**
 * Reading and writing of datasets and results: a store of files, Parquet tables with the versioned Avro schemas, and
 * the dataset folder with its checksums.
 *
 * <p>Traces, the big table, have a path of their own: {@link org.neurobeam.schemas.io.TraceWriter} and {@link
 * org.neurobeam.schemas.io.TraceReader}.
 *
 * <p>May import: {@code array}, {@code error} and {@code table} of this module, Avro, Parquet, zstd-jni.
 */
package org.neurobeam.schemas.io;
