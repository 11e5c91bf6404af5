package org.neurobeam.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.nifti.NiftiOutEncoding;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;

class FmriSimulatorTest {
    private static final String RUN = "sub-02_task-demo_run-03";
    private static final String CONFOUNDS =
            "tree/derivatives/fmriprep/sub-02/func/" + RUN + "_desc-confounds_timeseries.tsv";

    @TempDir
    static Path folder;

    private static SimulatedStudy written;

    @BeforeAll
    static void simulate() throws IOException {
        written = SimulatedStudy.write(SimulatedStudy.exact(), folder.resolve("exact"));
    }

    @Test
    void namesFollowBids() throws IOException {
        List<String> expected = new ArrayList<>(List.of(
                ".bidsignore",
                "README",
                "dataset_description.json",
                "derivatives/fmriprep/dataset_description.json",
                "participants.json",
                "participants.tsv"));
        for (String subject : List.of("sub-01", "sub-02")) {
            for (int run = 1; run <= 3; run++) {
                String raw = subject + "/func/" + subject + "_task-demo_run-0" + run;
                for (String end : List.of("_bold.json", "_bold.nii", "_events.tsv")) {
                    expected.add(raw + end);
                }
                for (String end : List.of("confounds_timeseries.json", "confounds_timeseries.tsv")) {
                    expected.add("derivatives/fmriprep/" + raw + "_desc-" + end);
                }
                expected.add("derivatives/fmriprep/" + raw + "_desc-brain_mask.json");
                expected.add("derivatives/fmriprep/" + raw + "_desc-brain_mask.nii.gz");
            }
        }
        assertThat(files("exact/tree")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(files("exact/truth"))
                .contains("truth.json", "brain_mask.nii.gz", "signal_mask.nii.gz", "target_score.nii.gz")
                .contains("condition-face_weights.nii.gz", "sub-02/sub-02_task-demo_noiseceiling.nii.gz")
                .contains("sub-02/" + RUN + "_noiseceiling.nii.gz", "sub-02/" + RUN + "_regressors.tsv")
                .contains("sub-02/" + RUN + "_desc-noisefree_bold.nii")
                .hasSize(4 + 4 + 2 + 3 * 6);
    }

    @Test
    void descriptionsSayWhatTheTreeIs() throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode raw = json.readTree(written.bytes("tree/dataset_description.json"));
        assertThat(raw.path("DatasetType").asText()).isEqualTo("raw");
        JsonNode derived = json.readTree(written.bytes("tree/derivatives/fmriprep/dataset_description.json"));
        assertThat(derived.path("DatasetType").asText()).isEqualTo("derivative");
        assertThat(derived.path("GeneratedBy").path(0).path("Name").asText()).isEqualTo("Neurobeam simulate");
        JsonNode bold = json.readTree(written.bytes("tree/sub-02/func/" + RUN + "_bold.json"));
        assertThat(bold.path("RepetitionTime").asDouble()).isEqualTo(2);
        assertThat(bold.path("TaskName").asText()).isEqualTo("demo");
        JsonNode truth = json.readTree(written.bytes("truth/truth.json"));
        assertThat(truth.path("seed").asLong()).isEqualTo(1);
        assertThat(truth.path("voxelsWithSignal").asInt()).isEqualTo(500);
        assertThat(truth.path("noise").path("ar1").asDouble()).isEqualTo(0.3);
        assertThat(written.table("tree/participants.tsv"))
                .extracting(row -> row.get(0))
                .containsExactly("participant_id", "sub-01", "sub-02");
    }

    @Test
    void eventsLieInsideTheRunAndEveryConditionOccurs() throws IOException {
        List<List<String>> rows = written.table("tree/sub-02/func/" + RUN + "_events.tsv");
        assertThat(rows.get(0)).containsExactly("onset", "duration", "trial_type");
        double last = 0;
        for (List<String> row : rows.subList(1, rows.size())) {
            double onset = Double.parseDouble(row.get(0));
            assertThat(onset).isGreaterThan(last);
            assertThat(onset + Double.parseDouble(row.get(1))).isLessThanOrEqualTo(300);
            last = onset;
        }
        assertThat(rows.subList(1, rows.size()))
                .extracting(row -> row.get(2))
                .contains("animal", "body", "face", "house");
        assertThat(rows).isNotEqualTo(written.table("tree/sub-02/func/sub-02_task-demo_run-02_events.tsv"));
    }

    @Test
    void atLeastAThirdOfTheBrainIsNull() throws IOException {
        float[] brain = written.image("truth/brain_mask.nii.gz").values();
        float[] signal = written.image("truth/signal_mask.nii.gz").values();
        int brainVoxels = count(brain);
        assertThat(brainVoxels).isEqualTo(written.planted().brainVoxels().length);
        assertThat((double) brainVoxels / brain.length).isBetween(0.25, 0.35);
        assertThat(count(signal)).isEqualTo(500).isLessThanOrEqualTo(brainVoxels * 2 / 3);
        for (int v = 0; v < brain.length; v++) {
            assertThat(signal[v]).isLessThanOrEqualTo(brain[v]);
        }
        assertThat(written.image("tree/derivatives/fmriprep/sub-01/func/sub-01_task-demo_run-01_desc-brain_mask.nii.gz")
                        .values())
                .containsExactly(brain);
    }

