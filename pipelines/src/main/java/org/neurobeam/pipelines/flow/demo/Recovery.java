package org.neurobeam.pipelines.flow.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.pipelines.report.Truth;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.TableRows;
import org.neurobeam.schemas.table.Score;

/** The scores of a fit beside the scores that were planted, voxel by voxel. */
final class Recovery {
    private static final String SCORES = "scores.parquet";
    private static final int BINS = 10;

    private final List<Voxel> voxels;
    private final int unscored;

    private Recovery(List<Voxel> voxels, int unscored) {
        this.voxels = voxels;
        this.unscored = unscored;
    }

    /**
     * One scored voxel.
     *
     * @param signal whether anything was planted
     * @param planted r that a perfect encoder would reach
     * @param recovered r of the fit
     * @param noiseFloor 95th percentile of r under circular shifts, NaN where it was not computed
     */
    private record Voxel(boolean signal, double planted, double recovered, double noiseFloor) {}

    /** Compares the scores of a results folder with the planted ones; voxels without a score are only counted. */
    static Recovery of(DataStore results, PlantedScores planted) throws IOException {
        List<Voxel> voxels = new ArrayList<>();
        int unscored = 0;
        try (TableRows<Score> rows = TableFile.open(results, SCORES, Table.SCORES)) {
            while (rows.hasNext()) {
                Score row = rows.next();
                if (row.getR().isEmpty()) {
                    unscored++;
                    continue;
                }
                int i = row.getI().orElseThrow();
                int j = row.getJ().orElseThrow();
                int k = row.getK().orElseThrow();
                voxels.add(new Voxel(
                        planted.hasSignal(i, j, k),
                        planted.r(row.getGroup(), i, j, k),
                        row.getR().get(),
                        row.getRNull95().orElse(Double.NaN)));
            }
        }
        return new Recovery(voxels, unscored);
    }

    /** Pearson r of planted and recovered scores over all voxels; 0 if nothing was planted. */
    double correlation() {
        TargetScores sums = new TargetScores(1);
        voxels.forEach(v -> sums.add(new double[] {v.recovered}, new double[] {v.planted}));
        return sums.r()[0];
    }

    /** Mean of recovered minus planted score over the voxels with signal. */
    double bias() {
        return voxels.stream()
                .filter(Voxel::signal)
                .mapToDouble(v -> v.recovered - v.planted)
                .average()
                .orElse(Double.NaN);
    }

    /** Share of the voxels without signal whose score exceeds their noise floor; 0.05 is expected. */
    double falsePositiveFraction() {
        return aboveFloor(false);
    }

    /** Share of the voxels with signal whose score exceeds their noise floor. */
    double detectedFraction() {
        return aboveFloor(true);
    }

    private double aboveFloor(boolean signal) {
        return voxels.stream()
                .filter(v -> v.signal == signal && !Double.isNaN(v.noiseFloor))
                .mapToDouble(v -> v.recovered > v.noiseFloor ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    /** Scored voxels. */
    int voxelCount() {
        return voxels.size();
    }

    /** Scored voxels without signal. */
    int nullVoxels() {
        return (int) voxels.stream().filter(v -> !v.signal).count();
    }

    /** The numbers for machines. */
    void addTo(ObjectNode json) {
        json.put("recovered_score_r", correlation());
        json.put("voxels", voxelCount());
        json.put("null_voxels", nullVoxels());
        json.put("unscored_voxels", unscored);
        json.put("bias", bias());
        json.put("false_positive_fraction", falsePositiveFraction());
        json.put("detected_fraction", detectedFraction());
    }

    /** For the scatter plot of the report. */
    Truth truth() {
        float[] planted = new float[voxels.size()];
        float[] recovered = new float[planted.length];
        for (int v = 0; v < planted.length; v++) {
            planted[v] = (float) voxels.get(v).planted;
            recovered[v] = (float) voxels.get(v).recovered;
        }
        return Truth.of("r of prediction and signal", planted, recovered, correlation());
    }

    /** The table for people: voxels without signal, then tenths of the planted score. */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add("planted score      voxels   mean planted   mean recovered   sd recovered");
        lines.add(line("none", voxels.stream().filter(v -> !v.signal).toList()));
        for (int bin = 0; bin < BINS; bin++) {
            int own = bin;
            List<Voxel> inside = voxels.stream()
                    .filter(v -> v.signal && binOf(v.planted) == own)
                    .toList();
            if (!inside.isEmpty()) {
                String label = String.format(Locale.ROOT, "%.1f to %.1f", bin / (double) BINS, (bin + 1.0) / BINS);
                lines.add(line(label, inside));
            }
        }
        return lines;
    }

    /** The weakest signal may correlate below 0 with its own noise: it counts to the lowest bin. */
    private static int binOf(double planted) {
        return Math.max(0, Math.min(BINS - 1, (int) (planted * BINS)));
    }

    private static String line(String label, List<Voxel> inside) {
        double planted = inside.stream().mapToDouble(Voxel::planted).average().orElse(Double.NaN);
        double recovered =
                inside.stream().mapToDouble(Voxel::recovered).average().orElse(Double.NaN);
        double squares = inside.stream()
                .mapToDouble(v -> (v.recovered - recovered) * (v.recovered - recovered))
                .sum();
        double sd = Math.sqrt(squares / Math.max(1, inside.size() - 1));
        return String.format(
                Locale.ROOT, "%-13s %11d %14.3f %16.3f %14.3f", label, inside.size(), planted, recovered, sd);
    }
}
