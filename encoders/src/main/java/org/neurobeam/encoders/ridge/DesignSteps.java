package org.neurobeam.encoders.ridge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.neurobeam.encoders.plan.Way;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.MatrixScope;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;

/**
 * The steps of {@link RidgeDesign#of(RowSource, int[], Folds, RidgeOptions)} one by one, so that they may run on
 * different machines: parts of the statistics, one factorisation for each distinct training set, and the design made of
 * the factors. The result has the bits of a design made in one go.
 *
 * <p>A part costs n p^2 / parts or n^2 p / parts flops and is q (q + 1) / 2 numbers, q = min(n, p); a factorisation
 * O(q^3). Threads may share it; close it, it holds the features outside the heap.
 */
public final class DesignSteps implements AutoCloseable {
    private final MatrixScope scope = new MatrixScope();
    private final RidgeOptions options;
    private final DesignPlan plan;
    private final PreparedFeatures x;
    private final Optional<FeatureRows> rows;
    private final Optional<Supplier<DenseMatrix>> kernel;

    private DesignSteps(
            Optional<RowSource> features,
            Optional<Supplier<DenseMatrix>> kernel,
            int[] runs,
            Folds outer,
            RidgeOptions options) {
        this.options = options;
        this.plan = DesignPlan.of(runs, outer, options);
        RowCells cells = RowCells.of(runs.length, plan.sets());
        this.rows = features.filter(f -> f.columns() < f.rows()).map(f -> FeatureRows.of(f, cells, options, scope));
        this.x = rows.isPresent()
                ? rows.get()
                : features.map(f -> PreparedFeatures.dual(f, cells, options, scope))
                        .orElseGet(() -> PreparedFeatures.ofKernel(cells, options, scope));
        this.kernel = kernel;
    }

    /**
     * Steps for features.
     *
     * @param features [n samples x p features]
     * @param runs run of each sample, [n]
     * @param outer folds whose test rows are predicted
     */
    public static DesignSteps of(RowSource features, int[] runs, Folds outer, RidgeOptions options) {
        return new DesignSteps(Optional.of(features), Optional.empty(), runs, outer, options);
    }

    /**
     * Steps for a given kernel.
     *
     * @param kernel makes it where a part is asked for: [n x n] float64, symmetric to the bit; closed here
     */
    public static DesignSteps ofKernel(Supplier<DenseMatrix> kernel, int[] runs, Folds outer, RidgeOptions options) {
        return new DesignSteps(Optional.empty(), Optional.of(kernel), runs, outer, options);
    }

    private boolean primal() {
        return rows.isPresent();
    }

    /** Number of parts of the statistics. */
    public int parts() {
        return primal() ? x.cells().count() : kernel.isPresent() ? 1 : DualForm.shards(x);
    }

    /** A part of the statistics, 0 {@code <=} id {@code <} parts. */
    public GramPart part(int id) {
        if (kernel.isPresent()) {
            return kernelPart(id);
        }
        try (DenseMatrix gram = primal() ? PrimalForm.gram(rows.orElseThrow(), id) : DualForm.shard(x, id)) {
            return GramPart.of(id, gram, primal() ? PrimalForm.sums(rows.orElseThrow(), id) : new double[0]);
        }
    }

    private GramPart kernelPart(int id) {
        try (DenseMatrix given = kernel.orElseThrow().get()) {
            if (KernelCheck.order(given) != x.cells().rows()) {
                throw new IllegalArgumentException("kernel [" + given.rows() + " x " + given.rows() + "] but runs of "
                        + x.cells().rows() + " samples");
            }
            try (MatrixScope copy = new MatrixScope()) {
                return GramPart.of(id, x.cells().ordered(given, copy));
            }
        }
    }

    /** Number of distinct training sets. */
    public int trainingSets() {
        return builder(emptyForm(), scope).trainings().size();
    }

    /**
     * Starts on factorisations.
     *
     * @param parts all of them, in any order; kernels are added in the order of their ids
     */
    public Factors factors(List<GramPart> parts) {
        if (parts.size() != parts()) {
            throw new IllegalArgumentException(parts.size() + " parts of statistics; expected " + parts());
        }
        List<GramPart> ordered =
                parts.stream().sorted(Comparator.comparingInt(GramPart::id)).toList();
        return new Factors(ordered);
    }

    /** Factorises training sets from the statistics; close it. */
    public final class Factors implements AutoCloseable {
        private final MatrixScope own = new MatrixScope();
        private final Form form;

        private Factors(List<GramPart> parts) {
            if (primal()) {
                DenseMatrix[] gram = parts.stream().map(p -> p.matrix(own)).toArray(DenseMatrix[]::new);
                double[][] sums = parts.stream().map(GramPart::sums).toArray(double[][]::new);
                form = new PrimalForm(rows.orElseThrow(), gram, sums);
            } else {
                DenseMatrix sum =
                        parts.stream().reduce(GramPart::plus).orElseThrow().matrix(own);
                form = kernel.isPresent()
                        ? new KernelForm(x, sum, options.factorisation())
                        : new DualForm(x, sum, options.factorisation());
            }
        }

        /**
         * Factorises one training set and writes all that depends on it: O(q^3), q^2 float32 numbers and for each inner
         * fold of it q^2 more.
         *
         * @param set 0 {@code <=} set {@code <} {@link #trainingSets}
         */
        public void write(int set, OutputStream out) throws IOException {
            try (MatrixScope factors = new MatrixScope()) {
                DesignBuilder builder = builder(form, factors);
                PartWriter writer = new PartWriter(out);
                builder.write(builder.trainings().get(set), writer);
                writer.flush();
            }
        }

        @Override
        public void close() {
            own.close();
        }
    }

    /** Opens what {@link Factors#write} wrote for a training set. */
    @FunctionalInterface
    public interface Source {
        /** The bytes of a training set; the caller closes them. */
        InputStream open(int set) throws IOException;
    }

    /**
     * The design made of the factors of all training sets. It owns the memory of these steps from then on: close the
     * design instead of them.
     *
     * @throws IOException if bytes are missing
     */
    public RidgeDesign assemble(Source source) throws IOException {
        DesignBuilder builder = builder(emptyForm(), scope);
        for (int set = 0; set < builder.trainings().size(); set++) {
            try (InputStream in = source.open(set)) {
                builder.read(new PartReader(in, scope));
            }
        }
        return new RidgeDesign(scope, x, emptyForm(), builder.built(), options);
    }

    /** A form for tiles, which need no statistics. */
    private Form emptyForm() {
        if (primal()) {
            return new PrimalForm(rows.orElseThrow(), new DenseMatrix[0], new double[0][]);
        }
        DenseMatrix none = scope.zeros(Precision.FLOAT64, 0, 0);
        return kernel.isPresent()
                ? new KernelForm(x, none, options.factorisation())
                : new DualForm(x, none, options.factorisation());
    }

    private DesignBuilder builder(Form form, MatrixScope into) {
        return new DesignBuilder(x, form, primal() ? Way.PRIMAL : Way.PARTIAL_FRACTIONS, options, plan, into);
    }

    @Override
    public void close() {
        scope.close();
    }
}
