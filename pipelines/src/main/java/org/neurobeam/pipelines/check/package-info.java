/**
 * Rules over datasets that need more than the dataset: the vocabulary, known sources, pinned totals.
 *
 * <p>Enters: an opened {@link org.neurobeam.schemas.io.dataset.Dataset}. Leaves: one
 * {@link org.neurobeam.schemas.io.dataset.CheckReport} with the findings of all rules and the number of those that had
 * nothing to check. A rule reads what it needs and keeps at most the traces of two recordings.
 *
 * <p>May import: schemas, and of ingest the vocabulary and the rules of connectomes.
 */
package org.neurobeam.pipelines.check;
