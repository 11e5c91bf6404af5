/**
 * Descriptions of sources: which files a source has and where in them ids, traces, times and edges are.
 *
 * <p>What enters: YAML, one file a source, shipped or a lab's own. What leaves: checked
 * {@link org.neurobeam.ingest.recipe.Recipe} records, and the choice of one for a file with its reason. Nothing in a
 * recipe is code: selectors, globs, regular expressions with a time limit, and constants only. May import: schemas, vocabulary.
 */
package org.neurobeam.ingest.recipe;
