/**
 * What a cross-validated ridge will cost before it runs: operations, time, and which way is cheapest.
 *
 * <p>Enter: the sizes of a problem ({@link org.neurobeam.encoders.plan.Workload}). Leave: {@link
 * org.neurobeam.encoders.plan.SolverPlan} with the way chosen and the reason as a sentence.
 *
 * <p>May import: schemas.
 */
package org.neurobeam.encoders.plan;
