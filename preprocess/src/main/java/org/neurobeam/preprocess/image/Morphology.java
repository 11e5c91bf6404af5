package org.neurobeam.preprocess.image;

import java.util.Arrays;

/** Erosion, dilation and components of a set of voxels with 6 face neighbours; outside the grid is empty. */
final class Morphology {
    private final int nx;
    private final int ny;
    private final int nz;

    Morphology(VolumeGrid grid) {
        this.nx = grid.nx();
        this.ny = grid.ny();
        this.nz = grid.nz();
    }

    boolean[] erode(boolean[] inside, int times) {
        boolean[] result = inside;
        for (int n = 0; n < times; n++) {
            result = step(result, false);
        }
        return result;
    }

    boolean[] dilate(boolean[] inside, int times) {
        boolean[] result = inside;
        for (int n = 0; n < times; n++) {
            result = step(result, true);
        }
        return result;
    }

    /** Dilation sets a voxel that has a neighbour inside, erosion clears a voxel that has a neighbour outside. */
    private boolean[] step(boolean[] in, boolean grow) {
        boolean[] out = in.clone();
        int[] neighbours = new int[6];
        for (int v = 0; v < in.length; v++) {
            if (in[v] != grow) {
                int n = neighbours(v, neighbours);
                boolean change = !grow && n < neighbours.length;
                for (int q = 0; q < n; q++) {
                    change |= in[neighbours[q]] == grow;
                }
                out[v] = change == grow;
            }
        }
        return out;
    }

    /** The largest connected component; of equal ones the first in file order. */
    boolean[] largestComponent(boolean[] inside) {
        int[] component = new int[inside.length];
        int[] queue = new int[inside.length];
        int largest = 0;
        int largestSize = 0;
        int label = 0;
        for (int v = 0; v < inside.length; v++) {
            if (inside[v] && component[v] == 0) {
                label++;
                int size = flood(inside, v, label, component, queue);
                if (size > largestSize) {
                    largestSize = size;
                    largest = label;
                }
            }
        }
        boolean[] result = new boolean[inside.length];
        for (int v = 0; v < result.length; v++) {
            result[v] = inside[v] && component[v] == largest;
        }
        return result;
    }

    private int flood(boolean[] inside, int seed, int label, int[] component, int[] queue) {
        int[] neighbours = new int[6];
        int head = 0;
        int tail = 0;
        queue[tail++] = seed;
        component[seed] = label;
        while (head < tail) {
            int n = neighbours(queue[head++], neighbours);
            for (int q = 0; q < n; q++) {
                int w = neighbours[q];
                if (inside[w] && component[w] == 0) {
                    component[w] = label;
                    queue[tail++] = w;
                }
            }
        }
        return tail;
    }

    /** Writes the neighbours of a voxel inside the grid and returns their number. */
    private int neighbours(int v, int[] neighbours) {
        int i = v % nx;
        int j = v / nx % ny;
        int k = v / (nx * ny);
        int n = 0;
        n = add(i > 0, v - 1, neighbours, n);
        n = add(i < nx - 1, v + 1, neighbours, n);
        n = add(j > 0, v - nx, neighbours, n);
        n = add(j < ny - 1, v + nx, neighbours, n);
        n = add(k > 0, v - nx * ny, neighbours, n);
        return add(k < nz - 1, v + nx * ny, neighbours, n);
    }

    private static int add(boolean exists, int w, int[] neighbours, int n) {
        if (exists) {
            neighbours[n] = w;
            return n + 1;
        }
        return n;
    }

    /** Mean of the finite face neighbours of each voxel that is not finite; unknown where there is none. */
    float[] filledFromNeighbours(float[] values) {
        float[] out = Arrays.copyOf(values, values.length);
        int[] neighbours = new int[6];
        for (int v = 0; v < values.length; v++) {
            if (!Float.isFinite(values[v])) {
                int n = neighbours(v, neighbours);
                double sum = 0;
                int count = 0;
                for (int q = 0; q < n; q++) {
                    if (Float.isFinite(values[neighbours[q]])) {
                        sum += values[neighbours[q]];
                        count++;
                    }
                }
                out[v] = count == 0 ? Float.NaN : (float) (sum / count);
            }
        }
        return out;
    }
}
