package org.neurobeam.ingest.simulate.calcium;

/** The files that a simulated worm is written as. */
public enum SourceLayout {
    /** {@code worm01/traces.csv}: time_s, stage_velocity in um/s, one column per ROI named by its label; {@code recipe.yaml}. */
    CSV,
    /** {@code swf702_with_id/2022-01-01-01-data.h5} and one {@code NeuroPAL_labels_dict.json}. */
    DAG2023,
    /** {@code 2022-01-01-01.json}: traces [ROI][time], labels keyed from 1. */
    FLAVELL2023,
    /** {@code 0_gcamp.txt}, {@code 0_t.txt}, {@code 0_labels.txt}. */
    LEIFER2023
}
