/**
 * The cells of C. elegans and what a recording's labels mean.
 *
 * <p>What enters: the label of each ROI as the source spells it, perhaps with a confidence. What leaves: per ROI the
 * {@link org.neurobeam.ingest.vocabulary.LabelStatus status}, the canonical label with slot, class, side and atlas
 * position, or the candidates where the label does not name one cell.
 *
 * <p>The list of 302 neurons is the resource {@code celegans-neurons.csv}; 300 of them have a slot. Labels are never
 * guessed unless a rule is asked for ({@link org.neurobeam.ingest.vocabulary.LabelInference}) or the published data
 * set is to be reproduced ({@link org.neurobeam.ingest.vocabulary.PublishedLabels}).
 *
 * <p>May import: schemas, commons-csv.
 */
package org.neurobeam.ingest.vocabulary;
