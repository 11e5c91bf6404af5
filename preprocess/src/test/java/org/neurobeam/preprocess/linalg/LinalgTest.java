package org.neurobeam.preprocess.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.NumericalException;

class LinalgTest {
    /** Rounding of float64 sums of at most a few hundred terms of order one. */
    private static final double DOUBLE_ROUNDING = 1e-11;
    /** Rounding of float32 sums of at most a few hundred terms of order one. */
    private static final double FLOAT_ROUNDING = 1e-4;

    private final Random random = new Random(3);

    @Test
    void theLoadedLibraryIsTheOneThatSolvesCorrectly() throws IOException {
        assertThat(OpenBlas.version()).startsWith("0.3.31");
        Path library = Loader.getLoadedLibraries().entrySet().stream()
                .filter(e -> e.getKey().startsWith("openblas"))
                .map(e -> Path.of(e.getValue()))
                .findFirst()
                .orElseThrow();
        String bytes = new String(Files.readAllBytes(library), StandardCharsets.ISO_8859_1);
        assertThat(bytes.contains("OpenBLAS 0.3.31")).isTrue();
    }

    @Test
    void oldLibrariesAreRefusedWithTheRemedy() {
        assertThatThrownBy(() -> OpenBlas.requireVersion("0.3.19-1.5.7"))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("0.3.19")
                .hasMessageContaining("openblas 0.3.31-1.5.13");
        OpenBlas.requireVersion("0.3.20-1.5.8");
        OpenBlas.requireVersion("1.0.0");
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT32,5,7,3",
        "FLOAT64,5,7,3",
        "FLOAT64,1,1,1",
        "FLOAT32,130,66,257",
        "FLOAT64,4,0,3",
        "FLOAT32,0,2,2"
    })
    void productsOfAllTranspositionsAgreeWithLoops(Precision precision, int m, int k, int n) {
        double[][] a = gaussian(m, k);
        double[][] b = gaussian(k, n);
        try (MatrixScope scope = new MatrixScope()) {
            DenseMatrix at = fill(scope, precision, transposed(a, k), m);
            DenseMatrix bt = fill(scope, precision, transposed(b, n), k);
            for (Operand x : new Operand[] {fill(scope, precision, a, k), at.transposed()}) {
                for (Operand y : new Operand[] {fill(scope, precision, b, n), bt.transposed()}) {
                    DenseMatrix c = fill(scope, precision, ones(m, n), n);
                    Blas.multiply(2, x, y, -1, c);
                    for (int i = 0; i < m; i++) {
                        for (int j = 0; j < n; j++) {
                            assertThat(c.toDoubleMatrix().get(i, j))
                                    .isCloseTo(
                                            2 * dot(a[i], b, j) - 1,
                                            within(precision == Precision.FLOAT64 ? DOUBLE_ROUNDING : FLOAT_ROUNDING));
                        }
                        if (i > 3) {
                            break;
                        }
                    }
                }
            }
        }
    }

    @Test
    void float32EigenvaluesAreThoseOfFloat64ToItsRounding() {
        try (MatrixScope scope = new MatrixScope()) {
            DenseMatrix gram = scope.zeros(Precision.FLOAT64, 60, 60);
            Blas.addColumnGram(fill(scope, Precision.FLOAT64, gaussian(70, 60), 60), gram);
            try (SymmetricEigen single = SymmetricEigen.inPlace(gram.to(Precision.FLOAT32));
                    SymmetricEigen exact = SymmetricEigen.inPlace(gram)) {
                assertThat(single.vectors().precision()).isEqualTo(Precision.FLOAT32);
                assertThat(single.values())
                        .containsExactly(exact.values(), within(FLOAT_ROUNDING * exact.values()[59]));
            }
        }
    }

    @Test
    void floatRowsAreCopiedAndRefusedOfFloat64() {
        try (DenseMatrix single = DenseMatrix.zeros(Precision.FLOAT32, 2, 3);
                DenseMatrix exact = DenseMatrix.zeros(Precision.FLOAT64, 2, 3)) {
            single.writeRow(1, new float[] {1, 2, 3});
            float[] row = new float[3];
            single.readRow(1, row);
            assertThat(row).containsExactly(1, 2, 3);
            assertThat(single.toFloatMatrix().get(0, 2)).isZero();
            assertThatThrownBy(() -> exact.readRow(1, row)).hasMessageContaining("FLOAT64");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 70, 130})
    void eigenvectorsRebuildTheMatrix(int n) {
        try (MatrixScope scope = new MatrixScope()) {
            DenseMatrix x = fill(scope, Precision.FLOAT64, gaussian(n + 3, n), n);
            DenseMatrix gram = scope.zeros(Precision.FLOAT64, n, n);
            Blas.addColumnGram(x, gram);
            DoubleMatrix expected = gram.toDoubleMatrix();
            try (SymmetricEigen eigen = SymmetricEigen.inPlace(gram.to(Precision.FLOAT64))) {
                double[] s = eigen.values();
                assertThat(s).isSorted();
                DoubleMatrix q = eigen.vectors().toDoubleMatrix();
                DenseMatrix scaled = scope.zeros(Precision.FLOAT64, n, n);
                for (int i = 0; i < n; i++) {
                    double[] row = q.row(i);
                    for (int j = 0; j < n; j++) {
                        row[j] *= s[i];
                    }
                    scaled.writeRow(i, row);
                }
                DenseMatrix rebuilt = scope.zeros(Precision.FLOAT64, n, n);
                Blas.multiply(eigen.vectors().transposed(), scaled, rebuilt);
                assertClose(rebuilt.toDoubleMatrix(), expected);
            }
        }
    }

    /** More columns than are widened at a time: x_ij = i + 1 up to the last column, which is 0. */
    @Test
    void rowGramsOfWideMatricesAreSumsOfPieces() {
        int columns = 4_300_000;
        RowSource wide = new RowSource() {
            @Override
            public int rows() {
                return 2;
            }

            @Override
            public int columns() {
                return columns;
            }

            @Override
            public void readRow(int i, double[] into) {
                java.util.Arrays.fill(into, 0, columns - 1, i + 1);
                into[columns - 1] = 0;
            }
        };
        try (DenseMatrix gram = DenseMatrix.zeros(Precision.FLOAT64, 2, 2)) {
            Blas.addRowGram(wide, gram);
            double n = columns - 1;
            assertThat(gram.toDoubleMatrix().values()).containsExactly(n, 2 * n, 2 * n, 4 * n);
            Blas.addRowGram(wide, columns - 3, columns, gram);
            assertThat(gram.toDoubleMatrix().values()).containsExactly(n + 2, 2 * n + 4, 2 * n + 4, 4 * n + 8);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 39, 40, 64, 200})
    void choleskySolvesInvertsAndGivesTheDeterminant(int n) {
        try (MatrixScope scope = new MatrixScope()) {
            DenseMatrix x = fill(scope, Precision.FLOAT64, gaussian(n, n), n);
            DenseMatrix a = scope.zeros(Precision.FLOAT64, n, n);
            for (int i = 0; i < n; i++) {
                double[] row = new double[n];
                row[i] = n;
                a.writeRow(i, row);
            }
            Blas.addRowGram(x, a);
            DenseMatrix truth = fill(scope, Precision.FLOAT64, gaussian(n, 3), 3);
            DenseMatrix b = scope.zeros(Precision.FLOAT64, n, 3);
            Blas.multiply(a, truth, b);
            DenseMatrix identity = scope.zeros(Precision.FLOAT64, n, n);
            try (Cholesky factor = Cholesky.of(a);
                    DenseMatrix inverse = factor.inverse()) {
                factor.solve(b);
                assertClose(b.toDoubleMatrix(), truth.toDoubleMatrix());
                Blas.multiply(a, inverse, identity);
                int[] rows = n == 1 ? new int[] {0} : new int[] {n - 1, n / 3, n - 2};
                try (DenseMatrix block = factor.inverseBlock(rows)) {
                    DoubleMatrix whole = inverse.toDoubleMatrix();
                    for (int i = 0; i < rows.length; i++) {
                        for (int j = 0; j < rows.length; j++) {
                            assertThat(block.toDoubleMatrix().get(i, j))
                                    .isCloseTo(whole.get(rows[i], rows[j]), within(1e-12));
                        }
                    }
                }
                double logDeterminant = 0;
                try (SymmetricEigen eigen = SymmetricEigen.inPlace(a.to(Precision.FLOAT64))) {
                    for (double s : eigen.values()) {
                        logDeterminant += Math.log(s);
                    }
                }
                assertThat(factor.logDeterminant()).isCloseTo(logDeterminant, within(1e-8 * n));
            }
            for (int i = 0; i < n; i++) {
                double[] row = new double[n];
                identity.readRow(i, row);
                for (int j = 0; j < n; j++) {
                    assertThat(row[j]).isCloseTo(i == j ? 1 : 0, within(1e-9));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"7,4", "4,7", "60,60", "1,3", "3,0"})
    void singularValuesAndVectorsRebuildTheMatrix(int m, int n) {
        try (MatrixScope scope = new MatrixScope()) {
            DenseMatrix a = fill(scope, Precision.FLOAT64, gaussian(m, n), n);
            try (Svd svd = Svd.of(a)) {
                int k = Math.min(m, n);
                assertThat(svd.values()).hasSize(k);
                DenseMatrix scaled = scope.zeros(Precision.FLOAT64, k, n);
                double[] row = new double[n];
                for (int i = 0; i < k; i++) {
                    svd.right().readRow(i, row);
                    for (int j = 0; j < n; j++) {
                        row[j] *= svd.values()[i];
                    }
                    scaled.writeRow(i, row);
                }
                DenseMatrix rebuilt = scope.zeros(Precision.FLOAT64, m, n);
                Blas.multiply(svd.left(), scaled, rebuilt);
                assertClose(rebuilt.toDoubleMatrix(), a.toDoubleMatrix());
            }
        }
    }

    @Test
    void anIndefiniteMatrixIsRefusedWithTheMinorThatFails() {
        try (DenseMatrix a = DenseMatrix.copyOf(DoubleMatrix.of(new double[][] {{1, 2}, {2, 1}}))) {
            assertThatThrownBy(() -> Cholesky.of(a))
                    .isInstanceOf(NumericalException.class)
                    .hasMessageContaining("leading minor of order 2");
        }
    }

    @Test
    void gramMatricesOfFloatDataAreSummedInDouble() {
        int n = 1500;
        FloatMatrix x = FloatMatrix.zeros(n, 2);
        for (int i = 0; i < n; i++) {
            x.set(i, 0, 1000.1f);
            x.set(i, 1, 1e-3f * i);
        }
        double expected = 0;
        for (int i = 0; i < n; i++) {
            expected += (double) x.get(i, 0) * x.get(i, 1);
        }
        try (DenseMatrix m = DenseMatrix.copyOf(x);
                DenseMatrix gram = DenseMatrix.zeros(Precision.FLOAT64, 2, 2)) {
            Blas.addColumnGram(m, gram);
            assertThat(gram.toDoubleMatrix().get(1, 0)).isCloseTo(expected, within(1e-12 * expected));
            assertThat(gram.toDoubleMatrix().get(0, 1))
                    .isEqualTo(gram.toDoubleMatrix().get(1, 0));
        }
    }

    @Test
    void viewsShareMemoryAndScopesFreeIt() {
        DenseMatrix kept;
        try (MatrixScope scope = new MatrixScope()) {
            kept = scope.zeros(Precision.FLOAT32, 4, 3);
            assertThat(scope.bytes()).isEqualTo(48);
            kept.rowView(1, 3).rowView(1, 2).writeRow(0, new double[] {1, 2, 3});
            assertThat(kept.toFloatMatrix().row(2)).containsExactly(1, 2, 3);
            Blas.add(2, kept.rowView(2, 3), kept.rowView(0, 1));
            Blas.scale(-1, kept.rowView(0, 1));
            kept.copyRows(kept.rowView(0, 1), 3);
            assertThat(kept.toFloatMatrix().row(3)).containsExactly(-2, -4, -6);
            assertThat(kept.reshapedView(2, 6).toDoubleMatrix().row(0)).containsExactly(-2, -4, -6, 0, 0, 0);
            DenseMatrix other = scope.zeros(Precision.FLOAT64, 1, 1);
            scope.release(other);
            assertThat(scope.bytes()).isEqualTo(48);
        }
        assertThatThrownBy(() -> kept.toFloatMatrix())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("DenseMatrix[4 x 3 FLOAT32] is closed");
    }

    @Test
    void wrongShapesAreNamed() {
        try (DenseMatrix a = DenseMatrix.zeros(Precision.FLOAT64, 2, 3);
                DenseMatrix f = DenseMatrix.zeros(Precision.FLOAT32, 3, 3)) {
            assertThatThrownBy(() -> Blas.multiply(a, a, a)).hasMessage("product of [2 x 3] and [2 x 3] into [2 x 3]");
            assertThatThrownBy(() -> Blas.multiply(a, f, a)).hasMessageContaining("precisions differ");
            assertThatThrownBy(() -> Blas.add(1, a, f)).hasMessageContaining("sum of");
            assertThatThrownBy(() -> Blas.addColumnGram(a, f)).hasMessageContaining("Gram matrix of");
            assertThatThrownBy(() -> f.copyRows(a, 0)).hasMessageContaining("rows of DenseMatrix[2 x 3 FLOAT64] into");
            assertThatThrownBy(() -> a.rowView(1, 3)).hasMessageContaining("rows [1, 3)");
            assertThatThrownBy(() -> a.readRow(2, new double[3])).hasMessageContaining("row 2");
            assertThatThrownBy(() -> a.reshapedView(4, 3)).hasMessageContaining("does not fit");
            assertThatThrownBy(() -> Cholesky.of(a)).hasMessageContaining("square");
            assertThatThrownBy(() -> SymmetricEigen.inPlace(a)).hasMessageContaining("square");
            assertThatThrownBy(() -> Svd.of(f)).hasMessageContaining("FLOAT64");
            assertThatThrownBy(() -> DenseMatrix.zeros(Precision.FLOAT64, -1, 2))
                    .hasMessageContaining("negative");
        }
    }

    private double[][] gaussian(int rows, int columns) {
        double[][] a = new double[rows][columns];
        for (double[] row : a) {
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextGaussian();
            }
        }
        return a;
    }

    private static double[][] ones(int rows, int columns) {
        double[][] a = new double[rows][columns];
        for (double[] row : a) {
            java.util.Arrays.fill(row, 1);
        }
        return a;
    }

    private static double[][] transposed(double[][] a, int columns) {
        double[][] t = new double[columns][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < columns; j++) {
                t[j][i] = a[i][j];
            }
        }
        return t;
    }

    private static double dot(double[] row, double[][] b, int column) {
        double sum = 0;
        for (int l = 0; l < row.length; l++) {
            sum += row[l] * b[l][column];
        }
        return sum;
    }

    private static DenseMatrix fill(MatrixScope scope, Precision precision, double[][] rows, int columns) {
        DenseMatrix m = scope.zeros(precision, rows.length, columns);
        for (int i = 0; i < rows.length; i++) {
            m.writeRow(i, rows[i]);
        }
        return m;
    }

    private static void assertClose(DoubleMatrix actual, DoubleMatrix expected) {
        for (int i = 0; i < expected.values().length; i++) {
            assertThat(actual.values()[i]).isCloseTo(expected.values()[i], within(1e-9 * (1 + expected.rows())));
        }
    }

    /** From rows on the heap in blocks, in place, and in another precision. */
    @Test
    void transposedProductsOfRowsAreProducts() {
        DoubleMatrix x = DoubleMatrix.wrap(3, 2, 1, 2, 3, 4, 5, 6);
        DoubleMatrix weights = DoubleMatrix.wrap(3, 1, 1, -1, 2);
        try (MatrixScope scope = new MatrixScope()) {
            DenseMatrix w = scope.own(DenseMatrix.copyOf(weights));
            DenseMatrix product = scope.own(DenseMatrix.copyOf(DoubleMatrix.wrap(2, 1, 7, 7)));
            for (RowSource rows : List.of(
                    RowSource.of(x),
                    scope.own(DenseMatrix.copyOf(x)),
                    scope.own(DenseMatrix.copyOf(RowSource.of(x), Precision.FLOAT32)))) {
                rows.multiplyTransposed(w, product);
                assertThat(product.toDoubleMatrix().values()).containsExactly(8, 10);
            }
            DenseMatrix two = scope.zeros(Precision.FLOAT64, 2, 1);
            assertThatThrownBy(() -> RowSource.of(x).multiplyTransposed(two, product))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[3 x 2]");
            RowSource none = RowSource.of(DoubleMatrix.zeros(0, 2));
            none.multiplyTransposed(scope.zeros(Precision.FLOAT64, 0, 1), product);
            assertThat(product.toDoubleMatrix().values()).containsExactly(0, 0);
        }
    }
}
