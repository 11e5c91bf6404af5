package org.neurobeam.ingest.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.neurobeam.schemas.array.DoubleMatrix;

class NiftiOutQuaternionPropertyTest {
    /** Stored components are float32: 6e-8 each, times voxels of at most 4 mm, divided by a of at least 0.1. */
    private static final double AFFINE_MM = 1e-5;

    static Stream<DoubleMatrix> affines() {
        return IntStream.range(0, 200).mapToObj(seed -> affine(new Random(seed), seed % 2 == 0));
    }

    @ParameterizedTest
    @MethodSource("affines")
    void decodedQformIsTheAffine(DoubleMatrix affine) {
        NiftiOutGrid grid = new NiftiOutGrid(64, 64, 40, affine, 1);
        ByteBuffer header =
                ByteBuffer.wrap(NiftiOutHeader.of(NiftiOutImage.map(grid))).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(header.getShort(252)).isEqualTo((short) 1);
        double qfac = header.getFloat(76);
        DoubleMatrix rotation = new NiftiOutQuaternion(
                        header.getFloat(256), header.getFloat(260), header.getFloat(264), (int) qfac)
                .rotation();
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double value = rotation.get(i, j) * header.getFloat(80 + 4 * j) * (j == 2 ? qfac : 1);
                assertThat(value).isCloseTo(affine.get(i, j), within(AFFINE_MM));
            }
            assertThat(header.getFloat(268 + 4 * i)).isEqualTo((float) affine.get(i, 3));
        }
    }

    @Test
    void knownRotations() {
        assertThat(quaternion(1, 0, 0, 0, 1, 0, 0, 0, 1)).isEqualTo(new NiftiOutQuaternion(0, 0, 0, 1));
        // left-right flip: half a turn around y after reflecting z
        assertThat(quaternion(-1, 0, 0, 0, 1, 0, 0, 0, 1)).isEqualTo(new NiftiOutQuaternion(0, 1, 0, -1));
        assertThat(quaternion(-1, 0, 0, 0, -1, 0, 0, 0, 1)).isEqualTo(new NiftiOutQuaternion(0, 0, 1, 1));
        assertThat(quaternion(1, 0, 0, 0, -1, 0, 0, 0, -1)).isEqualTo(new NiftiOutQuaternion(1, 0, 0, 1));
        float half = (float) Math.sqrt(0.5);
        assertThat(quaternion(0, -1, 0, 1, 0, 0, 0, 0, 1)).isEqualTo(new NiftiOutQuaternion(0, 0, half, 1));
    }

    /** A tilted left-to-right scan is nearly half a turn: a is small, and rounding b, c and d alone would spoil it. */
    @Test
    void tiltedRadiologicalScansAgreeAtTheCornersOrHaveNoQform() {
        int kept = 0;
        for (int tilt = 1; tilt <= 100; tilt++) {
            double s = Math.sin(Math.toRadians(0.3 * tilt));
            double c = Math.cos(Math.toRadians(0.3 * tilt));
            DoubleMatrix affine =
                    DoubleMatrix.wrap(4, 4, -2, 0, 0, 90, 0, 2 * c, -2 * s, -100, 0, 2 * s, 2 * c, -50, 0, 0, 0, 1);
            NiftiOutGrid grid = new NiftiOutGrid(96, 96, 60, affine, 1);
            NiftiOutQuaternion stored = NiftiOutQuaternion.of(grid);
            DoubleMatrix r = stored.rotation();
            double corner = 0;
            for (int j = 0; j < 3; j++) {
                double scale = 2 * (j == 2 ? stored.qfac() : 1);
                corner += Math.abs(r.get(1, j) * scale - affine.get(1, j)) * (j == 2 ? 59 : 95);
            }
            assertThat(corner <= NiftiOutQuaternion.MAX_CORNER_MM || !stored.reproduces(grid))
                    .isTrue();
            kept += stored.reproduces(grid) ? 1 : 0;
        }
        assertThat(kept).isGreaterThanOrEqualTo(95);
    }

    @Test
    void aShearedAffineHasNoQform() {
        for (double shear : new double[] {0.01, -0.5, 2}) {
            DoubleMatrix affine = DoubleMatrix.wrap(4, 4, 2, shear, 0, 1, 0, 2, 0, 2, 0, 0, 2, 3, 0, 0, 0, 1);
            NiftiOutGrid grid = new NiftiOutGrid(64, 64, 40, affine, 4);
            ByteBuffer header =
                    ByteBuffer.wrap(NiftiOutHeader.of(NiftiOutImage.map(grid))).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(header.getShort(252)).isZero();
            assertThat(header.getShort(254)).isEqualTo((short) 4);
            assertThat(header.getFloat(284)).isEqualTo((float) shear);
        }
    }

    private static NiftiOutQuaternion quaternion(double... r) {
        DoubleMatrix affine =
                DoubleMatrix.wrap(4, 4, r[0], r[1], r[2], 0, r[3], r[4], r[5], 0, r[6], r[7], r[8], 0, 0, 0, 0, 1);
        return NiftiOutQuaternion.of(new NiftiOutGrid(2, 2, 2, affine, 1));
    }

    /** A random rotation with a of at least 0.1 (beside it float32 keeps a to fewer digits), voxels of 1 to 4 mm. */
    private static DoubleMatrix affine(Random random, boolean reflect) {
        double[] q;
        do {
            q = random.doubles(4, -1, 1).toArray();
            double norm = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
            q = new double[] {Math.abs(q[0] / norm), q[1] / norm, q[2] / norm, q[3] / norm};
        } while (q[0] < 0.1);
        DoubleMatrix affine = DoubleMatrix.zeros(4, 4);
        for (int j = 0; j < 3; j++) {
            double[] column = rotate(q, j);
            double scale = (1 + 3 * random.nextDouble()) * (reflect && j == 2 ? -1 : 1);
            for (int i = 0; i < 3; i++) {
                affine.set(i, j, scale * column[i]);
            }
            affine.set(j, 3, 200 * random.nextDouble() - 100);
        }
        affine.set(3, 3, 1);
        return affine;
    }

    /** The unit vector of an axis turned by q: v + 2 a (u x v) + 2 u x (u x v). */
    private static double[] rotate(double[] q, int axis) {
        double[] u = {q[1], q[2], q[3]};
        double[] v = new double[3];
        v[axis] = 1;
        double[] once = cross(u, v);
        double[] twice = cross(u, once);
        return IntStream.range(0, 3)
                .mapToDouble(i -> v[i] + 2 * q[0] * once[i] + 2 * twice[i])
                .toArray();
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }
}
