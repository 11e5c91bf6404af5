package org.neurobeam.preprocess.linalg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.neurobeam.schemas.error.NumericalException;

/**
 * Loads OpenBLAS once, on first use (0.15 s), sets one thread, and refuses a library that computes wrongly.
 *
 * <p>OpenBLAS 0.3.19 solves triangular systems wrongly and silently on AVX-512 processors, while its products are
 * right, so the self-check solves a system. Two copies of the library load (with and without LAPACK), and each has
 * its own threads: both are set to one, because workers run in parallel over targets and spinning BLAS threads cost
 * many times the processor time next to other load.
 */
public final class OpenBlas {
    private static final Pattern SEPARATOR = Pattern.compile("[.-]");
    private static final int[] OLDEST = {0, 3, 20};
    private static final int CHECK_ORDER = 64;
    private static final double CHECK_TOLERANCE = 1e-9;

    private OpenBlas() {}

    /**
     * Loads and checks the library; later calls do nothing.
     *
     * @throws NumericalException if the library is too old or fails the self-check
     */
    public static void load() {
        // the self-check itself allocates matrices while it holds the lock
        if (!Holder.checked && !Thread.holdsLock(Holder.class)) {
            Holder.checkOnce();
        }
    }

    /** The version of the native library, e.g. {@code 0.3.31}. */
    public static String version() {
        load();
        return Holder.VERSION;
    }

    /** Initialised on first use only, so that commands without numerics never pay for it. */
    private static final class Holder {
        static final String VERSION;
        private static volatile boolean checked;

        static {
            Loader.load(openblas_nolapack.class);
            Loader.load(openblas.class);
            openblas_nolapack.blas_set_num_threads(1);
            openblas.blas_set_num_threads(1);
            VERSION = readVersion();
        }

        static synchronized void checkOnce() {
            if (checked) {
                return;
            }
            requireVersion(VERSION);
            double error = selfCheck();
            if (!(error < CHECK_TOLERANCE)) {
                throw new NumericalException("OpenBLAS " + VERSION + " solved a well-posed system of order "
                        + CHECK_ORDER + " with an error of " + error + " (allowed " + CHECK_TOLERANCE
                        + "); put org.bytedeco:openblas 0.3.31-1.5.13 or later first on the class path");
            }
            checked = true;
        }
    }

    private static String readVersion() {
        try {
            return Loader.getVersion("org.bytedeco", "openblas");
        } catch (IOException e) {
            throw new UncheckedIOException("org.bytedeco:openblas has no pom.properties on the class path", e);
        }
    }

    /** Refuses versions that are known to compute wrongly. */
    static void requireVersion(String version) {
        String[] parts = SEPARATOR.split(version, -1);
        for (int i = 0; i < OLDEST.length && i < parts.length; i++) {
            int part = Integer.parseInt(parts[i]);
            if (part > OLDEST[i]) {
                return;
            }
            if (part < OLDEST[i]) {
                throw new NumericalException("OpenBLAS is " + version
                        + " but at least 0.3.20 is needed (older ones solve wrongly on AVX-512 processors);"
                        + " put org.bytedeco:openblas 0.3.31-1.5.13 first on the class path");
            }
        }
    }

    /** Largest error of the solution of A x = A 1 for a well-conditioned symmetric A. */
    private static double selfCheck() {
        int n = CHECK_ORDER;
        try (MatrixScope scope = new MatrixScope()) {
            DenseMatrix a = scope.zeros(Precision.FLOAT64, n, n);
            DenseMatrix b = scope.zeros(Precision.FLOAT64, n, 1);
            for (int i = 0; i < n; i++) {
                double[] row = new double[n];
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    row[j] = i == j ? 3 : 1.0 / (1 + Math.abs(i - j));
                    sum += row[j];
                }
                a.writeRow(i, row);
                b.writeRow(i, new double[] {sum});
            }
            try (Cholesky factor = Cholesky.of(a)) {
                factor.solve(b);
            }
            double worst = 0;
            for (double x : b.toDoubleMatrix().values()) {
                worst = Math.max(worst, Double.isNaN(x) ? Double.POSITIVE_INFINITY : Math.abs(x - 1));
            }
            return worst;
        }
    }
}
