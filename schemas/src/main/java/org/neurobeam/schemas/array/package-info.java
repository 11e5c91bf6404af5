/**
 * Labelled dense arrays with exact value equality: what crosses the boundaries of modules instead of library types.
 *
 * <p>Data travel as float32 ({@link org.neurobeam.schemas.array.FloatMatrix}), statistics as float64
 * ({@link org.neurobeam.schemas.array.DoubleMatrix}). Samples are rows, features or targets columns, row-major.
 *
 * <p>May import: the JDK.
 */
package org.neurobeam.schemas.array;
