package org.neurobeam.pipelines.flow.encode;

/**
 * A numbered piece of the design of a group: a part of its statistics, or a training set.
 *
 * @param group index of the group
 * @param number of the piece
 */
record DesignPiece(int group, int number) {
    static DesignPiece parse(String text) {
        String[] parts = text.split("-", -1);
        return new DesignPiece(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    @Override
    public String toString() {
        return group + "-" + number;
    }
}
