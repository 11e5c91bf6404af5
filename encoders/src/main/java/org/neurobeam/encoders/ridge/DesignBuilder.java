package org.neurobeam.encoders.ridge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.neurobeam.encoders.plan.Way;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;

/**
 * Factorises every distinct training set once. Nested leave-one-run-out of k runs has k(k - 1) inner folds but only k(k
 * - 1)/2 distinct inner training sets, and the inner sets of the final fit are the outer sets.
 */
final class DesignBuilder {
    private static final int NONE = -1;

    private final PreparedFeatures x;
    private final Form form;
    private final RidgeOptions options;
    private final MatrixScope scope;
    private final Optional<DualForm> directly;
    private final List<DesignPlan.Entry> entries;
    private final List<Optional<DirectFolds>> direct = new ArrayList<>();
    private final List<List<ValidationFold>> inner = new ArrayList<>();
    private final List<TrainingSet> built = new ArrayList<>();
    private final Map<BitSet, List<Place>> places = new LinkedHashMap<>();
    private final List<Supplier<BitSet>> inversions = new ArrayList<>();
    private final Map<BitSet, Spectrum> spectra = new ConcurrentHashMap<>();

    /** What a training set serves: an inner fold of an entry, or with fold {@link #NONE} the entry itself. */
    private record Place(int entry, int fold) {}

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
        for (DesignPlan.Entry entry : entries) {
            BitSet train = x.cells().cellsOf(entry.outer().train);
            int e = built.size();
            place(train, new Place(e, NONE));
            built.add(null);
            boolean folds = directly.isEmpty();
            inner.add(new ArrayList<>(Collections.nCopies(folds ? entry.inner().size() : 0, null)));
            for (int f = 0; f < inner.get(e).size(); f++) {
                place(x.cells().cellsOf(entry.inner().get(f).train()), new Place(e, f));
            }
            direct.add(directly.map(kernels -> directFolds(entry, train)));
            direct.get(direct.size() - 1).ifPresent(d -> inversions.addAll(inversions(d, train)));
        }
    }

    private void place(BitSet training, Place place) {
        places.computeIfAbsent(training, t -> new ArrayList<>()).add(place);
    }

    List<TrainingSet> build(Workers workers) {
        // the largest first: the last to start decides when all have ended
        List<Supplier<BitSet>> tasks = new ArrayList<>(places.keySet().stream()
                .sorted(Comparator.comparingInt(x.cells()::rowsIn).reversed())
                .map(training -> (Supplier<BitSet>) () -> factorise(training))
                .toList());
        tasks.addAll(inversions);
        workers.all(tasks);
        return built();
    }

    /** The distinct training sets, in a fixed order. */
    List<BitSet> trainings() {
        return List.copyOf(places.keySet());
    }

    /** All sets, once every training set is factorised or read. */
    List<TrainingSet> built() {
        return List.copyOf(built);
    }

    /** Factorises a training set and writes what depends on it. */
    void write(BitSet training, PartWriter out) throws IOException {
        factorise(training);
        spectra.get(training).write(out);
        List<Place> served = places.get(training);
        for (Place place : served) {
            if (place.fold() != NONE) {
                out.numbers(place.entry(), place.fold());
                inner.get(place.entry()).get(place.fold()).write(out);
            }
        }
        out.numbers();
        for (Place place : served) {
            if (place.fold() == NONE) {
                out.number(place.entry());
                write(built.get(place.entry()), out);
            }
        }
        out.number(NONE);
    }

    private static void write(TrainingSet set, PartWriter out) throws IOException {
        out.bits(set.test());
        if (set.projection().isPresent()) {
            out.matrix(set.projection().orElseThrow());
        }
        if (set.leaveOneOut().isPresent()) {
            set.leaveOneOut().orElseThrow().write(out);
        }
    }

    /** Takes the place of a factorisation. */
    void read(PartReader in) throws IOException {
        Spectrum spectrum = Spectrum.read(in);
        for (int[] place = in.numbers(); place.length > 0; place = in.numbers()) {
            inner.get(place[0]).set(place[1], ValidationFold.read(in, spectrum));
        }
        for (int e = in.number(); e != NONE; e = in.number()) {
            BitSet test = in.bits();
            built.set(
                    e,
                    new TrainingSet(
                            spectrum,
                            test,
                            test.isEmpty() ? Optional.empty() : Optional.of(in.matrix()),
                            inner.get(e),
                            leavesOneOut()
                                    ? Optional.of(LeaveOneOut.read(in, spectrum, options.alphaArray()))
                                    : Optional.empty(),
                            Optional.empty()));
        }
    }

    private boolean leavesOneOut() {
        return options.selection() == InnerSelection.LEAVE_ONE_OUT
                && options.alphas().size() > 1;
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
            places.get(training).forEach(place -> use(spectrum, place));
            spectrum.built();
            spectra.put(training, spectrum);
            return training;
        }
    }

    private void use(Spectrum spectrum, Place place) {
        DesignPlan.Entry entry = entries.get(place.entry());
        double[] alphas = options.alphaArray();
        if (place.fold() != NONE) {
            BitSet test = x.cells().cellsOf(entry.inner().get(place.fold()).test());
            inner.get(place.entry()).set(place.fold(), ValidationFold.of(form, x, spectrum, test, alphas, scope));
            return;
        }
        BitSet test = x.cells().cellsOf(entry.outer().test);
        built.set(
                place.entry(),
                new TrainingSet(
                        spectrum,
                        test,
                        test.isEmpty() ? Optional.empty() : Optional.of(projection(spectrum, test)),
                        inner.get(place.entry()),
                        leavesOneOut()
                                ? Optional.of(LeaveOneOut.of(form, x, spectrum, alphas, scope))
                                : Optional.empty(),
                        direct.get(place.entry())));
    }

    private DenseMatrix projection(Spectrum spectrum, BitSet test) {
        try (DenseMatrix p = form.projection(spectrum, test)) {
            return scope.own(p.to(x.precision()));
        }
    }
}
