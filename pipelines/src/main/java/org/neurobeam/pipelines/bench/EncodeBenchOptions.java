package org.neurobeam.pipelines.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.preprocess.linalg.Precision;
import org.neurobeam.schemas.error.ConfigException;

/**
 * What to fit.
 *
 * @param model which solver
 * @param arrays where the arrays are
 * @param alphas penalties
 * @param folds contiguous folds of the search
 * @param score what the search maximises
 * @param intercept whether a constant is fitted
 * @param fast whether kernels are factorised in float32
 * @param bands columns of each feature space; empty for one
 * @param gammas candidates of a banded search, one row of weights each
 * @param nodes alpha nodes of a banded search; 0 searches exactly
 * @param threads workers, one BLAS thread each
 * @param tile targets at once
 * @param repeat rounds; figures are those of the fastest
 */
public record EncodeBenchOptions(
        Model model,
        Arrays arrays,
        List<Double> alphas,
        int folds,
        Criterion score,
        boolean intercept,
        boolean fast,
        List<Integer> bands,
        Optional<Path> gammas,
        int nodes,
        int threads,
        int tile,
        int repeat) {
    /** Solvers. */
    public enum Model {
        /** One penalty for all features, on the cheaper side. */
        RIDGE,
        /** Ridge on the linear kernel: dual weights only. */
        KERNEL,
        /** A penalty for each feature space, found among candidates. */
        BANDED;

        /** The name on the command line. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Arrays on disk, or how many targets to make.
     *
     * @param x features [samples x features], npy
     * @param y targets [samples x targets], npy
     * @param xTest features of the test
     * @param yTest targets of the test
     */
    public record Arrays(Path x, Path y, Optional<Path> xTest, Optional<Path> yTest) {
        /** Checks that the files are there. */
        public Arrays {
            requireFile("x", x);
            requireFile("y", y);
            xTest.ifPresent(file -> requireFile("xtest", file));
            yTest.ifPresent(file -> requireFile("ytest", file));
            if (xTest.isPresent() != yTest.isPresent()) {
                throw new ConfigException("xtest and ytest belong together; give both or neither");
            }
        }
    }

    /** Checks ranges. */
    public EncodeBenchOptions {
        alphas = List.copyOf(alphas);
        bands = List.copyOf(bands);
        if (nodes != 0 && model != Model.BANDED) {
            throw new ConfigException("nodes: " + nodes + " with the " + model.key()
                    + " model, which scores every alpha exactly; leave it out, or use --model banded");
        }
        requirePositive("threads", threads);
        requirePositive("tile", tile);
        requirePositive("repeat", repeat);
    }

    /** The settings of ridge within them. */
    RidgeOptions ridge() {
        return RidgeOptions.defaults()
                .withAlphas(alphas)
                .withInnerFolds(folds)
                .withCriterion(score)
                .withIntercept(intercept)
                .withFactorisation(fast ? Precision.FLOAT32 : Precision.FLOAT64);
    }

    private static void requirePositive(String key, int value) {
        if (value < 1) {
            throw new ConfigException(key + ": " + value + "; must be at least 1");
        }
    }

    private static void requireFile(String key, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ConfigException(key + ": " + file + " is no file; give an .npy array");
        }
    }
}
