package org.neurobeam.pipelines.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.neurobeam.ingest.vocabulary.Vocabulary;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.Finding;
import org.neurobeam.schemas.io.dataset.Finding.Severity;
import org.neurobeam.schemas.table.Unit;

/**
 * I12: in the four labelled worms of Dag 2023 that are at hand, left and right cells of a class vary together: labels
 * that went to a wrong ROI would not. Pearson r at the native rate over labels of confidence 4 and 5.
 */
final class BilateralRule implements DatasetRule {
    private static final List<String> WORMS =
            List.of("dag2023/2022-07-26-31", "dag2023/2022-07-27-38", "dag2023/2022-07-27-45", "dag2023/2022-08-02-38");
    private static final double CONFIDENT = 4;
    private static final double COMMAND_CELLS = 0.9;
    private static final double MATES = 0.544;
    private static final double ALL = 0.122;
    private static final double TOLERANCE = 1e-3; // of the published means
    private static final String[] AVA = {"AVAL", "AVAR"};

    /** Sum and number of correlations. */
    private static final class Mean {
        private double sum;
        private int n;

        void add(double value) {
            sum += value;
            n++;
        }

        double get() {
            return sum / n;
        }
    }

    @Override
    public String id() {
        return "I12";
    }

    @Override
    public Optional<List<Finding>> check(Dataset dataset) throws IOException {
        if (Recordings.areAsPublished(dataset)) {
            return Optional.empty();
        }
        for (String worm : WORMS) {
            if (Recordings.find(dataset, worm).isEmpty()) {
                return Optional.empty();
            }
        }
        List<Finding> findings = new ArrayList<>();
        Mean mates = new Mean();
        Mean all = new Mean();
        for (String worm : WORMS) {
            add(dataset, worm, mates, all);
            command(dataset, worm).ifPresent(findings::add);
        }
        boolean right = Math.abs(mates.get() - MATES) <= TOLERANCE && Math.abs(all.get() - ALL) <= TOLERANCE;
        if (!right) {
            findings.add(new Finding(
                    id(),
                    "dag2023",
                    Severity.ERROR,
                    String.format(Locale.ROOT, "mean r %.3f of mates, %.3f of all pairs", MATES, ALL),
                    String.format(
                            Locale.ROOT,
                            "%.4f of %d mates, %.4f of %d pairs",
                            mates.get(),
                            mates.n,
                            all.get(),
                            all.n)));
        }
        return Optional.of(findings);
    }

    private Optional<Finding> command(Dataset dataset, String worm) throws IOException {
        Map<String, float[]> cells = cells(dataset, worm, 0);
        float[] left = cells.get(AVA[0]);
        float[] right = cells.get(AVA[1]);
        double r = left == null || right == null ? Double.NaN : correlation(left, right);
        return Double.isNaN(r) || r >= COMMAND_CELLS
                ? Optional.empty()
                : Optional.of(new Finding(
                        id(), worm + ", AVAL and AVAR", Severity.ERROR, "r >= " + COMMAND_CELLS, String.valueOf(r)));
    }

    private static void add(Dataset dataset, String worm, Mean mates, Mean all) throws IOException {
        Vocabulary vocabulary = Vocabulary.hermaphrodite();
        Map<String, float[]> cells = cells(dataset, worm, CONFIDENT);
        List<String> labels = List.copyOf(cells.keySet());
        for (int i = 0; i < labels.size(); i++) {
            for (int j = i + 1; j < labels.size(); j++) {
                double r = correlation(cells.get(labels.get(i)), cells.get(labels.get(j)));
                all.add(r);
                if (vocabulary.mate(labels.get(i)).equals(Optional.of(labels.get(j)))) {
                    mates.add(r);
                }
            }
        }
    }

    private static Map<String, float[]> cells(Dataset dataset, String worm, double confidence) throws IOException {
        Map<Integer, float[]> series = Recordings.series(dataset, worm, Recordings.RAW);
        Map<String, float[]> cells = new TreeMap<>();
        for (Unit unit : dataset.units(worm)) {
            boolean wanted = unit.getConfidenceRaw().orElse(0.0) >= confidence;
            if (Recordings.isLabelled(unit) && wanted && series.containsKey(unit.getRoiIndex())) {
                cells.put(unit.getLabel().orElseThrow(), series.get(unit.getRoiIndex()));
            }
        }
        return cells;
    }

    private static double correlation(float[] x, float[] y) {
        double mx = 0;
        double my = 0;
        for (int i = 0; i < x.length; i++) {
            mx += x[i] / (double) x.length;
            my += y[i] / (double) x.length;
        }
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
        }
        return xy / Math.sqrt(xx * yy);
    }
}
