package org.neurobeam.schemas.io;

/**
 * What all rows of one trace file share.
 *
 * @param recordingId the recording
 * @param grid {@code original} or {@code resampled}
 * @param signal {@code raw}, {@code clean}, {@code dff}, {@code zscore} ...
 * @param stepId the step that made the values
 * @param unit unit of measure of the values
 */
public record TraceKey(String recordingId, String grid, String signal, String stepId, String unit) {
    /** @throws IllegalArgumentException if recording, grid or signal is empty */
    public TraceKey {
        if (recordingId.isEmpty() || grid.isEmpty() || signal.isEmpty()) {
            throw new IllegalArgumentException("recordingId '" + recordingId + "', grid '" + grid + "' and signal '"
                    + signal + "' must not be empty");
        }
    }
}
