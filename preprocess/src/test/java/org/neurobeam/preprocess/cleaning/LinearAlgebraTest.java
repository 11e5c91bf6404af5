package org.neurobeam.preprocess.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pivoted QR and leading eigenvectors of random matrices of known rank. */
class LinearAlgebraTest {
    private static final double ROUNDING = 1e-10;

    @ParameterizedTest
    @CsvSource({"20,5,5", "40,9,3", "5,8,5", "30,4,1", "7,3,0"})
    void basisSpansTheColumns(int rows, int columns, int rank) {
        double[][] a = ofRank(rows, columns, rank);
        double[][] copy = new double[columns][];
        for (int j = 0; j < columns; j++) {
            copy[j] = a[j].clone();
        }
        double[][] q = PivotedQr.basis(copy);
        assertThat(q.length).isEqualTo(rank);
        for (int i = 0; i < rank; i++) {
            for (int j = 0; j < rank; j++) {
                assertThat(dot(q[i], q[j])).isCloseTo(i == j ? 1 : 0, within(ROUNDING));
            }
        }
        for (double[] column : a) {
            double projected = 0;
            for (double[] direction : q) {
                projected += Math.pow(dot(direction, column), 2);
            }
            assertThat(projected).isCloseTo(dot(column, column), within(ROUNDING * (1 + dot(column, column))));
        }
    }

    @ParameterizedTest
    @CsvSource({"40,60,40,5", "30,12,4,5", "6,20,6,6", "3,2,1,2"})
    void eigenvectorsOfAGramMatrix(int n, int columns, int rank, int k) {
        double[][] s = ofRank(n, columns, rank);
        double[][] gram = new double[n][n];
        for (double[] column : s) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    gram[i][j] += column[i] * column[j];
                }
            }
        }
        double[][] v = SymmetricEigen.leading(gram, k);
        assertThat(v.length).isEqualTo(Math.min(k, rank));
        double[][] rotated = new double[n][];
        for (int i = 0; i < n; i++) {
            rotated[i] = gram[i].clone();
        }
        SymmetricEigen.jacobi(rotated);
        double[] all =
                IntStream.range(0, n).mapToDouble(i -> rotated[i][i]).sorted().toArray();
        for (int j = 0; j < v.length; j++) {
            double value = all[n - 1 - j];
            for (int i = 0; i < n; i++) {
                assertThat(dot(gram[i], v[j])).isCloseTo(value * v[j][i], within(ROUNDING * all[n - 1]));
            }
        }
    }

    private static double[][] ofRank(int rows, int columns, int rank) {
        SplittableRandom random = new SplittableRandom(rows * 100L + columns);
        double[][] a = new double[columns][rows];
        for (int r = 0; r < rank; r++) {
            double[] direction = random.doubles(rows, -1, 1).toArray();
            for (double[] column : a) {
                double weight = random.nextDouble() - 0.5;
                for (int i = 0; i < rows; i++) {
                    column[i] += weight * direction[i];
                }
            }
        }
        return a;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
