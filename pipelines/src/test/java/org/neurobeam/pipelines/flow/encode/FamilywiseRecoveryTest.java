package org.neurobeam.pipelines.flow.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.neurobeam.encoders.score.CircularShiftNull;
import org.neurobeam.encoders.score.FalseDiscovery;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.pipelines.config.ChanceConfig;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.StagedFile;

/**
 * Many correlated targets in tiles of different sizes: under chance one replicate in twenty has any target below 0.05,
 * also where other targets have a signal; those are found. The false discovery rate is the baseline.
 */
class FamilywiseRecoveryTest {
    private static final int SAMPLES = 120;
    private static final int TARGETS = 40;
    private static final int PLANTED = 10;
    private static final int REPLICATES = 400;
    private static final double LEVEL = .05;
    /** Three standard errors of a binomial count at 5 % on either side of its mean. */
    private static final int[] CHANCE = {7, 33};

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(8);

    /** Series that share 70 % of their variance. */
    private FloatMatrix correlated() {
        FloatMatrix m = FloatMatrix.zeros(SAMPLES, TARGETS);
        for (int i = 0; i < SAMPLES; i++) {
            double shared = Math.sqrt(.7) * random.nextGaussian();
            for (int v = 0; v < TARGETS; v++) {
                m.set(i, v, (float) (shared + Math.sqrt(.3) * random.nextGaussian()));
            }
        }
        return m;
    }

    private static FloatMatrix columns(FloatMatrix m, int from, int to) {
        FloatMatrix part = FloatMatrix.zeros(m.rows(), to - from);
        for (int i = 0; i < m.rows(); i++) {
            System.arraycopy(m.values(), i * m.columns() + from, part.values(), i * (to - from), to - from);
        }
        return part;
    }

    /** p-values by themselves and in the family. */
    private static final class Found {
        private final double[] alone;
        private final double[] family;

        Found(double[] alone, double[] family) {
            this.alone = alone;
            this.family = family;
        }

        int single(int from, int to) {
            return below(alone, from, to);
        }

        int discoveries(int from, int to) {
            return below(FalseDiscovery.benjaminiHochberg(alone), from, to);
        }

        int familywise(int from, int to) {
            return below(family, from, to);
        }

        private static int below(double[] p, int from, int to) {
            return (int) Arrays.stream(p, from, to).filter(x -> x < LEVEL).count();
        }
    }

    private Found test(ChanceConfig config, FloatMatrix y, FloatMatrix f) throws IOException {
        DataStore store = DataStore.local(folder);
        List<TileName> tiles = List.of(new TileName(0, 0, 13), new TileName(0, 13, TARGETS));
        double[] single = new double[TARGETS];
        for (TileName tile : tiles) {
            FloatMatrix measured = columns(y, tile.from(), tile.to());
            FloatMatrix predicted = columns(f, tile.from(), tile.to());
            double[] r = TargetScores.of(RowSource.of(measured), RowSource.of(predicted))
                    .r();
            int[] runs = new int[SAMPLES];
            Arrays.fill(runs, SAMPLES / 2, SAMPLES, 1);
            TileNull chance = config.kind() == ChanceConfig.Kind.CIRCULAR_SHIFT
                    ? TargetChance.shifted(CircularShiftNull.of(RowSource.of(measured), RowSource.of(predicted), 10), r)
                    : new TargetChance(config, runs).permuted(measured, predicted, r);
            System.arraycopy(chance.pValues(), 0, single, tile.from(), r.length);
            try (StagedFile file = new StagedFile(store, tile.nullPath())) {
                chance.write(file.stream());
                file.commit(r.length);
            }
        }
        return new Found(single, FamilywiseValues.ofGroup(store, tiles, TARGETS));
    }

    @ParameterizedTest
    @EnumSource(
            value = ChanceConfig.Kind.class,
            names = {"BLOCK_PERMUTATION", "CIRCULAR_SHIFT"})
    void oneReplicateInTwentyHasAFalsePositive(ChanceConfig.Kind kind) throws IOException {
        ChanceConfig config = new ChanceConfig(kind, 199, 5, ChanceConfig.Correction.MAX, 4L);
        int any = 0;
        int anyUncorrected = 0;
        int anyBesideSignal = 0;
        int anyDiscoveryBesideSignal = 0;
        int planted = 0;
        int strong = 0;
        for (int k = 0; k < REPLICATES; k++) {
            FloatMatrix y = correlated();
            FloatMatrix f = correlated();
            Found chance = test(config, y, f);
            any += chance.familywise(0, TARGETS) > 0 ? 1 : 0;
            anyUncorrected += chance.single(0, TARGETS) > 0 ? 1 : 0;
            for (int i = 0; i < SAMPLES; i++) {
                for (int v = 0; v < PLANTED; v++) {
                    y.set(i, v, y.get(i, v) + f.get(i, v));
                }
            }
            Found signal = test(config, y, f);
            planted += signal.familywise(0, PLANTED);
            strong += signal.discoveries(0, PLANTED);
            anyBesideSignal += signal.familywise(PLANTED, TARGETS) > 0 ? 1 : 0;
            anyDiscoveryBesideSignal += signal.discoveries(PLANTED, TARGETS) > 0 ? 1 : 0;
        }
        assertThat(any).isBetween(CHANCE[0], CHANCE[1]);
        assertThat(anyBesideSignal).isLessThanOrEqualTo(CHANCE[1]);
        assertThat(planted).isEqualTo(PLANTED * REPLICATES);
        assertThat(strong).isEqualTo(PLANTED * REPLICATES);
        // what is not corrected, or corrected for the rate of false discoveries only, errs more often
        assertThat(anyUncorrected).isGreaterThan(2 * any);
        assertThat(anyDiscoveryBesideSignal).isGreaterThan(2 * anyBesideSignal);
    }

    /** A weak signal in all targets is what the family-wise error is too strict for. */
    @Test
    void weakSignalsEverywhereAreFoundByTheRateOfFalseDiscoveries() throws IOException {
        ChanceConfig config = new ChanceConfig(null, 199, 5, ChanceConfig.Correction.MAX, 4L);
        int familywise = 0;
        int discoveries = 0;
        for (int k = 0; k < 10; k++) {
            FloatMatrix f = correlated();
            FloatMatrix y = correlated();
            for (int i = 0; i < y.values().length; i++) {
                y.values()[i] += .3F * f.values()[i];
            }
            Found found = test(config, y, f);
            familywise += found.familywise(0, TARGETS);
            discoveries += found.discoveries(0, TARGETS);
        }
        assertThat(familywise).isPositive();
        assertThat(discoveries).isGreaterThan(familywise);
    }
}