    @Test
    void noiseFreeSeriesAreMadeAgainBitForBit() throws IOException {
        FloatMatrix file = written.image("truth/sub-02/" + RUN + "_desc-noisefree_bold.nii");
        int[] voxels = IntStream.range(0, file.columns()).toArray();
        assertThat(written.planted().noiseFree(1, 2, voxels)).isEqualTo(file);
        PlantedSignal again = PlantedSignal.of(SimulatedStudy.exact());
        int[] some = {2000, 5, 2184};
        FloatMatrix chunk = again.noiseFree(1, 2, some);
        for (int j = 0; j < some.length; j++) {
            assertThat(chunk.column(j)).containsExactly(file.column(some[j]));
        }
        float[] mask = written.planted().signalMask();
        for (int v : voxels) {
            boolean flat = IntStream.range(0, file.rows()).allMatch(t -> file.get(t, v) == 0);
            assertThat(flat).isEqualTo(mask[v] == 0);
        }
    }

    @Test
    void weightMapsTimesRegressorsGiveTheNoiseFreeSeries() throws IOException {
        List<List<String>> x = written.table("truth/sub-02/" + RUN + "_regressors.tsv");
        FloatMatrix series = written.image("truth/sub-02/" + RUN + "_desc-noisefree_bold.nii");
        for (int v : written.planted().brainVoxels()) {
            for (int t = 0; t < series.rows(); t += 37) {
                double sum = 0;
                for (int c = 0; c < 4; c++) {
                    sum += Double.parseDouble(x.get(t + 1).get(c))
                            * written.planted().weight(c, v);
                }
                // float32 sums of four terms of about 100
                assertThat((double) series.get(t, v)).isCloseTo(sum, within(1e-4));
            }
        }
        float[] face = written.image("truth/condition-face_weights.nii.gz").values();
        assertThat(face[2000]).isEqualTo(written.planted().weight(2, 2000));
    }

    @Test
    void confoundsHaveFmriprepColumns() throws IOException {
        List<List<String>> rows = written.table(CONFOUNDS);
        assertThat(rows).hasSize(151);
        List<String> names = rows.get(0);
        assertThat(names)
                .contains("trans_x", "rot_z_derivative1_power2", "csf", "white_matter_power2", "global_signal")
                .contains("framewise_displacement", "std_dvars", "dvars", "cosine00", "cosine03")
                .doesNotContain("cosine04");
        double[] x = column(rows, "trans_x");
        double[] derivative = column(rows, "trans_x_derivative1");
        double[] fd = column(rows, "framewise_displacement");
        assertThat(rows.get(1).get(names.indexOf("framewise_displacement"))).isEqualTo("n/a");
        assertThat(derivative[9]).isCloseTo(x[9] - x[8], within(1e-8));
        assertThat(column(rows, "trans_x_power2")[9]).isCloseTo(x[9] * x[9], within(1e-8));
        // two jumps of 1 mm and 0.01 rad, there and back; nothing else moves that far
        assertThat(Arrays.stream(fd).filter(d -> d > 1).count()).isBetween(2L, 4L);
    }

    @Test
    void globalSignalAndDvarsAreThoseOfTheSeries() throws IOException {
        List<List<String>> rows = written.table(CONFOUNDS);
        FloatMatrix bold = written.image("tree/sub-02/func/" + RUN + "_bold.nii");
        double[] global = column(rows, "global_signal");
        double[] dvars = column(rows, "dvars");
        int[] brain = written.planted().brainVoxels();
        for (int t : new int[] {1, 77, 149}) {
            int now = t;
            double mean = Arrays.stream(brain)
                    .mapToDouble(v -> bold.get(now, v))
                    .average()
                    .orElseThrow();
            double change = Arrays.stream(brain)
                    .mapToDouble(v -> Math.pow(bold.get(now, v) - (double) bold.get(now - 1, v), 2))
                    .average()
                    .orElseThrow();
            assertThat(global[t]).isCloseTo(mean, within(1e-5));
            assertThat(dvars[t]).isCloseTo(Math.sqrt(change), within(1e-6));
        }
    }

    @Test
    void theBrainStandsOutFromTheAir() throws IOException {
        FloatMatrix bold = written.image("tree/sub-01/func/sub-01_task-demo_run-01_bold.nii");
        float[] mask = written.planted().brainMask();
        for (int v = 0; v < mask.length; v++) {
            if (mask[v] == 1) {
                assertThat(bold.get(3, v)).isBetween(600f, 1700f);
            } else {
                assertThat(bold.get(3, v)).isBetween(0f, 80f);
            }
        }
    }

