package org.neurobeam.ingest.nifti;

import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * The qform of an affine: rotation as a unit quaternion (a, b, c, d) with a {@code >= 0}, and a possible reflection of
 * the third axis.
 *
 * <p>{@code R = [[aa+bb-cc-dd, 2bc-2ad, 2bd+2ac], [2bc+2ad, aa+cc-bb-dd, 2cd-2ab], [2bd-2ac, 2cd+2ab, aa+dd-bb-cc]]},
 * affine columns = (dx R1, dy R2, qfac dz R3).
 *
 * @param b first stored component
 * @param c second stored component
 * @param d third stored component
 * @param qfac 1, or -1 when the affine reflects
 */
record NiftiOutQuaternion(float b, float c, float d, int qfac) {
    /** Just below the 1e-3 mm beyond which our reader reports that sform and qform disagree. */
    static final double MAX_CORNER_MM = 9e-4;

    private static final double ROUNDED_TO_ZERO = 1e-7;

    /** The rotation nearest to the affine's scaled axes; exact only when the affine has no shear. */
    static NiftiOutQuaternion of(NiftiOutGrid grid) {
        double[][] r = new double[3][3];
        for (int j = 0; j < 3; j++) {
            double norm = grid.voxelMm(j);
            for (int i = 0; i < 3; i++) {
                r[i][j] = norm > 0 ? grid.affine().get(i, j) / norm : 0;
            }
        }
        int qfac = determinant(r) < 0 ? -1 : 1;
        for (int i = 0; i < 3; i++) {
            r[i][2] *= qfac;
        }
        double[] q = quaternion(r);
        double sign = q[0] < 0 ? -1 : 1;
        double norm = sign * Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
        NiftiOutQuaternion rounded =
                new NiftiOutQuaternion((float) (q[1] / norm), (float) (q[2] / norm), (float) (q[3] / norm), qfac);
        return rounded.reproduces(grid) ? rounded : rounded.bestNeighbour(grid);
    }

    /**
     * The best of the 27 quaternions whose components differ by at most one float: readers compute a from b, c and d,
     * and near half a turn their rounding errors make up most of it.
     */
    private NiftiOutQuaternion bestNeighbour(NiftiOutGrid grid) {
        NiftiOutQuaternion best = this;
        for (float nearB : new float[] {b, Math.nextUp(b), Math.nextDown(b)}) {
            for (float nearC : new float[] {c, Math.nextUp(c), Math.nextDown(c)}) {
                for (float nearD : new float[] {d, Math.nextUp(d), Math.nextDown(d)}) {
                    NiftiOutQuaternion near = new NiftiOutQuaternion(nearB, nearC, nearD, qfac);
                    best = near.cornerMm(grid) < best.cornerMm(grid) ? near : best;
                }
            }
        }
        return best;
    }

    /** Whether the stored numbers reproduce the affine at all corners of the grid. */
    boolean reproduces(NiftiOutGrid grid) {
        return cornerMm(grid) <= MAX_CORNER_MM;
    }

    /** Largest difference along an axis that the stored numbers can make at a corner. */
    private double cornerMm(NiftiOutGrid grid) {
        DoubleMatrix r = rotation();
        int[] last = {grid.nx() - 1, grid.ny() - 1, grid.nz() - 1};
        double worst = 0;
        for (int i = 0; i < 3; i++) {
            double sum = 0;
            for (int j = 0; j < 3; j++) {
                double scale = grid.voxelMm(j) * (j == 2 ? qfac : 1);
                sum += Math.abs(r.get(i, j) * scale - grid.affine().get(i, j)) * Math.max(1, last[j]);
            }
            worst = Math.max(worst, sum);
        }
        return worst;
    }

    /** [3 x 3], the rotation as a reader decodes it. */
    DoubleMatrix rotation() {
        double x = b;
        double y = c;
        double z = d;
        double rest = 1 - (x * x + y * y + z * z);
        double a = rest < ROUNDED_TO_ZERO ? 0 : Math.sqrt(rest);
        if (a == 0) {
            double norm = Math.sqrt(x * x + y * y + z * z);
            x /= norm;
            y /= norm;
            z /= norm;
        }
        return DoubleMatrix.wrap(3, 3, elements(a, x, y, z));
    }

    private static double[] elements(double a, double b, double c, double d) {
        return new double[] {
            a * a + b * b - c * c - d * d,
            2 * (b * c - a * d),
            2 * (b * d + a * c),
            2 * (b * c + a * d),
            a * a + c * c - b * b - d * d,
            2 * (c * d - a * b),
            2 * (b * d - a * c),
            2 * (c * d + a * b),
            a * a + d * d - b * b - c * c
        };
    }

    /** (a, b, c, d) up to scale, from the largest of the four squares so that nothing small is divided by. */
    private static double[] quaternion(double[][] r) {
        double aa = 1 + r[0][0] + r[1][1] + r[2][2];
        double bb = 1 + r[0][0] - r[1][1] - r[2][2];
        double cc = 1 - r[0][0] + r[1][1] - r[2][2];
        double dd = 1 - r[0][0] - r[1][1] + r[2][2];
        double ab = r[2][1] - r[1][2];
        double ac = r[0][2] - r[2][0];
        double ad = r[1][0] - r[0][1];
        double bc = r[0][1] + r[1][0];
        double bd = r[0][2] + r[2][0];
        double cd = r[1][2] + r[2][1];
        double largest = Math.max(Math.max(aa, bb), Math.max(cc, dd));
        if (largest == aa) {
            return new double[] {aa, ab, ac, ad};
        }
        if (largest == bb) {
            return new double[] {ab, bb, bc, bd};
        }
        return largest == cc ? new double[] {ac, bc, cc, cd} : new double[] {ad, bd, cd, dd};
    }

    private static double determinant(double[][] r) {
        return r[0][0] * (r[1][1] * r[2][2] - r[1][2] * r[2][1])
                - r[0][1] * (r[1][0] * r[2][2] - r[1][2] * r[2][0])
                + r[0][2] * (r[1][0] * r[2][1] - r[1][1] * r[2][0]);
    }
}
