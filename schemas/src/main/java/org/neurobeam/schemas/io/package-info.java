/**
 * Reading and writing of datasets and results: a store of files, Parquet tables with the versioned Avro schemas, and
 * the dataset folder with its checksums.
 *
 * <p>May import: the other packages of this module, Avro, Parquet, Jackson, NetCDF-Java.
 */
package org.neurobeam.schemas.io;
