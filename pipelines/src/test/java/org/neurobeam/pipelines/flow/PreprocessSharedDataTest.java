package org.neurobeam.pipelines.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.simulate.SimulatedGrid;
import org.neurobeam.pipelines.config.IngestConfig;
import org.neurobeam.pipelines.config.PreprocessConfig;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;
import org.neurobeam.schemas.testing.SharedData;

/** Real images and a real atlas through the flow. */
class PreprocessSharedDataTest {
    private static final double UNIT_VARIANCE = 1e-4;

    @TempDir
    Path folder;

    private Dataset run(Path input, String select, String yaml) throws IOException {
        String dataset = folder.resolve("dataset").toString();
        Path output = folder.resolve("clean");
        IngestConfig ingest = new IngestConfig(input.toString(), dataset, null, select, null, null, null, null);
        assertThat(IngestFlow.run(ingest, List.of()).exitCode()).isZero();
        PreprocessConfig config = ConfigLoader.parse(
                PreprocessConfig.class, "input: '" + dataset + "'\noutput: '" + output + "'\n" + yaml);
        assertThat(PreprocessFlow.run(config, List.of()).exitCode()).isZero();
        return Dataset.open(DataStore.local(output));
    }

    @Test
    void haxbyRunsKeepTheVoxelsOfTheBrainMask() throws IOException {
        Path haxby = SharedData.path("data/fmri/bids_haxby");
        Path mask = haxby.resolve("derivatives/masks/sub-1/func/sub-1_acq-25mm_label-brain_mask.nii.gz");
        Dataset done = run(
                haxby,
                "acq=25mm,run=01",
                "mask: {path: '" + mask.toAbsolutePath()
                        + "'}\ncleaning: {confounds: motion6, filter: cosine, highPassHz: 0.01}\n");
        Recording run = StudyFolder.only(done);
        assertThat(run.getNRois()).isEqualTo(129);
        assertThat(run.getNSamples()).isEqualTo(121);
        FloatMatrix clean = StudyFolder.series(done, "original", "clean");
        for (int v = 0; v < clean.rows(); v++) {
            double squares = 0;
            for (float x : clean.row(v)) {
                squares += (double) x * x;
            }
            assertThat(Math.abs(squares / 120 - 1)).isLessThan(UNIT_VARIANCE);
        }
        double[] displacement = StudyFolder.covariate(done, "framewise_displacement", "confound");
        assertThat(displacement).hasSize(121);
        assertThat(displacement[0]).isZero();
        assertThat(Arrays.stream(displacement).max().orElseThrow()).isBetween(0.01, 5.0);
    }

    @Test
    void anImageOfAPlainFolderIsSmoothedAndCleaned() throws IOException {
        Path image = SharedData.path("data/fmri/nitime/fmri1.nii.gz");
        Files.createDirectories(folder.resolve("images"));
        Files.copy(image, folder.resolve("images/fmri1.nii.gz"));
        Dataset done = run(folder.resolve("images"), null, "fwhmMm: 4\nmask: {kind: all}\n");
        Recording run = StudyFolder.only(done);
        try (TraceReader reader = done.traces(run.getRecordingId(), "original", "clean")) {
            assertThat(reader.rows()).isEqualTo(run.getNRois());
            assertThat(reader.samples()).isEqualTo(run.getOriginalNSamples());
        }
    }

    @Test
    void aBrainIsGatheredIntoTheRegionsOfARealAtlas() throws IOException {
        Path aal = SharedData.path("data/fmri/mricron_aal/aal.nii.gz");
        Path names = SharedData.path("data/fmri/mricron_aal/aal.nii.txt");
        // a head-shaped block around the origin of the atlas's space
        SimulatedGrid grid = new SimulatedGrid(61, 73, 61, 3);
        StudyFolder study = StudyFolder.of(folder);
        study.image("study/brain.nii", grid, 12, t -> {
            float[] volume = new float[grid.voxels()];
            for (int v = 0; v < volume.length; v++) {
                int k = v / (61 * 73);
                volume[v] = k < 40 ? (float) (1000 + 10 * Math.sin(0.1 * v + t)) : 0;
            }
            return volume;
        });
        study.image("block.nii", grid, 1, t -> {
            float[] volume = new float[grid.voxels()];
            Arrays.fill(volume, 0, 40 * 61 * 73, 1);
            return volume;
        });
        Dataset done = run(
                folder.resolve("study"),
                null,
                "mask: {path: '" + folder.resolve("block.nii") + "'}\nfwhmMm: 6\nmemoryMb: 20\nparcellation: {atlas: '"
                        + aal.toAbsolutePath() + "', names: '" + names.toAbsolutePath() + "'}\n");
        List<Unit> units = done.units(StudyFolder.only(done).getRecordingId());
        assertThat(units).hasSize(116);
        Unit precentral = units.get(0);
        assertThat(precentral.getLabel()).contains("Precentral_L");
        // Tzourio-Mazoyer et al. 2002: the left precentral gyrus lies around -39 -6 51 mm
        assertThat(precentral.getXMm().orElseThrow()).isBetween(-43.0, -35.0);
        assertThat(precentral.getYMm().orElseThrow()).isBetween(-10.0, -1.0);
        assertThat(precentral.getZMm().orElseThrow()).isBetween(46.0, 56.0);
        assertThat(done.issues()).anyMatch(i -> i.getMessage().contains("hold NaN"));
    }
}
