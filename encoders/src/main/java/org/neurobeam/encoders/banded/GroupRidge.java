package org.neurobeam.encoders.banded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.neurobeam.encoders.ridge.CandidateSearch;
import org.neurobeam.encoders.ridge.ColumnSelection;
import org.neurobeam.encoders.ridge.RidgeModel;
import org.neurobeam.encoders.ridge.StoredMatrix;
import org.neurobeam.encoders.ridge.TargetScreen;
import org.neurobeam.encoders.ridge.Workers;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * Banded ridge on features: ridge on {@code Z = [sqrt(gamma_i) X_i]}, weights returned for X.
 *
 * <pre>{@code b = D (D X'X D + alpha I)^-1 D X'y,  D = diag(sqrt(gamma)) }</pre>
 *
 * <p>With fewer kept features than samples X'X and X'Y are formed once per row cell for the whole search, and a
 * candidate costs an eigendecomposition of order p and 6 p^2 t flops per fold; otherwise linear kernels are searched.
 * X is never scaled, so a weight of 0 is as good as any: its band gets zeros. Candidates are scored side by side by the
 * workers of the options; no bit depends on their number.
 *
 * @param candidates weights to try
 */
public record GroupRidge(BandCandidates candidates, BandedOptions options) {
    /**
     * Searches and fits.
     *
     * @param features [n samples x p features]
     * @param groups bands of the columns
     * @param responses [n samples x t targets]; a target with NaN or without variance is left out with a reason
     * @param folds whose test rows score
     * @return weights for all p features, zeros for dropped ones
     */
    public GroupRidgeFit fit(RowSource features, FeatureGroups groups, RowSource responses, Folds folds) {
        if (groups.columns() != features.columns() || groups.bands() != candidates.bands()) {
            throw new IllegalArgumentException("features [" + features.rows() + " samples x " + features.columns()
                    + " features] but " + groups + " and " + candidates);
        }
        return groups.kept().length < features.rows()
                ? primal(features, groups, responses, folds)
                : dual(features, groups, responses, folds);
    }

    private GroupRidgeFit primal(RowSource features, FeatureGroups groups, RowSource responses, Folds folds) {
        RowSource kept = new ColumnSelection(features, groups.kept());
        try (CandidateSearch search = CandidateSearch.ofFeatures(kept, responses, folds, options.search())) {
            Incumbents incumbents = new Incumbents(candidates, options, TargetScreen.of(responses));
            incumbents.offerAll(
                    workers(), c -> search.scaled(groups.factors(candidates.weights(c)), options.alphaFactor(c)));
            BandSelection selection = incumbents.selection();
            return new GroupRidgeFit(selection, refit(search, groups, new SharedRows(responses), selection));
        }
    }

    private Workers workers() {
        return new Workers(options.search().workers());
    }

    private RidgeModel refit(
            CandidateSearch search, FeatureGroups groups, RowSource responses, BandSelection selection) {
        int t = responses.columns();
        int[] kept = groups.kept();
        StoredMatrix weights = new StoredMatrix(options.ridge().precision(), groups.columns(), t);
        double[] intercept = new double[t];
        List<Supplier<Integer>> tasks = new ArrayList<>();
        Incumbents.groups(selection)
                .forEach((candidate, byAlpha) -> tasks.add(() -> {
                    int[] targets = byAlpha.values().stream()
                            .flatMap(List::stream)
                            .mapToInt(v -> v)
                            .sorted()
                            .toArray();
                    double[] alphas = Arrays.stream(targets)
                            .mapToDouble(v -> selection.alphas()[v])
                            .toArray();
                    RidgeModel model = search.fitScaled(
                            groups.factors(candidates.weights(candidate)),
                            new ColumnSelection(responses, targets),
                            alphas);
                    synchronized (weights) {
                        scatter(model.weightsAsDouble(), kept, targets, weights);
                        for (int g = 0; g < targets.length; g++) {
                            intercept[targets[g]] = model.intercept()[g];
                        }
                    }
                    return candidate;
                }));
        workers().all(tasks);
        return finished(weights, intercept, selection);
    }

    private GroupRidgeFit dual(RowSource features, FeatureGroups groups, RowSource responses, Folds folds) {
        List<KernelBand> bands = IntStream.range(0, groups.bands())
                .mapToObj(b -> KernelBand.linear("band " + b, new ColumnSelection(features, groups.columnsOf(b))))
                .toList();
        try (BandKernels kernels = BandKernels.of(bands)) {
            BandedFit fit = new MultipleKernelRidge(candidates, options).fit(kernels, responses, folds);
            StoredMatrix weights = BandWeights.primal(
                            bands, groups, options.ridge().precision())
                    .of(fit.model());
            return new GroupRidgeFit(
                    fit.selection(), finished(weights, fit.model().intercept(), fit.selection()));
        }
    }

    private static void scatter(DoubleMatrix part, int[] rows, int[] targets, StoredMatrix weights) {
        double[] row = new double[weights.columns()];
        for (int j = 0; j < rows.length; j++) {
            weights.readRow(rows[j], row);
            for (int g = 0; g < targets.length; g++) {
                row[targets[g]] = part.get(j, g);
            }
            weights.writeRow(rows[j], row);
        }
    }

    /** NaN where a target was not fitted. */
    private static RidgeModel finished(StoredMatrix weights, double[] intercept, BandSelection selection) {
        int[] candidates = selection.candidates();
        double[] row = new double[weights.columns()];
        for (int j = 0; j < weights.rows(); j++) {
            weights.readRow(j, row);
            for (int v = 0; v < row.length; v++) {
                row[v] = candidates[v] < 0 ? Double.NaN : row[v];
            }
            weights.writeRow(j, row);
        }
        for (int v = 0; v < intercept.length; v++) {
            intercept[v] = candidates[v] < 0 ? Double.NaN : intercept[v];
        }
        return new RidgeModel(weights, intercept, selection.alphas());
    }
}
