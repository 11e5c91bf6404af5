package org.neurobeam.encoders.ridge;

import java.util.Arrays;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Which targets share a penalty: groups 0, 1, ... of targets. Immutable. */
public final class AlphaGroups {
    private final int[] group;
    private final int count;

    private AlphaGroups(int count, int... group) {
        this.group = group;
        this.count = count;
    }

    /**
     * Targets of the same label form a group; groups are numbered by ascending label.
     *
     * @param labels any integer for each target, [t]
     */
    public static AlphaGroups of(int... labels) {
        int[] distinct = Arrays.stream(labels).sorted().distinct().toArray();
        int[] group = Arrays.stream(labels)
                .map(label -> Arrays.binarySearch(distinct, label))
                .toArray();
        return new AlphaGroups(distinct.length, group);
    }

    /** All targets in one group. */
    public static AlphaGroups one(int targets) {
        return new AlphaGroups(1, new int[targets]);
    }

    /** The targets [from, to) of a tile, in the same groups: some of them may have no target there. */
    public AlphaGroups range(int from, int to) {
        return new AlphaGroups(count, Arrays.copyOfRange(group, from, to));
    }

    /** Number of targets, t. */
    public int targets() {
        return group.length;
    }

    /** Number of groups, G. */
    public int count() {
        return count;
    }

    /** The group of a target. */
    public int of(int target) {
        return group[target];
    }

    /** The column of each target's group: [k x G] to [k x t]. */
    public DoubleMatrix spread(DoubleMatrix perGroup) {
        DoubleMatrix each = DoubleMatrix.zeros(perGroup.rows(), group.length);
        for (int i = 0; i < each.rows(); i++) {
            for (int v = 0; v < group.length; v++) {
                each.set(i, v, perGroup.get(i, group[v]));
            }
        }
        return each;
    }
}
