package org.neurobeam.ingest.fmri;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.bids.BidsIndex;
import org.neurobeam.ingest.bids.BidsSelection;
import org.neurobeam.ingest.surface.CiftiFile;
import org.neurobeam.ingest.surface.GiftiFile;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;
import org.neurobeam.schemas.testing.SharedData;

class SurfaceIngestGoldenTest {
    private static final int LEFT = 30424;
    private static final int GRAYORDINATES = 60951;
    /** Sums of task.func.gii in fmri.md 7, given with seven digits. */
    private static final double[] TASK_SUMS = {
        334971.5, 331112, 330379.7, 330694.6, 330803.3, 330254.5, 330652.9, 331097.8, 331442.3, 331483.1
    };

    private static final double SEVEN_DIGITS = 0.06;

    @TempDir
    Path output;

    @Test
    void conte69() throws IOException {
        Path raw = SharedData.path("data/fmri/cifti2");
        IngestedFolder folder = new IngestedFolder(raw);
        assertThat(folder.sources().issues())
                .extracting(Issue::getCode, Issue::getSeverity, Issue::getFile)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        "not_a_time_series", "info", "Conte69.MyelinAndCorrThickness.32k_fs_LR.dscalar.nii"));
        Dataset dataset = folder.ingest(output);
        assertThat(IngestedFolder.errors(dataset)).isEmpty();
        Recording row = dataset.recordings().get(0);
        assertThat(row.getNRois()).isEqualTo(GRAYORDINATES);
        assertThat(row.getNSamples()).isEqualTo(2);
        assertThat(row.getTrS()).contains(1.0);
        assertThat(row.getSpace()).isEmpty();
        List<Unit> units = dataset.units(row.getRecordingId());
        assertThat(units).hasSize(GRAYORDINATES);
        assertThat(units.get(LEFT - 1).getSourceLabel()).contains("CORTEX_LEFT");
        assertThat(units.get(LEFT).getSourceLabel()).contains("CORTEX_RIGHT");
        FloatMatrix stored = IngestedFolder.series(dataset, row.getRecordingId());
        FloatMatrix table = CiftiFile.open(
                        DataStore.local(raw), "Conte69.MyelinAndCorrThickness.32k_fs_LR.dtseries.nii")
                .read();
        for (int u = 0; u < GRAYORDINATES; u++) {
            assertThat(stored.get(u, 0)).isEqualTo(table.get(0, u));
            assertThat(stored.get(u, 1)).isEqualTo(table.get(1, u));
        }
    }

    @Test
    void taskSurface() throws IOException {
        Path raw = SharedData.path("data/fmri/nifti_zoo/nibabel/gifti");
        IngestedFolder folder = new IngestedFolder(raw);
        assertThat(folder.sources().sources()).extracting(FmriSource::path).contains("task.func.gii");
        assertThat(folder.sources().issues()).extracting(Issue::getFile).contains("label.gii", "rh.shape.curv.gii");
        Path one = Files.createDirectories(output.resolve("raw"));
        Files.copy(raw.resolve("task.func.gii"), one.resolve("task.func.gii"));
        Dataset dataset = new IngestedFolder(one).ingest(output.resolve("dataset"));
        assertThat(IngestedFolder.errors(dataset)).isEmpty();
        Recording row = dataset.recordings().get(0);
        assertThat(row.getRecordingId()).isEqualTo("ds/task.func");
        assertThat(row.getTrS()).isEmpty();
        FloatMatrix stored = IngestedFolder.series(dataset, row.getRecordingId());
        FloatMatrix read = GiftiFile.read(DataStore.local(raw), "task.func.gii").series("TIME_SERIES");
        for (int t = 0; t < TASK_SUMS.length; t++) {
            double sum = 0;
            for (int v = 0; v < stored.rows(); v++) {
                assertThat(stored.get(v, t)).isEqualTo(read.get(t, v));
                sum += stored.get(v, t);
            }
            assertThat(sum).isCloseTo(TASK_SUMS[t], org.assertj.core.data.Offset.offset(SEVEN_DIGITS));
        }
    }

    @Test
    void idsOfTheExamplesAreUnique() throws IOException {
        for (String tree : List.of("bids_examples", "bids_examples/ds000001-fmriprep", "bids_haxby")) {
            BidsIndex index = BidsIndex.of(DataStore.local(SharedData.path("data/fmri/" + tree)));
            List<FmriSource> sources = FmriSource.of(index, "ds", BidsSelection.all());
            Set<String> ids = new HashSet<>();
            sources.forEach(s -> ids.add(s.recordingId()));
            System.out.println(tree + ": " + sources.size() + " recordings, " + ids.size() + " ids");
            assertThat(ids).hasSize(sources.size()).hasSize(index.recordings().size());
        }
    }
}
