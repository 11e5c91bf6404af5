package org.neurobeam.ingest.nifti;

import java.util.List;
import java.util.Optional;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/**
 * The affine by precedence: sform, qform, the .mat beside an Analyze image, voxel sizes alone.
 *
 * @see <a href="https://nifti.nimh.nih.gov/nifti-1/documentation/nifti1fields/nifti1fields_pages/quatern.html">NIfTI-1
 *     quaternions</a>
 */
final class AffineReader {
    private static final double LARGEST_QUATERNION = 1 + 1e-6;
    private static final double TOLERATED_MM = 1e-3;

    private final String path;
    private final HeaderFields fields;
    private final List<Long> shape;
    private final List<Double> steps;
    private final List<String> warnings;

    AffineReader(String path, HeaderFields fields, List<Long> shape, List<Double> steps, List<String> warnings) {
        this.path = path;
        this.fields = fields;
        this.shape = shape;
        this.steps = steps;
        this.warnings = warnings;
    }

    /** An affine and where it comes from. */
    record Placement(Affine affine, AffineSource source) {}

    Placement read(DataStore store, ImagePaths paths) {
        if (fields.format() == NiftiFormat.ANALYZE) {
            Optional<Affine> beside = new MatrixFile(store, paths.matrix()).affine();
            return beside.map(a -> new Placement(a, AffineSource.MAT))
                    .orElseGet(() -> new Placement(centred(origin()), AffineSource.FALLBACK));
        }
        if (fields.sformCode() > 0) {
            Affine sform = sform();
            if (fields.qformCode() > 0) {
                compare(sform);
            }
            return new Placement(sform, AffineSource.SFORM);
        }
        if (fields.qformCode() > 0) {
            if (quaternionLength() > LARGEST_QUATERNION) {
                throw new DataException(
                        path,
                        "field quatern_b",
                        "bad_quaternion",
                        "expected b^2 + c^2 + d^2 <= 1, found " + quaternionLength()
                                + " and no sform; set the sform or mend the quaternion");
            }
            return new Placement(qform(), AffineSource.QFORM);
        }
        return new Placement(centred(centre()), AffineSource.FALLBACK);
    }

    private Affine sform() {
        double[] rows = new double[12];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = fields.affineRow(i);
        }
        return Affine.ofRows(rows);
    }

    private double quaternionLength() {
        double b = fields.quaternion(0);
        double c = fields.quaternion(1);
        double d = fields.quaternion(2);
        return b * b + c * c + d * d;
    }

    private Affine qform() {
        double b = fields.quaternion(0);
        double c = fields.quaternion(1);
        double d = fields.quaternion(2);
        double a = Math.sqrt(Math.max(0, 1 - quaternionLength()));
        double dx = steps.get(0);
        double dy = steps.get(1);
        double dz = steps.get(2) * ImageHeader.handedness(fields);
        return Affine.ofRows(
                (a * a + b * b - c * c - d * d) * dx,
                2 * (b * c - a * d) * dy,
                2 * (b * d + a * c) * dz,
                fields.quaternionOffset(0),
                2 * (b * c + a * d) * dx,
                (a * a + c * c - b * b - d * d) * dy,
                2 * (c * d - a * b) * dz,
                fields.quaternionOffset(1),
                2 * (b * d - a * c) * dx,
                2 * (c * d + a * b) * dy,
                (a * a + d * d - b * b - c * c) * dz,
                fields.quaternionOffset(2));
    }

    private void compare(Affine sform) {
        if (!(quaternionLength() <= LARGEST_QUATERNION)) {
            warnings.add("the qform is not a rotation (b^2 + c^2 + d^2 = " + quaternionLength() + "); sform used");
            return;
        }
        Affine qform = qform();
        double largest = 0;
        for (int corner = 0; corner < 8; corner++) {
            double[] at = new double[3];
            for (int axis = 0; axis < 3; axis++) {
                at[axis] = (corner >> axis & 1) * (extent(axis) - 1);
            }
            double[] s = sform.apply(at[0], at[1], at[2]);
            double[] q = qform.apply(at[0], at[1], at[2]);
            largest = Math.max(largest, Math.hypot(Math.hypot(s[0] - q[0], s[1] - q[1]), s[2] - q[2]));
        }
        if (largest > TOLERATED_MM) {
            warnings.add("sform and qform differ by up to " + (float) largest + " mm; sform used");
        }
    }

    private double extent(int axis) {
        return axis < shape.size() ? shape.get(axis) : 1;
    }

    private double[] centre() {
        return new double[] {(extent(0) - 1) / 2, (extent(1) - 1) / 2, (extent(2) - 1) / 2};
    }

    /** The originator of an Analyze header if it is plausible, else the centre. */
    private double[] origin() {
        double[] origin = new double[3];
        boolean set = false;
        boolean inside = true;
        for (int axis = 0; axis < 3; axis++) {
            int voxel = fields.originator(axis);
            set |= voxel != 0;
            inside &= voxel > -extent(axis) && voxel < 2 * extent(axis);
            origin[axis] = voxel - 1;
        }
        return set && inside ? origin : centre();
    }

    /** diag(-dx, dy, dz) with a voxel (0-based) at 0 mm. */
    private Affine centred(double... voxel) {
        double dx = -steps.get(0);
        double dy = steps.get(1);
        double dz = steps.get(2);
        return Affine.ofRows(dx, 0, 0, -dx * voxel[0], 0, dy, 0, -dy * voxel[1], 0, 0, dz, -dz * voxel[2]);
    }
}
