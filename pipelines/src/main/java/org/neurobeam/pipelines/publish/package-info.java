/**
 * Releases that others open without this program: a dataset and a decision about its licences go in; Parquet shards
 * with a data card and Croissant metadata, netCDF files, or matrices of neurons come out.
 *
 * <p>Equal datasets and settings give equal bytes. Rows are streamed: memory is that of one shard or one recording's
 * row group. May import: {@code config}, {@code beam} (stores, progress), {@code flow} (outcome, build), the vocabulary
 * of ingest, schemas.
 */
package org.neurobeam.pipelines.publish;
