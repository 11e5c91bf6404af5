/**
 * Kernels between samples, and kernel ridge regression with nested cross-validation.
 *
 * <p>Enter: features [samples x features] or a kernel [samples x samples], responses [samples x targets], runs, outer
 * folds. Leave: {@link org.neurobeam.encoders.kernel.KernelRidgeFit} for a tile of targets, whose model has dual weights
 * and predicts from the kernel between new and training samples. A complete fit:
 *
 * <pre>{@code
 * KernelRidgeOptions options = KernelRidgeOptions.defaults().withKernel(new Kernel.Rbf(OptionalDouble.empty()));
 * try (KernelRidge ridge = KernelRidge.of(RowSource.of(x), runs, Folds.leaveOneRunOut(runs), options);
 *         DenseMatrix kTest = options.kernel().matrix(RowSource.of(xTest), RowSource.of(x))) {
 *     KernelRidgeFit fit = ridge.fitTile(RowSource.of(y));
 *     double[] heldOutR = fit.crossValidation().pooledR();
 *     DoubleMatrix predicted = fit.model().predict(kTest);
 * }
 * }</pre>
 *
 * <p>May import: schemas, preprocess.linalg, preprocess.split, preprocess.design, encoders.ridge.
 */
package org.neurobeam.encoders.kernel;
