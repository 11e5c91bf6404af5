package org.neurobeam.encoders.compare;

import org.neurobeam.preprocess.linalg.RowSource;

/** Refuses series of two models that do not belong to the measured ones. */
final class PairedSeries {
    private PairedSeries() {}

    static void require(TimeBlocks blocks, RowSource measured, RowSource first, RowSource second) {
        requireShape("first", first, measured);
        requireShape("second", second, measured);
        if (measured.rows() != blocks.rows()) {
            throw new IllegalArgumentException(
                    "measured " + shape(measured) + " but blocks of " + blocks.rows() + " samples");
        }
    }

    private static void requireShape(String name, RowSource predicted, RowSource measured) {
        if (predicted.rows() != measured.rows() || predicted.columns() != measured.columns()) {
            throw new IllegalArgumentException("measured " + shape(measured) + " but " + name + " " + shape(predicted));
        }
    }

    private static String shape(RowSource m) {
        return "[" + m.rows() + " samples x " + m.columns() + " targets]";
    }
}
