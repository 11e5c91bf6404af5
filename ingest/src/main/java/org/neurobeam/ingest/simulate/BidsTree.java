package org.neurobeam.ingest.simulate;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neurobeam.ingest.nifti.NiftiOutImage;
import org.neurobeam.ingest.nifti.NiftiWriter;
import org.neurobeam.schemas.io.DataStore;

/** The files of a simulated study around its images: raw BIDS, and derivatives as fMRIPrep lays them out. */
final class BidsTree {
    private static final String BIDS_VERSION = "1.8.0";
    private static final String DERIVATIVES = "derivatives/fmriprep/";

    private final FmriSimulation study;
    private final TextFiles files;

    BidsTree(FmriSimulation study, DataStore store) {
        this.study = study;
        this.files = new TextFiles(store);
    }

    /** {@code sub-01/func/sub-01_task-demo_run-01_bold.nii.gz} */
    String bold(int subject, int run) {
        return func(subject, run) + "_bold" + study.files().extension();
    }

    /** Everything that is not of a single run. */
    void writeDescriptions() throws IOException {
        files.json("dataset_description.json", description("Simulated fMRI study", "raw"));
        files.json(
                DERIVATIVES + "dataset_description.json",
                description("Confounds and masks of a simulated fMRI study", "derivative"));
        files.text("README", readme());
        // the truth may be put into the tree itself
        files.text(".bidsignore", "truth/\n");
        writeParticipants();
    }

    /** Sidecar, events, confounds and mask of a run. */
    void writeRun(PlantedSignal planted, int subject, int run, Map<String, double[]> confounds) throws IOException {
        String raw = func(subject, run);
        Map<String, Object> sidecar = new LinkedHashMap<>();
        sidecar.put("RepetitionTime", TextFiles.number(study.trSeconds()));
        sidecar.put("TaskName", FmriSimulation.TASK);
        files.json(raw + "_bold.json", sidecar);
        files.text(raw + "_events.tsv", events(planted.events(subject, run)));
        String derived = DERIVATIVES + raw;
        files.table(derived + "_desc-confounds_timeseries.tsv", confounds);
        files.json(derived + "_desc-confounds_timeseries.json", confoundsSidecar(confounds));
        NiftiWriter.write(
                files.store(),
                derived + "_desc-brain_mask.nii.gz",
                NiftiOutImage.mask(study.grid().nifti()),
                planted.brainMask());
        files.json(derived + "_desc-brain_mask.json", Map.of("Type", "Brain"));
    }

    private String func(int subject, int run) {
        return study.subjectLabel(subject) + "/func/" + study.runLabel(subject, run);
    }

    private String events(List<SimulatedEvent> events) {
        List<String> names = study.conditionNames();
        StringBuilder lines = new StringBuilder("onset\tduration\ttrial_type\n");
        for (SimulatedEvent event : events) {
            lines.append(TextFiles.number(event.onsetSeconds())).append('\t');
            lines.append(TextFiles.number(event.durationSeconds())).append('\t');
            lines.append(names.get(event.condition())).append('\n');
        }
        return lines.toString();
    }

    private void writeParticipants() throws IOException {
        StringBuilder lines = new StringBuilder("participant_id\tage\tsex\n");
        RandomKey random = RandomKey.of(study.seed()).with("participants");
        for (int subject = 0; subject < study.subjects(); subject++) {
            int age = 20 + (int) (20 * random.uniform(2L * subject));
            String sex = random.uniform(2L * subject + 1) < 0.5 ? "F" : "M";
            lines.append(study.subjectLabel(subject)).append('\t').append(age);
            lines.append('\t').append(sex).append('\n');
        }
        files.text("participants.tsv", lines.toString());
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("age", Map.of("Description", "age, simulated"));
        columns.put("sex", Map.of("Description", "F or M, simulated"));
        files.json("participants.json", columns);
    }

    private static Map<String, Object> description(String name, String type) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("Name", name);
        description.put("BIDSVersion", BIDS_VERSION);
        description.put("DatasetType", type);
        description.put("License", "CC0");
        description.put("GeneratedBy", List.of(Map.of("Name", "Neurobeam simulate")));
        return description;
    }

    private static Map<String, Object> confoundsSidecar(Map<String, double[]> confounds) {
        Map<String, Object> sidecar = new LinkedHashMap<>();
        for (String name : confounds.keySet()) {
            if (name.startsWith("trans_") && !name.endsWith("power2")) {
                sidecar.put(name, Map.of("Units", "mm"));
            } else if (name.startsWith("rot_") && !name.endsWith("power2")) {
                sidecar.put(name, Map.of("Units", "rad"));
            } else if (name.equals("framewise_displacement")) {
                sidecar.put(name, Map.of("Units", "mm"));
            }
        }
        return sidecar;
    }

    private String readme() {
        return "A simulated fMRI study: " + study.subjects() + " subjects, " + study.runs() + " runs of "
                + study.volumes() + " volumes, " + study.conditions() + " conditions.\n"
                + "Nobody was scanned. " + study.voxelsWithSignal() + " voxels respond to the events by planted\n"
                + "weights; noise is AR(1), with drift, movement and spikes on top. Seed " + study.seed() + ".\n"
                + "The truth (weights, masks, noise ceilings) is written beside this tree.\n";
    }
}
