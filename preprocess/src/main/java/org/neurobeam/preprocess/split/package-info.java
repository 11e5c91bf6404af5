/**
 * Cross-validation splits: which rows train and which rows test.
 *
 * <p>Enter: numbers of rows, run or group labels. Leave: {@link org.neurobeam.preprocess.split.Folds}, whose folds
 * follow runs or contiguous blocks and never shuffle volumes, because neighbouring volumes share noise.
 *
 * <p>May import: schemas.
 */
package org.neurobeam.preprocess.split;
