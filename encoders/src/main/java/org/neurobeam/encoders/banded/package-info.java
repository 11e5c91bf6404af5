/**
 * Banded ridge regression: every feature space has its own weight, chosen for each target by cross-validation.
 *
 * <p>Enter: feature spaces, or their kernels, responses [samples x targets] and folds. Leave: the weights of the bands
 * as {@link org.neurobeam.encoders.banded.BandSelection}, and a model that predicts, also band by band. {@link
 * org.neurobeam.encoders.banded.MultipleKernelRidge} searches with kernels (any number of features), {@link
 * org.neurobeam.encoders.banded.GroupRidge} with the features themselves where they are fewer than the samples, {@link
 * org.neurobeam.encoders.banded.HyperGradient} descends instead of searching. A complete fit:
 *
 * <pre>{@code
 * BandCandidates candidates = BandCandidates.dirichlet(100, 2, 1);
 * MultipleKernelRidge ridge = new MultipleKernelRidge(candidates, BandedOptions.defaults());
 * List<KernelBand> bands = List.of(KernelBand.linear("motion", RowSource.of(x1)), KernelBand.linear("words", RowSource.of(x2)));
 * try (BandKernels kernels = BandKernels.of(bands);
 *         BandKernels test = BandKernels.between(bands, List.of(RowSource.of(test1), RowSource.of(test2)))) {
 *     BandedFit fit = ridge.fit(kernels, RowSource.of(y), Folds.leaveOneRunOut(runs));
 *     DoubleMatrix logWeights = fit.selection().deltas();
 *     DoubleMatrix predicted = fit.model().predict(test);
 *     DoubleMatrix fromWords = fit.model().predictBand(1, test.kernel(1));
 * }
 * }</pre>
 *
 * <p>May import: schemas, preprocess.linalg, preprocess.split, encoders.ridge, encoders.kernel, encoders.leaveout,
 * encoders.score.
 */
package org.neurobeam.encoders.banded;