    /** The heuristic of EPI masks: the largest gap in the middle of the sorted mean intensities. */
    @Test
    void theLargestGapOfMeanIntensitiesIsTheEdgeOfTheBrain() throws IOException {
        FloatMatrix bold = written.image("tree/sub-01/func/sub-01_task-demo_run-01_bold.nii");
        double[] mean = IntStream.range(0, bold.columns())
                .mapToDouble(v -> IntStream.range(0, bold.rows())
                        .mapToDouble(t -> bold.get(t, v))
                        .average()
                        .orElseThrow())
                .toArray();
        double[] sorted = Arrays.stream(mean).sorted().toArray();
        int gap = IntStream.range((int) (0.2 * sorted.length), (int) (0.85 * sorted.length))
                .boxed()
                .max(Comparator.comparingDouble(i -> sorted[i + 1] - sorted[i]))
                .orElseThrow();
        double threshold = (sorted[gap] + sorted[gap + 1]) / 2;
        float[] mask = written.planted().brainMask();
        for (int v = 0; v < mask.length; v++) {
            assertThat(mean[v] >= threshold).isEqualTo(mask[v] == 1);
        }
    }

    /** Three hundred more volumes are 88 MB of samples; what they may allocate is their rows of confounds. */
    @Test
    void memoryDoesNotGrowWithTheSeries() throws IOException {
        FmriSimulation study = SimulatedStudy.exact()
                .withGrid(new SimulatedGrid(48, 48, 32, 3), 500)
                .withFiles(new SimulatedFiles(false, 0, NiftiOutEncoding.Type.INT16, false));
        allocated(study.withSize(1, 1, 20), "warm");
        long few = allocated(study.withSize(1, 1, 50), "few");
        long many = allocated(study.withSize(1, 1, 350), "many");
        assertThat(many - few).isLessThan(300L * study.grid().voxels() * Float.BYTES / 3);
    }

    private static long allocated(FmriSimulation study, String name) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(id);
        SimulatedStudy.write(study, folder.resolve(name));
        return threads.getThreadAllocatedBytes(id) - before;
    }

    @Test
    void compressedIntegersAreTheRoundedSeries() throws IOException {
        SimulatedStudy packed =
                SimulatedStudy.write(SimulatedStudy.small().withSize(1, 1, 40), folder.resolve("packed"));
        SimulatedStudy plain = SimulatedStudy.write(SimulatedStudy.exact().withSize(1, 1, 40), folder.resolve("plain"));
        float[] rounded = packed.image("tree/sub-01/func/sub-01_task-demo_run-01_bold.nii.gz")
                .values();
        float[] exact =
                plain.image("tree/sub-01/func/sub-01_task-demo_run-01_bold.nii").values();
        for (int i = 0; i < exact.length; i++) {
            assertThat(rounded[i]).isEqualTo((float) Math.rint(exact[i]));
        }
    }

    @Test
    void equalSettingsGiveEqualBytes() throws IOException {
        SimulatedStudy again = SimulatedStudy.write(SimulatedStudy.exact(), folder.resolve("again"));
        assertThat(files("again")).isEqualTo(files("exact"));
        for (String path : files("exact")) {
            assertThat(again.bytes(path)).as(path).isEqualTo(written.bytes(path));
        }
    }

    @Test
    void anotherSeedGivesAnotherStudy() throws IOException {
        FmriSimulation study = SimulatedStudy.exact().withSize(1, 1, 40);
        SimulatedStudy one = SimulatedStudy.write(study, folder.resolve("one"));
        SimulatedStudy two = SimulatedStudy.write(study.withSeed(2), folder.resolve("two"));
        for (String path : List.of(
                "tree/sub-01/func/sub-01_task-demo_run-01_bold.nii",
                "tree/sub-01/func/sub-01_task-demo_run-01_events.tsv",
                "truth/signal_mask.nii.gz",
                "truth/condition-face_weights.nii.gz")) {
            assertThat(two.bytes(path)).as(path).isNotEqualTo(one.bytes(path));
        }
    }

    @Test
    void progressCountsAllVolumes() throws IOException {
        List<Long> seen = new ArrayList<>();
        FmriSimulation study = SimulatedStudy.small().withSize(1, 2, 20);
        FmriSimulator.write(
                study, DataStore.local(folder.resolve("p")), DataStore.local(folder.resolve("p/truth")), seen::add);
        assertThat(seen).hasSize(40).endsWith(40L).isSorted();
        assertThat(study.seriesBytes()).isEqualTo(2L * 20 * 4096 * 2);
    }

    private static List<String> files(String below) throws IOException {
        return DataStore.local(folder.resolve(below)).list("");
    }

    private static int count(float[] mask) {
        return (int) IntStream.range(0, mask.length).filter(v -> mask[v] == 1).count();
    }

    private static double[] column(List<List<String>> rows, String name) {
        int j = rows.get(0).indexOf(name);
        return rows.subList(1, rows.size()).stream()
                .map(row -> row.get(j))
                .mapToDouble(cell -> cell.equals("n/a") ? Double.NaN : Double.parseDouble(cell))
                .toArray();
    }
}
