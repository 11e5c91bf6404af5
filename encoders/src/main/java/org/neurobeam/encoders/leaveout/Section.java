package org.neurobeam.encoders.leaveout;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.neurobeam.preprocess.split.Fold;
import org.neurobeam.preprocess.split.Folds;

/** Folds over some of the rows: all of them, or the training rows of one outer fold. */
final class Section {
    private final int[] rows;
    private final boolean whole;
    final List<HeldOutBlock> blocks;

    private Section(int[] rows, boolean whole, Folds folds) {
        this.rows = rows;
        this.whole = whole;
        blocks = new ArrayList<>();
        for (int f = 0; f < folds.size(); f++) {
            blocks.add(HeldOutBlock.of(f, folds.list().get(f), rows));
        }
    }

    static Section whole(Folds folds) {
        return new Section(IntStream.range(0, folds.rows()).toArray(), true, folds);
    }

    static Section inside(Fold outer, Folds inner) {
        return new Section(outer.train(), false, inner);
    }

    /** Predicts the held-out rows of all folds. */
    void run(Smoother all, java.util.function.Function<Smoother, HeldOutPass> pass, Targets targets, HeldOutRows rows) {
        if (whole) {
            pass.apply(all).run(blocks, targets, rows);
            return;
        }
        try (Smoother part = all.of(this.rows)) {
            pass.apply(part).run(blocks, targets, rows);
        }
    }

    /** Share of the section's rows that train, on average over its folds. */
    double trainShare() {
        return blocks.stream().mapToInt(b -> b.kept.length).average().orElseThrow() / rows.length;
    }
}
