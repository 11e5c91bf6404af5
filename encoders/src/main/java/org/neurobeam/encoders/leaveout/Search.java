package org.neurobeam.encoders.leaveout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.neurobeam.encoders.ridge.AlphaChoice;
import org.neurobeam.encoders.ridge.AlphaScope;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scores of every fold, penalty and target of some sections, and the penalties that they choose. */
final class Search {
    private static final Logger LOG = LoggerFactory.getLogger(Search.class);

    private final LeaveOutForm form;
    private final List<Section> sections;
    private final LeaveOutOptions options;
    private final double[] alphas;
    private double shrinkageError;

    Search(LeaveOutForm form, List<Section> sections, LeaveOutOptions options) {
        this.form = form;
        this.sections = sections;
        this.options = options;
        this.alphas = options.alphas();
    }

    /** Tables [A x t] of the folds of each section; NaN where a target is left out. */
    List<List<DoubleMatrix>> scores(Targets targets, TargetScore score) {
        List<List<DoubleMatrix>> tables = new ArrayList<>();
        for (Section section : sections) {
            tables.add(section.blocks.stream()
                    .map(b -> nan(alphas.length, targets.targets()))
                    .toList());
        }
        if (options.alphaNodes() > 0) {
            byNodes(targets, score, tables);
        } else {
            exactly(targets, score, tables);
        }
        return tables;
    }

    static DoubleMatrix nan(int rows, int columns) {
        DoubleMatrix m = DoubleMatrix.zeros(rows, columns);
        Arrays.fill(m.values(), Double.NaN);
        return m;
    }

    /** Inverses that fit the memory bound; inside an outer fold each is held twice. */
    private long fitting() {
        return options.memoryBytes() / Math.max(1, form.bytesOfOne() * (sections.size() > 1 ? 2 : 1));
    }

    private void exactly(Targets targets, TargetScore score, List<List<DoubleMatrix>> tables) {
        int group = (int) Math.max(1, Math.min(alphas.length, fitting()));
        for (int from = 0; from < alphas.length; from += group) {
            int first = from;
            double[] part = Arrays.copyOfRange(alphas, from, Math.min(alphas.length, from + group));
            run(
                    () -> form.at(part),
                    part.length,
                    targets,
                    tables,
                    table -> new ScoreRows(score, targets, table, first));
        }
    }

    private void run(
            Supplier<Smoother> smoother,
            int penalties,
            Targets targets,
            List<List<DoubleMatrix>> tables,
            Function<List<DoubleMatrix>, HeldOutRows> writer) {
        try (Smoother all = smoother.get()) {
            for (int s = 0; s < sections.size(); s++) {
                sections.get(s).run(all, pass(penalties), targets, writer.apply(tables.get(s)));
            }
        }
    }

    private Function<Smoother, HeldOutPass> pass(int penalties) {
        return smoother -> new HeldOutPass(smoother, penalties, options.ridge().precision());
    }

    private void byNodes(Targets targets, TargetScore score, List<List<DoubleMatrix>> tables) {
        int count = options.alphaNodes();
        if (fitting() < count) {
            throw new ConfigException("leaveout.alphaNodes " + count + " needs "
                    + count * form.bytesOfOne() * (sections.size() > 1 ? 2 : 1) + " bytes for inverses but "
                    + "leaveout.memoryBytes is " + options.memoryBytes()
                    + "; raise it, or evaluate every alpha exactly (alphaNodes 0)");
        }
        double share =
                sections.stream().mapToDouble(Section::trainShare).average().orElseThrow();
        try (Spectral spectral = form.spectral()) {
            AlphaNodes nodes = AlphaNodes.of(spectral.spectrum(), share, alphas, count);
            shrinkageError = Math.max(nodes.worstError(), nodes.spectrumError());
            LOG.debug(
                    "alpha nodes: {} for {} alphas, error of the shrinkage at most {} (on the spectrum {})",
                    count,
                    alphas.length,
                    nodes.worstError(),
                    nodes.spectrumError());
            run(
                    () -> spectral.at(nodes.nodes()),
                    count,
                    targets,
                    tables,
                    table -> new NodeRows(nodes, score, targets, table));
        }
        if (options.refine()) {
            refine(targets, score, tables);
        }
    }

    /** Scores the winner of each target and its neighbours exactly. */
    private void refine(Targets targets, TargetScore score, List<List<DoubleMatrix>> tables) {
        List<int[]> winners = tables.stream().map(t -> choose(t, targets)).toList();
        for (int j = 0; j < alphas.length; j++) {
            int alpha = j;
            try (Smoother all = form.at(alphas[j])) {
                for (int s = 0; s < sections.size(); s++) {
                    int[] winner = winners.get(s);
                    int[] near = java.util.stream.IntStream.range(0, winner.length)
                            .filter(v -> targets.valid(v) && Math.abs(winner[v] - alpha) <= 1)
                            .toArray();
                    try (Targets some = targets.select(options.tileWidth(), near)) {
                        sections.get(s).run(all, pass(1), some, new ScoreRows(score, targets, tables.get(s), alpha));
                    }
                }
            }
        }
    }

    /** Error of the nodes on the spectrum; 0 before any were used. */
    double shrinkageError() {
        return shrinkageError;
    }

    /** Index of the penalty of each target, [t]. */
    int[] choose(List<DoubleMatrix> tables, Targets targets) {
        if (options.ridge().scope() == AlphaScope.GLOBAL
                && java.util.stream.IntStream.range(0, targets.targets()).noneMatch(targets::valid)) {
            return new int[targets.targets()];
        }
        return new AlphaChoice(options.ridge()).choose(tables, targets::valid);
    }

    /** Penalties of the choices, NaN for targets left out, [t]. */
    double[] penalties(int[] chosen, Targets targets) {
        double[] each = new double[chosen.length];
        for (int v = 0; v < each.length; v++) {
            each[v] = targets.valid(v) ? alphas[chosen[v]] : Double.NaN;
        }
        return each;
    }
}
