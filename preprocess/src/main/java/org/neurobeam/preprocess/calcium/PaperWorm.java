package org.neurobeam.preprocess.calcium;

/**
 * Which recording a published record is of.
 *
 * @param sourceDataset e.g. Dag2023
 * @param worm e.g. worm0
 * @param citation of the source
 * @param dataFile path of the source file
 */
public record PaperWorm(String sourceDataset, String worm, String citation, String dataFile) {}
