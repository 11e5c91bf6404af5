package org.neurobeam.ingest.simulate;

/**
 * One trial of a simulated run.
 *
 * @param onsetSeconds start since the first volume
 * @param durationSeconds length of the stimulus
 * @param condition index into {@link FmriSimulation#conditionNames()}
 */
public record SimulatedEvent(double onsetSeconds, double durationSeconds, int condition) {}
