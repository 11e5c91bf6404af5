/**
 * Calcium and behaviour recordings of any source that a recipe describes, as rows of the dataset's tables.
 *
 * <p>What enters: a folder and recipes. What leaves: per file a row or an issue
 * ({@link org.neurobeam.ingest.calcium.CalciumSources}), and per recording its units, traces, times, covariates and
 * events on the original grid, with labels resolved and nothing dropped
 * ({@link org.neurobeam.ingest.calcium.CalciumIngest}). May import: schemas, ingest.recipe, ingest.vocabulary and the
 * containers below this package.
 */
package org.neurobeam.ingest.calcium;
