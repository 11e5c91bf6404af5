package org.neurobeam.ingest.surface;

import java.util.Arrays;

/** Vertices of one surface, or voxels of a grid, in the order in which a file lists them. Immutable. */
public final class Grayordinates {
    private static final int AXES = 3;

    private final String structure;
    private final boolean surface;
    private final int[] indices;

    private Grayordinates(String structure, boolean surface, int... indices) {
        this.structure = structure;
        this.surface = surface;
        this.indices = indices;
    }

    static Grayordinates vertices(String structure, int... vertices) {
        return new Grayordinates(structure, true, vertices);
    }

    /** @param ijk i, j, k of one voxel after the other */
    static Grayordinates voxels(String structure, int... ijk) {
        return new Grayordinates(structure, false, ijk);
    }

    /** Name without its prefix, e.g. CORTEX_LEFT; empty for the voxels of a parcel. */
    public String structure() {
        return structure;
    }

    /** Whether they are vertices; else they are voxels. */
    public boolean surface() {
        return surface;
    }

    /** How many there are. */
    public int size() {
        return surface ? indices.length : indices.length / AXES;
    }

    /**
     * Index of a vertex in its surface.
     *
     * @throws IllegalArgumentException for voxels
     */
    public int vertex(int n) {
        if (!surface) {
            throw new IllegalArgumentException(structure + " has voxels, not vertices");
        }
        return indices[n];
    }

    /**
     * Index of a voxel along axis 0 (i), 1 (j) or 2 (k).
     *
     * @throws IllegalArgumentException for vertices
     */
    public int voxel(int n, int axis) {
        if (surface) {
            throw new IllegalArgumentException(structure + " has vertices, not voxels");
        }
        return indices[AXES * n + axis];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Grayordinates g
                && surface == g.surface
                && structure.equals(g.structure)
                && Arrays.equals(indices, g.indices);
    }

    @Override
    public int hashCode() {
        return 31 * structure.hashCode() + Arrays.hashCode(indices);
    }

    @Override
    public String toString() {
        return "Grayordinates[" + structure + ", " + size() + (surface ? " vertices]" : " voxels]");
    }
}
