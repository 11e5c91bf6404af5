/**
 * What a cross-validated ridge will cost before it runs: operations, memory, time, and which way is cheapest.
 *
 * <p>Enter: the sizes of a problem ({@link org.neurobeam.encoders.plan.Workload}) and a byte budget. Leave: {@link
 * org.neurobeam.encoders.plan.SolverPlan} with the way chosen and the reason as a sentence, and {@link
 * org.neurobeam.encoders.plan.MemoryPlan} with the width of a tile of targets, or a refusal that names what is missing.
 *
 * <p>May import: schemas.
 */
package org.neurobeam.encoders.plan;
