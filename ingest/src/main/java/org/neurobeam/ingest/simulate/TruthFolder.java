package org.neurobeam.ingest.simulate;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neurobeam.ingest.nifti.NiftiOutImage;
import org.neurobeam.ingest.nifti.NiftiWriter;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.io.DataStore;

/** What was planted: {@code truth.json}, weights, masks, aims, and the noise ceilings of runs and subjects. */
final class TruthFolder {
    private final PlantedSignal planted;
    private final FmriSimulation study;
    private final TextFiles files;

    TruthFolder(PlantedSignal planted, DataStore store) {
        this.planted = planted;
        this.study = planted.study();
        this.files = new TextFiles(store);
    }

    /** Settings, weights and masks. */
    void writeStudy() throws IOException {
        files.json("truth.json", settings());
        image("brain_mask", NiftiOutImage.mask(study.grid().nifti()), planted.brainMask());
        image("signal_mask", NiftiOutImage.mask(study.grid().nifti()), planted.signalMask());
        float[] target = new float[study.grid().voxels()];
        for (int voxel : planted.brainVoxels()) {
            target[voxel] = planted.targetScore(voxel);
        }
        map("target_score", target);
        List<String> names = study.conditionNames();
        for (int c = 0; c < names.size(); c++) {
            float[] weights = new float[target.length];
            for (int voxel : planted.brainVoxels()) {
                weights[voxel] = planted.weight(c, voxel);
            }
            map("condition-" + names.get(c) + "_weights", weights);
        }
    }

    /** Generating regressors and noise ceiling of a run. */
    void writeRun(int subject, int run, ScoreSums centred) throws IOException {
        DoubleMatrix x = planted.regressors(subject, run);
        Map<String, double[]> columns = new LinkedHashMap<>();
        List<String> names = study.conditionNames();
        for (int c = 0; c < names.size(); c++) {
            columns.put(names.get(c), x.column(c));
        }
        String stem = study.subjectLabel(subject) + "/" + study.runLabel(subject, run);
        files.table(stem + "_regressors.tsv", columns);
        map(stem + "_noiseceiling", ceiling(centred));
    }

    /** Noise ceiling of all runs of a subject together, each centred alone. */
    void writeSubject(int subject, ScoreSums centred) throws IOException {
        String label = study.subjectLabel(subject);
        map(label + "/" + label + "_task-" + FmriSimulation.TASK + "_noiseceiling", ceiling(centred));
    }

    /** {@code sub-01/sub-01_task-demo_run-01_desc-noisefree_bold.nii.gz} */
    String noiseFree(int subject, int run) {
        return study.subjectLabel(subject) + "/" + study.runLabel(subject, run) + "_desc-noisefree_bold"
                + study.files().extension();
    }

    private float[] ceiling(ScoreSums centred) {
        float[] scores = new float[study.grid().voxels()];
        int[] positions = planted.signalPositions();
        for (int s = 0; s < positions.length; s++) {
            scores[planted.phantom().brain()[positions[s]]] = centred.score(s);
        }
        return scores;
    }

    private void map(String name, float[] values) throws IOException {
        image(name, NiftiOutImage.map(study.grid().nifti()), values);
    }

    private void image(String name, NiftiOutImage image, float[] values) throws IOException {
        NiftiWriter.write(files.store(), name + ".nii.gz", image, values);
    }

    private Map<String, Object> settings() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("kind", "fmri");
        truth.put("seed", study.seed());
        truth.put("subjects", study.subjects());
        truth.put("runs", study.runs());
        SimulatedGrid grid = study.grid();
        truth.put("shape", List.of(grid.nx(), grid.ny(), grid.nz()));
        truth.put("voxelMm", TextFiles.number(grid.voxelMm()));
        truth.put("volumes", study.volumes());
        truth.put("trSeconds", TextFiles.number(study.trSeconds()));
        truth.put("conditions", study.conditionNames());
        truth.put("brainVoxels", planted.brainVoxels().length);
        truth.put("voxelsWithSignal", study.voxelsWithSignal());
        truth.put("type", study.files().type().name());
        truth.put("noise", noise(study.noise()));
        truth.put(
                "noiseceiling",
                "Pearson r of the planted signal with signal + noise, without drift, movement, spikes and rounding; "
                        + "every run centred alone; 0 without signal");
        truth.put("weights", "intensity per sustained response; regressors as in *_regressors.tsv");
        return truth;
    }

    private static Map<String, Object> noise(NoiseLevels noise) {
        Map<String, Object> levels = new LinkedHashMap<>();
        levels.put("ar1", TextFiles.number(noise.ar1()));
        levels.put("noisePercent", TextFiles.number(noise.noisePercent()));
        levels.put("snrMin", TextFiles.number(noise.snrMin()));
        levels.put("snrMax", TextFiles.number(noise.snrMax()));
        levels.put("driftPercent", TextFiles.number(noise.driftPercent()));
        levels.put("motionMm", TextFiles.number(noise.motionMm()));
        levels.put("motionPercent", TextFiles.number(noise.motionPercent()));
        levels.put("spikesPerRun", noise.spikesPerRun());
        return levels;
    }
}
