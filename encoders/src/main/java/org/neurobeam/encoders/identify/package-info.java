/**
 * Which stimulus was seen: identification of measured patterns among predicted ones, and likelihoods and posteriors over
 * libraries of candidates.
 *
 * <p>Enter: measured and predicted patterns [stimuli x voxels], residuals of held-out predictions. Leave: ranks,
 * accuracies, log-likelihoods, weighted or averaged candidates. Libraries are streamed; only the best candidates of each
 * pattern are kept.
 *
 * <p>May import: schemas, preprocess.linalg.
 */
package org.neurobeam.encoders.identify;
