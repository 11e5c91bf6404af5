package org.neurobeam.encoders.compare;

/**
 * Two models on the same draws.
 *
 * @param accuracy the score compared
 * @param first score of the first model
 * @param second score of the second model
 * @param difference first less second; its p-values are those of "the first model is not better"
 */
public record PairedDifference(Accuracy accuracy, Resampled first, Resampled second, Resampled difference) {}
