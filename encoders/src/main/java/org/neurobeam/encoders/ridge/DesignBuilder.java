package org.neurobeam.encoders.ridge;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.neurobeam.encoders.plan.Way;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.split.Fold;

/**
 * Factorises every distinct training set once. Nested leave-one-run-out of k runs has k(k - 1) inner folds but only k(k
 * - 1)/2 distinct inner training sets, and the inner sets of the final fit are the outer sets.
 */
final class DesignBuilder {
    private final PreparedFeatures x;
    private final Form form;
    private final RidgeOptions options;
    private final MatrixScope scope;
    private final Optional<DualForm> directly;
    private final List<DesignPlan.Entry> entries;
    private final List<Optional<DirectFolds>> direct = new ArrayList<>();
    private final List<List<ValidationFold>> inner = new ArrayList<>();
    private final List<TrainingSet> built = new ArrayList<>();

    /**
     * @param way how inner folds are scored; {@link Way#DIRECT} needs a dual form
     */
    DesignBuilder(PreparedFeatures x, Form form, Way way, RidgeOptions options, DesignPlan plan, MatrixScope scope) {
        this.x = x;
        this.form = form;
        this.directly = way == Way.DIRECT ? Optional.of((DualForm) form) : Optional.empty();
        this.options = options;
        this.scope = scope;
        this.entries = plan.entries();
    }

    List<TrainingSet> build(Workers workers) {
        Set<BitSet> trainings = new LinkedHashSet<>();
        List<Supplier<BitSet>> inversions = new ArrayList<>();
        for (DesignPlan.Entry entry : entries) {
            BitSet train = x.cells().cellsOf(entry.outer().train);
            trainings.add(train);
            built.add(null);
            boolean folds = directly.isEmpty();
            inner.add(new ArrayList<>(Collections.nCopies(folds ? entry.inner().size() : 0, null)));
            for (Fold fold : folds ? entry.inner() : List.<Fold>of()) {
                trainings.add(x.cells().cellsOf(fold.train()));
            }
            direct.add(directly.map(kernels -> directFolds(entry, train)));
            direct.get(direct.size() - 1).ifPresent(d -> inversions.addAll(inversions(d, train)));
        }
        // the largest first: the last to start decides when all have ended
        List<Supplier<BitSet>> tasks = new ArrayList<>(trainings.stream()
                .sorted(Comparator.comparingInt(x.cells()::rowsIn).reversed())
                .map(training -> (Supplier<BitSet>) () -> factorise(training))
                .toList());
        tasks.addAll(inversions);
        workers.all(tasks);
        return List.copyOf(built);
    }

    private DirectFolds directFolds(DesignPlan.Entry entry, BitSet train) {
        List<BitSet[]> cells = entry.inner().stream()
                .map(fold ->
                        new BitSet[] {x.cells().cellsOf(fold.test()), x.cells().cellsOf(fold.train())})
                .toList();
        return new DirectFolds(x, train, cells, options.alphas().size(), scope);
    }

    private List<Supplier<BitSet>> inversions(DirectFolds folds, BitSet train) {
        double[] alphas = options.alphaArray();
        return IntStream.range(0, alphas.length)
                .mapToObj(j -> (Supplier<BitSet>) () -> {
                    try (DenseMatrix c = directly.orElseThrow().trainingKernel(train)) {
                        SmootherInverse.inPlace(c, options.intercept(), alphas[j]);
                        folds.fill(j, c);
                    }
                    return train;
                })
                .toList();
    }

    /** Each training set writes its own places of the lists. */
    private BitSet factorise(BitSet training) {
        try (MatrixScope building = new MatrixScope()) {
            Spectrum spectrum = form.spectrum(training, building, scope);
            spectrum.requirePositive(options.alphas().get(0));
            entries.forEach(entry -> use(spectrum, entry));
            spectrum.built();
            return training;
        }
    }

    private void use(Spectrum spectrum, DesignPlan.Entry entry) {
        int e = entries.indexOf(entry);
        double[] alphas = options.alphaArray();
        for (int f = 0; f < inner.get(e).size(); f++) {
            Fold fold = entry.inner().get(f);
            if (x.cells().cellsOf(fold.train()).equals(spectrum.train)) {
                BitSet test = x.cells().cellsOf(fold.test());
                inner.get(e).set(f, ValidationFold.of(form, x, spectrum, test, alphas, scope));
            }
        }
        if (x.cells().cellsOf(entry.outer().train).equals(spectrum.train)) {
            BitSet test = x.cells().cellsOf(entry.outer().test);
            boolean loo = options.selection() == InnerSelection.LEAVE_ONE_OUT && alphas.length > 1;
            built.set(
                    e,
                    new TrainingSet(
                            spectrum,
                            test,
                            test.isEmpty() ? Optional.empty() : Optional.of(projection(spectrum, test)),
                            inner.get(e),
                            loo ? Optional.of(LeaveOneOut.of(form, x, spectrum, alphas, scope)) : Optional.empty(),
                            direct.get(e)));
        }
    }

    private DenseMatrix projection(Spectrum spectrum, BitSet test) {
        try (DenseMatrix p = form.projection(spectrum, test)) {
            return scope.own(p.to(x.precision()));
        }
    }
}
