/**
 * Activity to something latent or external: stimulus and label decoding, representational geometry, brain states, and
 * the functional connectome.
 *
 * <p>What enters: labelled arrays of activity. What leaves: immutable models, labels, factors and communities. May
 * import: encoders, preprocess, schemas.
 */
package org.neurobeam.decoders;
