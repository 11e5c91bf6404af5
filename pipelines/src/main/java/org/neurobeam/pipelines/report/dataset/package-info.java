/**
 * The report of a dataset: sources, presence of neurons, labels, sampling, missing data, example traces, wiring
 * diagrams and their consensus, issues, provenance.
 *
 * <p>What enters: an opened {@link org.neurobeam.schemas.io.dataset.Dataset}. What leaves: one HTML file in the frame
 * of {@code pipelines.report}, the same bytes for equal data. Tables are streamed once; traces are read of the few
 * recordings that are shown, so memory does not grow with the length or the number of recordings. Classes that count
 * are apart from those that write ({@code ...Section}).
 *
 * <p>May import: {@code pipelines.report}, the vocabulary of ingest, schemas.
 */
package org.neurobeam.pipelines.report.dataset;
