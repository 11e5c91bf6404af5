package org.neurobeam.pipelines.report;

/**
 * A band of features in the table of bands.
 *
 * @param name of the feature space
 * @param meanShare of the held-out R2 (product measure), mean over targets; NaN when unknown
 */
public record BandRow(String name, double meanShare) {}
