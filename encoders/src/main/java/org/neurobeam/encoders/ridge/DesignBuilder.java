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
    private final Workers workers;
    private final List<DesignPlan.Entry> entries;
    private final List<List<ValidationFold>> inner = new ArrayList<>();
    private final List<TrainingSet> built = new ArrayList<>();

    DesignBuilder(
            PreparedFeatures x, Form form, RidgeOptions options, DesignPlan plan, MatrixScope scope, Workers workers) {
        this.workers = workers;
        this.x = x;
        this.form = form;
        this.options = options;
        this.scope = scope;
        this.entries = plan.entries();
    }

    List<TrainingSet> build() {
        Set<BitSet> trainings = new LinkedHashSet<>();
        for (DesignPlan.Entry entry : entries) {
            trainings.add(x.cells().cellsOf(entry.outer().train));
            inner.add(new ArrayList<>(Collections.nCopies(entry.inner().size(), null)));
            built.add(null);
            for (Fold fold : entry.inner()) {
                trainings.add(x.cells().cellsOf(fold.train()));
            }
        }
        // the largest first: the last to start decides when all have ended
        workers.all(trainings.stream()
                .sorted(Comparator.comparingInt(x.cells()::rowsIn).reversed())
                .map(training -> (Supplier<Spectrum>) () -> factorise(training))
                .toList());
        return List.copyOf(built);
    }

    /** Each training set writes its own places of the lists. */
    private Spectrum factorise(BitSet training) {
        try (MatrixScope building = new MatrixScope()) {
            Spectrum spectrum = form.spectrum(training, building, scope);
            spectrum.requirePositive(options.alphas().get(0));
            entries.forEach(entry -> use(spectrum, entry));
            spectrum.built();
            return spectrum;
        }
    }

    private void use(Spectrum spectrum, DesignPlan.Entry entry) {
        int e = entries.indexOf(entry);
        double[] alphas = options.alphaArray();
        for (int f = 0; f < entry.inner().size(); f++) {
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
                            loo ? Optional.of(LeaveOneOut.of(form, x, spectrum, alphas, scope)) : Optional.empty()));
        }
    }

    private DenseMatrix projection(Spectrum spectrum, BitSet test) {
        try (DenseMatrix p = form.projection(spectrum, test)) {
            return scope.own(p.to(x.precision()));
        }
    }
}
