/**
 * Cross-validation splits: which rows train and which rows test.
 *
 * <p>Enter: numbers of rows, run or group labels. Leave: {@link org.neurobeam.preprocess.split.Folds}, whose folds
 * follow runs, groups or contiguous blocks, with a purge gap where wanted, and never shuffle volumes, because
 * neighbouring volumes share noise; {@link org.neurobeam.preprocess.split.NestedFolds} holds folds inside folds.
 *
 * <p>May import: schemas.
 */
package org.neurobeam.preprocess.split;
