/**
 * The flow of {@code compare}: held-out predictions of two encoders on the same responses to what each target says about
 * them.
 *
 * <p>What enters: settings and two results folders of {@code encode} with predictions. What leaves: {@code
 * comparison.parquet}, a report, provenance and counts. Nothing is fitted; targets are read some at a time. May import:
 * encoders.compare and encoders.score, the flow of encode, the Beam shells and the reports of this module.
 */
package org.neurobeam.pipelines.flow.compare;
