package org.neurobeam.pipelines.flow.demo;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neurobeam.encoders.score.TargetScores;
import org.neurobeam.ingest.simulate.FmriSimulation;
import org.neurobeam.ingest.simulate.PlantedSignal;
import org.neurobeam.ingest.simulate.SimulatedGrid;
import org.neurobeam.pipelines.config.CleaningConfig;
import org.neurobeam.pipelines.flow.RecordingPreprocess;
import org.neurobeam.pipelines.flow.RunCleaning;
import org.neurobeam.preprocess.cleaning.SignalCleaner;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.GridSignal;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;

/**
 * What a perfect encoder would score on a simulated study: r of the noise-free with the noisy series, both cleaned
 * alike, over all runs of a subject; 0 where nothing was planted.
 */
final class PlantedScores {
    private final PlantedSignal planted;
    private final Map<String, double[]> scores = new HashMap<>();

    private PlantedScores(PlantedSignal planted) {
        this.planted = planted;
    }

    /**
     * Scores all subjects.
     *
     * @param cleaning with which {@code clean} was made from {@code raw}
     * @param raw the study as it was ingested
     * @param clean its cleaned series
     */
    static PlantedScores of(PlantedSignal planted, CleaningConfig cleaning, Dataset raw, Dataset clean)
            throws IOException {
        PlantedScores all = new PlantedScores(planted);
        FmriSimulation study = planted.study();
        for (int subject = 0; subject < study.subjects(); subject++) {
            int[] voxels = new int[0];
            TargetScores sums = null;
            for (int run = 0; run < study.runs(); run++) {
                Recording recording = recording(raw, study.runLabel(subject, run));
                if (sums == null) {
                    voxels = all.voxels(clean.units(recording.getRecordingId()));
                    sums = new TargetScores(voxels.length);
                }
                SignalCleaner cleaner = RunCleaning.of(cleaning, raw, recording).cleaner();
                FloatMatrix ideal = planted.noiseFree(subject, run, voxels);
                add(sums, cleaner.clean(ideal).signals(), clean, recording.getRecordingId());
            }
            all.scores.put(study.subjectLabel(subject), all.byVoxel(voxels, sums.r()));
        }
        return all;
    }

    private static Recording recording(Dataset dataset, String runLabel) throws IOException {
        return dataset.recordings().stream()
                .filter(r -> r.getRecordingId().endsWith("/" + runLabel))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        runLabel + " is not in the dataset " + dataset.store().location()));
    }

    private static void add(TargetScores sums, FloatMatrix ideal, Dataset clean, String recordingId)
            throws IOException {
        GridSignal cleaned = clean.signals(recordingId).stream()
                .filter(s -> RecordingPreprocess.CLEAN.equals(s.signal()))
                .findFirst()
                .orElseThrow();
        try (TraceReader traces = clean.traces(recordingId, cleaned.grid(), cleaned.signal())) {
            FloatMatrix noisy = traces.readAll().values();
            double[] y = new double[noisy.rows()];
            double[] f = new double[noisy.rows()];
            for (int t = 0; t < ideal.rows(); t++) {
                for (int u = 0; u < y.length; u++) {
                    y[u] = noisy.get(u, t);
                    f[u] = ideal.get(t, u);
                }
                sums.add(y, f);
            }
        }
    }

    private int[] voxels(List<Unit> units) {
        return units.stream()
                .mapToInt(u -> voxel(
                        u.getI().orElseThrow(), u.getJ().orElseThrow(), u.getK().orElseThrow()))
                .toArray();
    }

    private double[] byVoxel(int[] voxels, double... r) {
        double[] volume = new double[planted.study().grid().voxels()];
        Arrays.fill(volume, Double.NaN);
        for (int u = 0; u < voxels.length; u++) {
            volume[voxels[u]] = planted.hasSignal(voxels[u]) ? r[u] : 0;
        }
        return volume;
    }

    private int voxel(int i, int j, int k) {
        SimulatedGrid grid = planted.study().grid();
        return i + grid.nx() * (j + grid.ny() * k);
    }

    /**
     * The score of a voxel.
     *
     * @param subject label, e.g. {@code sub-01}
     */
    double r(String subject, int i, int j, int k) {
        double[] volume = scores.get(subject);
        if (volume == null || Double.isNaN(volume[voxel(i, j, k)])) {
            throw new IllegalArgumentException("voxel " + i + "," + j + "," + k + " of " + subject
                    + " is not among the cleaned series of " + scores.keySet());
        }
        return volume[voxel(i, j, k)];
    }

    /** Whether a voxel carries signal. */
    boolean hasSignal(int i, int j, int k) {
        return planted.hasSignal(voxel(i, j, k));
    }
}
