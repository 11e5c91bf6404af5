package org.neurobeam.preprocess.calcium;

import java.util.OptionalInt;

/**
 * One ROI of the published layout.
 *
 * @param roiIndex 0-based column of the source
 * @param name the label, or an index as text
 * @param slot 0 to 299 of a labelled neuron; empty where a free slot is to be drawn
 */
public record PaperColumn(int roiIndex, String name, OptionalInt slot) {}
