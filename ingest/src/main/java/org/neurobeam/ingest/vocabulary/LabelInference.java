package org.neurobeam.ingest.vocabulary;

/** Whether ambiguous labels are made definite by a rule; what a rule sets is flagged as inferred. */
public enum LabelInference {
    /** Ambiguous labels stay ambiguous. */
    NONE,
    /** In order of ROIs, the first candidate that no ROI of the recording has: left before right. */
    FIRST_FREE_CANDIDATE
}
