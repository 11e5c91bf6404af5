package org.neurobeam.schemas.io.dataset;

/**
 * What one trace file of a recording holds.
 *
 * @param grid {@code original} or {@code resampled}
 * @param signal {@code raw}, {@code clean}, {@code dff}, {@code zscore} ...
 */
public record GridSignal(String grid, String signal) {}
