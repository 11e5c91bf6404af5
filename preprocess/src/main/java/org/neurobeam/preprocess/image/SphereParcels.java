package org.neurobeam.preprocess.image;

import java.util.ArrayList;
import java.util.List;

/**
 * Parcels given by spheres in mm, which may overlap: the voxels whose middle is within the radius, and always the voxel
 * nearest to the middle of the sphere.
 *
 * @param spheres at least one
 */
public record SphereParcels(List<Sphere> spheres) implements Parcellation {
    /**
     * One sphere.
     *
     * @param name name of its column
     * @param xMm middle, mm
     * @param yMm middle, mm
     * @param zMm middle, mm
     * @param radiusMm radius, mm, {@code >= 0}
     */
    public record Sphere(String name, double xMm, double yMm, double zMm, double radiusMm) {
        /** @throws IllegalArgumentException if a number is not finite or the radius is negative */
        public Sphere {
            if (!Double.isFinite(xMm + yMm + zMm) || !(radiusMm >= 0) || Double.isInfinite(radiusMm)) {
                throw new IllegalArgumentException("sphere '" + name + "' needs finite mm and a radius >= 0 but is at "
                        + xMm + " " + yMm + " " + zMm + " with radius " + radiusMm);
            }
        }
    }

    /** @throws IllegalArgumentException if there is no sphere */
    public SphereParcels {
        spheres = List.copyOf(spheres);
        if (spheres.isEmpty()) {
            throw new IllegalArgumentException("spheres needs at least one sphere but is empty");
        }
    }

    @Override
    public List<String> names() {
        return spheres.stream().map(Sphere::name).toList();
    }

    @Override
    public ParcelGrid onGrid(VolumeGrid grid) {
        List<ParcelVoxels> members = new ArrayList<>();
        for (Sphere sphere : spheres) {
            members.add(voxels(sphere, grid));
        }
        return ParcelGrid.groups(grid, names(), members);
    }

    /** Walks over the box of lattice points around the sphere, also those beyond the field of view. */
    private static ParcelVoxels voxels(Sphere sphere, VolumeGrid grid) {
        Affine inverse = grid.affine().inverse();
        double[] middle = inverse.apply(sphere.xMm, sphere.yMm, sphere.zMm);
        int[] low = new int[3];
        int[] high = new int[3];
        int[] nearest = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            double reach = sphere.radiusMm
                    * Math.hypot(Math.hypot(inverse.get(axis, 0), inverse.get(axis, 1)), inverse.get(axis, 2));
            nearest[axis] = (int) Math.rint(middle[axis]);
            low[axis] = Math.min(nearest[axis], (int) Math.floor(middle[axis] - reach));
            high[axis] = Math.max(nearest[axis], (int) Math.ceil(middle[axis] + reach));
        }
        ParcelVoxels voxels = new ParcelVoxels();
        for (int k = low[2]; k <= high[2]; k++) {
            for (int j = low[1]; j <= high[1]; j++) {
                for (int i = low[0]; i <= high[0]; i++) {
                    boolean isNearest = i == nearest[0] && j == nearest[1] && k == nearest[2];
                    if (isNearest || distance(sphere, grid.affine().apply(i, j, k)) <= sphere.radiusMm) {
                        boolean inside = grid.contains(i, j, k);
                        voxels.original(1, inside);
                        if (inside) {
                            voxels.add(grid.index(i, j, k), 1);
                        }
                    }
                }
            }
        }
        return voxels;
    }

    private static double distance(Sphere s, double... mm) {
        return Math.hypot(Math.hypot(mm[0] - s.xMm, mm[1] - s.yMm), mm[2] - s.zMm);
    }
}
