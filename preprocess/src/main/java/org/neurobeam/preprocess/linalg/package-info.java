/**
 * Dense linear algebra that everything else stands on: off-heap matrices, products, and factorisations.
 *
 * <p>Enter and leave: row-major matrices of float32 or float64 ({@link
 * org.neurobeam.preprocess.linalg.DenseMatrix}), copied once from heap arrays. OpenBLAS is called directly on their
 * memory, with one thread; nothing native is loaded before the first matrix. ND4J is not used here: the same OpenBLAS
 * calls through it cost seconds of start-up and a second copy of each array, and its LAPACK is six to twelve times
 * slower.
 *
 * <p>May import: schemas, JavaCPP, OpenBLAS.
 */
package org.neurobeam.preprocess.linalg;
