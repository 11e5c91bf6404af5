package org.neurobeam.preprocess.design;

import org.neurobeam.schemas.table.Event;

/** Events of a recording named run-01. */
final class Events {
    private Events() {}

    static Event of(String trialType, double onsetSeconds, Double durationSeconds, Double amplitude) {
        return Event.newBuilder()
                .setRecordingId("run-01")
                .setTrialType(trialType)
                .setOnsetS(onsetSeconds)
                .setDurationS(durationSeconds)
                .setValue(amplitude)
                .build();
    }

    static Event of(String trialType, double onsetSeconds, double durationSeconds, double amplitude) {
        return of(trialType, onsetSeconds, Double.valueOf(durationSeconds), Double.valueOf(amplitude));
    }
}
