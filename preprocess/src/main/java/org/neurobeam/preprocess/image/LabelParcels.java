package org.neurobeam.preprocess.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Parcels given by an image of labels; 0 is no parcel. One column for each label, in the order of the labels: those of
 * the table, even if the image lacks them, and those of the image, named by their number if the table lacks them.
 *
 * <p>On another grid the nearest label counts.
 */
public final class LabelParcels implements Parcellation {
    private final Volume image;
    private final SortedMap<Integer, String> labels;
    private final int hash;

    private LabelParcels(Volume image, SortedMap<Integer, String> labels) {
        this.image = image;
        this.labels = labels;
        this.hash = 31 * image.hashCode() + labels.hashCode();
    }

    /**
     * An atlas.
     *
     * @param image labels, whole numbers up to 2^24
     * @param names names of labels, e.g. from the atlas's table; may be empty
     * @throws IllegalArgumentException if a value of the image is not a whole number
     */
    public static LabelParcels of(Volume image, Map<Integer, String> names) {
        SortedMap<Integer, String> labels = new TreeMap<>(names);
        labels.remove(0);
        int previous = 0;
        for (float x : image.values()) {
            int label = (int) x;
            if (label != x) {
                throw new IllegalArgumentException(
                        "a label image has whole numbers but has " + x + "; probabilistic maps are MapParcels");
            }
            if (label != previous && label != 0) {
                labels.putIfAbsent(label, Integer.toString(label));
                previous = label;
            }
        }
        return new LabelParcels(image, labels);
    }

    @Override
    public List<String> names() {
        return List.copyOf(labels.values());
    }

    /** The labels in the order of the names. */
    public List<Integer> labels() {
        return List.copyOf(labels.keySet());
    }

    @Override
    public ParcelGrid onGrid(VolumeGrid grid) {
        Map<Integer, ParcelVoxels> members = new HashMap<>();
        List<ParcelVoxels> inOrder = new ArrayList<>();
        for (int label : labels.keySet()) {
            ParcelVoxels voxels = new ParcelVoxels();
            members.put(label, voxels);
            inOrder.add(voxels);
        }
        float[] onGrid = image.values();
        if (!image.grid().isSame(grid)) {
            onGrid = Resampling.between(image.grid(), grid, Interpolation.NEAREST)
                    .apply(onGrid);
            countOriginal(grid, members);
        }
        for (int v = 0; v < onGrid.length; v++) {
            if (onGrid[v] != 0) {
                members.get((int) onGrid[v]).add(v, 1);
            }
        }
        return ParcelGrid.groups(grid, names(), inOrder);
    }

    private void countOriginal(VolumeGrid grid, Map<Integer, ParcelVoxels> members) {
        Affine toData = grid.affine().inverse();
        for (int v = 0; v < image.values().length; v++) {
            if (image.values()[v] != 0) {
                double[] mm = image.grid().mm(v);
                members.get((int) image.values()[v]).original(1, grid.contains(toData.apply(mm[0], mm[1], mm[2])));
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelParcels p && hash == p.hash && image.equals(p.image) && labels.equals(p.labels);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Number of labels and the grid of the atlas. */
    @Override
    public String toString() {
        return "LabelParcels[" + labels.size() + " labels on " + image.grid() + "]";
    }
}
