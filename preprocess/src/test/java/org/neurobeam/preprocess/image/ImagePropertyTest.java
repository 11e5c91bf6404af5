package org.neurobeam.preprocess.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

class ImagePropertyTest {
    /** float32 with a few dozen operations a value. */
    private static final float SINGLE = 1e-5f;

    private static final double DOUBLE = 1e-10;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void smoothingKeepsConstantsAndTheMean(long seed) {
        Random random = new Random(seed);
        VolumeGrid grid = randomGrid(random);
        Smoothing smoothing = Smoothing.anisotropic(
                grid, 12 * random.nextDouble(), 12 * random.nextDouble(), 12 * random.nextDouble());
        float[] constant = new float[grid.voxels()];
        Arrays.fill(constant, 3);
        for (float x : smoothing.of(Volume.wrap(grid, constant)).values()) {
            assertThat(x).isCloseTo(3, within(3 * SINGLE));
        }
        float[] x = randomVolume(random, grid);
        double before = sum(x);
        smoothing.inPlace(x);
        assertThat(sum(x)).isCloseTo(before, within(SINGLE * (double) grid.voxels()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void smoothingEqualsTheDefinition(long seed) {
        Random random = new Random(seed);
        VolumeGrid grid = randomGrid(random);
        float[] x = randomVolume(random, grid);
        float[] y = Smoothing.isotropic(grid, 5).of(Volume.wrap(grid, x)).values();
        for (int trial = 0; trial < 20; trial++) {
            int v = random.nextInt(grid.voxels());
            assertThat((double) y[v]).isCloseTo(direct(x, grid, v, 5), within((double) SINGLE));
        }
    }

    private static double direct(float[] x, VolumeGrid grid, int v, double fwhmMm) {
        double[][] w = new double[3][];
        for (int axis = 0; axis < 3; axis++) {
            double sigma = fwhmMm / Math.sqrt(8 * Math.log(2)) / grid.affine().voxelSizeMm(axis);
            int radius = (int) (4 * sigma + 0.5);
            w[axis] = new double[2 * radius + 1];
            for (int d = -radius; d <= radius; d++) {
                w[axis][d + radius] = Math.exp(-d * d / (2 * sigma * sigma));
            }
            double total = Arrays.stream(w[axis]).sum();
            w[axis] = Arrays.stream(w[axis]).map(a -> a / total).toArray();
        }
        double sum = 0;
        for (int c = 0; c < w[2].length; c++) {
            int k = mirror(v / (grid.nx() * grid.ny()) + c - w[2].length / 2, grid.nz());
            for (int b = 0; b < w[1].length; b++) {
                int j = mirror(v / grid.nx() % grid.ny() + b - w[1].length / 2, grid.ny());
                for (int a = 0; a < w[0].length; a++) {
                    int i = mirror(v % grid.nx() + a - w[0].length / 2, grid.nx());
                    sum += w[0][a] * w[1][b] * w[2][c] * x[grid.index(i, j, k)];
                }
            }
        }
        return sum;
    }

    private static int mirror(int index, int n) {
        int i = index;
        while (i < 0 || i >= n) {
            i = i < 0 ? -1 - i : 2 * n - 1 - i;
        }
        return i;
    }

    @ParameterizedTest
    @EnumSource(Interpolation.class)
    void resamplingToTheOwnGridIsTheIdentity(Interpolation interpolation) {
        for (long seed = 1; seed <= 5; seed++) {
            Random random = new Random(seed);
            VolumeGrid grid = randomGrid(random);
            float[] x = randomVolume(random, grid);
            float[] y = Resampling.between(grid, grid, interpolation).apply(x);
            for (int v = 0; v < x.length; v++) {
                assertThat(y[v]).isCloseTo(x[v], within(SINGLE));
            }
        }
    }

    @Test
    void splinesReproduceALinearRampAwayFromTheBorderOfALongLine() {
        VolumeGrid line = new VolumeGrid(700, 1, 1, Affine.scaling(1, 1, 1));
        float[] x = new float[700];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
        }
        VolumeGrid half = new VolumeGrid(600, 1, 1, Affine.scaling(1, 1, 1).withOrigin(30.5, 0, 0));
        float[] y = Resampling.between(line, half, Interpolation.CONTINUOUS).apply(x);
        for (int i = 0; i < y.length; i++) {
            assertThat(y[i]).isCloseTo(i + 30.5f, within(1e-3f));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void masksAreIdempotent(long seed) {
        Random random = new Random(seed);
        VolumeGrid grid = randomGrid(random);
        boolean[] inside = new boolean[grid.voxels()];
        for (int v = 0; v < inside.length; v++) {
            inside[v] = random.nextBoolean();
        }
        Mask mask = Mask.of(grid, inside);
        float[] x = randomVolume(random, grid);
        Volume once = mask.scatter(mask.gather(x), 0);
        assertThat(mask.scatter(mask.gather(once.values()), 0)).isEqualTo(once);
        assertThat(Masks.intersect(List.of(mask, mask, mask), 0.5)).isEqualTo(mask);
        Mask largest = Masks.largestComponent(mask);
        assertThat(Masks.largestComponent(largest)).isEqualTo(largest);
        assertThat(Mask.of(grid, mask.toArray())).isEqualTo(mask).hasSameHashCodeAs(mask);
        for (int n = 0; n < mask.count(); n++) {
            assertThat(mask.contains(mask.index(n))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(ParcelStatistic.class)
    void chunksDoNotChangeParcelSeries(ParcelStatistic statistic) {
        Random random = new Random(7);
        VolumeGrid grid = randomGrid(random);
        float[] labels = new float[grid.voxels()];
        for (int v = 0; v < labels.length; v++) {
            labels[v] = random.nextInt(5);
        }
        ParcelGrid parcels =
                LabelParcels.of(Volume.wrap(grid, labels), Map.of()).onGrid(grid);
        FloatMatrix data = FloatMatrix.wrap(grid.voxels(), 3, randomValues(random, grid.voxels() * 3));
        ParcelOptions options = ParcelOptions.defaults().withStatistic(statistic);
        ParcelExtraction whole = parcels.extraction(Mask.full(grid), options, 3);
        whole.add(data);
        ParcelExtraction parts = parcels.extraction(Mask.full(grid), options, 3);
        for (int v = 0; v < data.rows(); v++) {
            parts.add(data.rows(v, v + 1));
        }
        assertThat(parts.finish()).isEqualTo(whole.finish());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void mapsRecoverTheSeriesTheyAreMadeFrom(long seed) {
        Random random = new Random(seed);
        VolumeGrid grid = randomGrid(random);
        List<Volume> maps = new ArrayList<>();
        for (int m = 0; m < 4; m++) {
            maps.add(Volume.wrap(grid, randomVolume(random, grid)));
        }
        DoubleMatrix truth = DoubleMatrix.zeros(6, 4);
        for (int n = 0; n < truth.values().length; n++) {
            truth.values()[n] = random.nextInt(9) - 4;
        }
        FloatMatrix data = FloatMatrix.zeros(grid.voxels(), 6);
        for (int v = 0; v < data.rows(); v++) {
            for (int t = 0; t < 6; t++) {
                float sum = 0;
                for (int m = 0; m < 4; m++) {
                    sum += (float) truth.get(t, m) * maps.get(m).values()[v];
                }
                data.set(v, t, sum);
            }
        }
        ParcelGrid parcels =
                MapParcels.of(List.of("a", "b", "c", "d"), grid, maps).onGrid(grid);
        ParcelExtraction extraction = parcels.extraction(Mask.full(grid), ParcelOptions.defaults(), 6);
        extraction.add(data);
        DoubleMatrix found = extraction.finish().values();
        for (int n = 0; n < truth.values().length; n++) {
            assertThat(found.values()[n]).isCloseTo(truth.values()[n], within((double) SINGLE));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void affinesInvertAndCompose(long seed) {
        Affine a = randomAffine(new Random(seed));
        double[] p = a.apply(1, 2, 3);
        double[] back = a.inverse().apply(p[0], p[1], p[2]);
        assertThat(back).containsExactly(new double[] {1, 2, 3}, within(DOUBLE));
        assertThat(a.inverse().after(a).apply(4, 5, 6)).containsExactly(new double[] {4, 5, 6}, within(DOUBLE));
    }

    private static VolumeGrid randomGrid(Random random) {
        return new VolumeGrid(
                2 + random.nextInt(12), 2 + random.nextInt(12), 2 + random.nextInt(12), randomAffine(random));
    }

    private static Affine randomAffine(Random random) {
        double[] m = new double[12];
        for (int i = 0; i < 12; i++) {
            m[i] = i % 5 == 0 ? 2 + random.nextDouble() : 0.3 * random.nextGaussian();
        }
        return Affine.of(m);
    }

    private static float[] randomVolume(Random random, VolumeGrid grid) {
        return randomValues(random, grid.voxels());
    }

    private static float[] randomValues(Random random, int n) {
        float[] x = new float[n];
        for (int v = 0; v < n; v++) {
            x[v] = random.nextFloat();
        }
        return x;
    }

    private static double sum(float[] x) {
        double sum = 0;
        for (float value : x) {
            sum += value;
        }
        return sum;
    }
}
