package org.neurobeam.encoders.banded;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;

/** Candidate weights of the bands, [candidates x bands]: each at least 0, each row with sum 1. */
public final class BandCandidates {
    /** Sums of weights written with six digits. */
    private static final double SUM = 1e-5;

    /** Sparse and dense mixtures by turns. */
    private static final List<Double> CONCENTRATIONS = List.of(0.1, 1.0);

    private final DoubleMatrix weights;

    private BandCandidates(DoubleMatrix weights) {
        this.weights = weights;
    }

    /**
     * An explicit table.
     *
     * @param weights [candidates x bands]; a weight of 0 leaves a band out
     * @throws ConfigException if a weight is negative or not finite or a row does not sum to 1
     */
    public static BandCandidates of(DoubleMatrix weights) {
        if (weights.rows() == 0 || weights.columns() == 0) {
            throw new ConfigException("bands.candidates is [" + weights.rows() + " candidates x " + weights.columns()
                    + " bands]; at least one of each is needed");
        }
        for (int c = 0; c < weights.rows(); c++) {
            double[] row = weights.row(c);
            double sum = Arrays.stream(row).sum();
            if (Arrays.stream(row).anyMatch(w -> !(w >= 0)) || !(Math.abs(sum - 1) <= SUM)) {
                throw new ConfigException("bands.candidates row " + c + " is " + Arrays.toString(row) + " with sum "
                        + sum + "; allowed: weights of at least 0 with sum 1 (divide the row by its sum)");
            }
        }
        return new BandCandidates(DoubleMatrix.wrap(
                weights.rows(), weights.columns(), weights.values().clone()));
    }

    /** Equal weights, then Dirichlet draws with concentrations 1.0 and 0.1 by turns. */
    public static BandCandidates dirichlet(int count, int bands, long seed) {
        return dirichlet(count, bands, CONCENTRATIONS, seed);
    }

    /**
     * Equal weights, then Dirichlet draws. Candidate i depends on the seed and i only, not on the count.
     *
     * @param count number of candidates, at least 1
     * @param bands number of bands, at least 1
     * @param concentrations candidate i takes element i mod size; small ones favour few bands; finite and {@code > 0}
     * @param seed of the draws
     * @throws ConfigException if a number is out of range
     */
    public static BandCandidates dirichlet(int count, int bands, List<Double> concentrations, long seed) {
        if (count < 1 || bands < 1) {
            throw new ConfigException("bands.candidates asks for " + count + " candidates of " + bands
                    + " bands; allowed: 1 or more of each");
        }
        if (concentrations.isEmpty()
                || concentrations.stream().anyMatch(c -> !(c > 0 && c < Double.POSITIVE_INFINITY))) {
            throw new ConfigException(
                    "bands.concentrations is " + concentrations + "; allowed: finite numbers > 0, at least one");
        }
        DoubleMatrix weights = DoubleMatrix.zeros(count, bands);
        Arrays.fill(weights.values(), 0, bands, 1.0 / bands);
        for (int i = 1; i < count; i++) {
            SplittableRandom random = SeededDraws.random(seed, "dirichlet", i);
            double[] row = SeededDraws.dirichlet(random, concentrations.get(i % concentrations.size()), bands);
            System.arraycopy(row, 0, weights.values(), i * bands, bands);
        }
        return new BandCandidates(weights);
    }

    /**
     * The same candidates for some of the bands: their weights over the sum of these, each once. What is left of Dirichlet
     * draws are Dirichlet draws; candidates that give the bands nothing are dropped, and where none is left the weights are
     * equal.
     *
     * @param some bands, ascending
     */
    public BandCandidates only(int... some) {
        Set<List<Double>> rows = new LinkedHashSet<>();
        for (int c = 0; c < count(); c++) {
            double[] row = weights(c);
            double sum = Arrays.stream(some).mapToDouble(b -> row[b]).sum();
            if (sum > 0) {
                rows.add(Arrays.stream(some).mapToObj(b -> row[b] / sum).toList());
            }
        }
        if (rows.isEmpty()) {
            rows.add(Collections.nCopies(some.length, 1.0 / some.length));
        }
        return of(DoubleMatrix.of(rows.stream()
                .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new)));
    }

    /** Number of candidates. */
    public int count() {
        return weights.rows();
    }

    /** Number of bands. */
    public int bands() {
        return weights.columns();
    }

    /** Weights of one candidate, [bands], a copy. */
    public double[] weights(int candidate) {
        return weights.row(candidate);
    }

    /** All weights, [candidates x bands]. */
    DoubleMatrix table() {
        return weights;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BandCandidates c && weights.equals(c.weights);
    }

    @Override
    public int hashCode() {
        return weights.hashCode();
    }

    /** The counts, e.g. {@code BandCandidates[100 of 3 bands]}. */
    @Override
    public String toString() {
        return "BandCandidates[" + count() + " of " + bands() + " bands]";
    }
}
