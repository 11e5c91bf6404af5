/**
 * Recursive temporal filters: Butterworth design as second-order sections and their zero-phase application.
 *
 * <p>What enters: cut-offs in Hz and series of equidistant samples. What leaves: coefficients and filtered series.
 *
 * <p>May import: the JDK, schemas (errors).
 */
package org.neurobeam.preprocess.cleaning.filter;
