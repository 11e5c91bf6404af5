package org.neurobeam.ingest.fmri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.nifti.SeriesMemory;
import org.neurobeam.ingest.surface.CiftiBytes;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetWriter;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;

class SurfaceIngestTest {
    private static final String GIFTI = "sub-01/func/sub-01_task-rest_hemi-L_space-fsLR_bold.func.gii";
    private static final String CIFTI = "sub-01/func/sub-01_task-rest_space-fsLR_den-91k_bold.dtseries.nii";
    private static final String GIFTI_ID = "ds/sub-01_task-rest_hemi-L_space-fsLR_func";
    private static final String CIFTI_ID = "ds/sub-01_task-rest_space-fsLR_den-91k_dtseries";
    private static final String DENSE = """
            <?xml version="1.0"?><CIFTI Version="2"><Matrix>
            <MatrixIndicesMap AppliesToMatrixDimension="0" IndicesMapToDataType="CIFTI_INDEX_TYPE_SERIES"
              NumberOfSeriesPoints="3" SeriesStart="0" SeriesStep="800" SeriesExponent="-3" SeriesUnit="SECOND"/>
            <MatrixIndicesMap AppliesToMatrixDimension="1" IndicesMapToDataType="CIFTI_INDEX_TYPE_BRAIN_MODELS">
              <Volume VolumeDimensions="4,5,6"><TransformationMatrixVoxelIndicesIJKtoXYZ MeterExponent="-3">
                -2 0 0 90 0 2 0 -126 0 0 2 -72 0 0 0 1</TransformationMatrixVoxelIndicesIJKtoXYZ></Volume>
              <BrainModel IndexOffset="0" IndexCount="3" ModelType="CIFTI_MODEL_TYPE_SURFACE"
                BrainStructure="CIFTI_STRUCTURE_CORTEX_RIGHT" SurfaceNumberOfVertices="10">
                <VertexIndices>1 4 7</VertexIndices></BrainModel>
              <BrainModel IndexOffset="3" IndexCount="2" ModelType="CIFTI_MODEL_TYPE_VOXELS"
                BrainStructure="CIFTI_STRUCTURE_THALAMUS_LEFT">
                <VoxelIndicesIJK>0 1 2
                  3 4 5</VoxelIndicesIJK></BrainModel>
            </MatrixIndicesMap></Matrix></CIFTI>
            """;

    @TempDir
    Path raw;

    @TempDir
    Path output;

    private IngestedFolder folder;

    @BeforeEach
    void tree() throws IOException {
        folder = new IngestedFolder(raw)
                .with("dataset_description.json", "{\"Name\": \"t\", \"BIDSVersion\": \"1.10.0\"}");
    }

    private static byte[] dense() {
        return new CiftiBytes().xml(DENSE).shape(3, 5).build();
    }

    private static Recording recording(Dataset dataset, String id) throws IOException {
        return dataset.recordings().stream()
                .filter(r -> r.getRecordingId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void treeOfSurfaces() throws IOException {
        Dataset dataset = folder.with(GIFTI, IngestedFolder.gifti(4, 3, ""))
                .with(GIFTI.replace(".func.gii", ".json"), "{\"RepetitionTime\": 0.8}")
                .with(CIFTI, dense())
                .with(CIFTI.replace(".dtseries.nii", ".json"), "{\"RepetitionTime\": 0.8}")
                .ingest(output);
        assertThat(IngestedFolder.errors(dataset)).isEmpty();
        assertThat(dataset.recordings())
                .extracting(Recording::getRecordingId)
                .containsExactlyInAnyOrder(GIFTI_ID, CIFTI_ID);
        Recording surface = recording(dataset, GIFTI_ID);
        assertThat(surface.getTrS()).contains(0.8);
        assertThat(surface.getHeaderTrS()).isEmpty();
        assertThat(surface.getShape()).isEmpty();
        assertThat(surface.getSpace()).contains("fsLR");
        assertThat(surface.getQcReasons()).isEmpty();
        assertThat(IngestedFolder.series(dataset, GIFTI_ID).row(2)).containsExactly(2, 12, 22);
        assertThat(dataset.units(GIFTI_ID)).allSatisfy(u -> {
            assertThat(u.getSourceLabel()).contains("CORTEX_LEFT");
            assertThat(u.getSide()).contains("L");
            assertThat(u.getXMm()).isEmpty();
        });
        assertThat(dataset.files()).extracting(f -> f.getFormat()).contains("gifti", "cifti2", "json");
    }

    @Test
    void grayordinates() throws IOException {
        Dataset dataset = folder.with(CIFTI, dense()).ingest(output);
        assertThat(IngestedFolder.errors(dataset)).isEmpty();
        Recording row = recording(dataset, CIFTI_ID);
        assertThat(row.getShape()).containsExactly(4, 5, 6);
        assertThat(row.getAffine()).startsWith(-2.0, 0.0, 0.0, 90.0).hasSize(16);
        assertThat(row.getAffineSource()).contains("cifti");
        assertThat(row.getTrS()).contains(0.8);
        assertThat(row.getTimeSource()).isEqualTo("header");
        assertThat(row.getDatatype()).contains("float32");
        List<Unit> units = dataset.units(CIFTI_ID);
        assertThat(units).hasSize(5);
        assertThat(units.get(1).getSourceLabel()).contains("CORTEX_RIGHT");
        assertThat(units.get(1).getLabel()).contains("CORTEX_RIGHT/4");
        assertThat(units.get(1).getSide()).contains("R");
        assertThat(units.get(1).getI()).isEmpty();
        Unit voxel = units.get(4);
        assertThat(voxel.getSourceLabel()).contains("THALAMUS_LEFT");
        assertThat(List.of(voxel.getI().get(), voxel.getJ().get(), voxel.getK().get()))
                .containsExactly(3, 4, 5);
        assertThat(List.of(
                        voxel.getXMm().get(),
                        voxel.getYMm().get(),
                        voxel.getZMm().get()))
                .containsExactly(84.0, -118.0, -62.0);
        assertThat(IngestedFolder.series(dataset, CIFTI_ID).row(4)).containsExactly(13, 14, 15);
    }

    @Test
    void parcels() throws IOException {
        String path = "sub-01/func/sub-01_task-rest_atlas-G_timeseries.ptseries.nii";
        Dataset dataset = folder.with(path, new CiftiBytes().build()).ingest(output);
        String id = "ds/sub-01_task-rest_atlas-G_timeseries_ptseries";
        assertThat(IngestedFolder.errors(dataset)).isEmpty();
        Recording row = recording(dataset, id);
        assertThat(row.getOriginalT0S()).contains(0.5);
        assertThat(row.getTrS()).contains(0.72);
        assertThat(row.getNLabelled()).isEqualTo(2);
        assertThat(dataset.units(id)).extracting(u -> u.getLabel().orElse("")).containsExactly("V1", "Thal");
        assertThat(dataset.units(id).get(0).getSourceLabel()).contains("CORTEX_LEFT");
        assertThat(IngestedFolder.series(dataset, id).row(1)).containsExactly(4, 5, 6);
    }

    @Test
    void sidecarBeforeSeriesStep() throws IOException {
        Dataset dataset = folder.with(CIFTI, dense())
                .with(CIFTI.replace(".dtseries.nii", ".json"), "{\"RepetitionTime\": 1.5}")
                .ingest(output);
        Recording row = recording(dataset, CIFTI_ID);
        assertThat(row.getTrS()).contains(1.5);
        assertThat(row.getHeaderTrS()).contains(0.8);
        assertThat(row.getTimeSource()).isEqualTo("json");
        assertThat(row.getQcReasons())
                .singleElement()
                .asString()
                .contains("1.5")
                .contains("0.8");
        assertThat(dataset.issues()).hasSize(1);
    }

    @Test
    void timeStepInMilliseconds() throws IOException {
        Dataset known = folder.with(GIFTI, IngestedFolder.gifti(4, 3, "720")).ingest(output);
        assertThat(recording(known, GIFTI_ID).getTrS()).contains(0.72);
    }

    @Test
    void timesThatNobodyKnows() throws IOException {
        Dataset unknown =
                folder.with(GIFTI, IngestedFolder.gifti(4, 3, "0.000000")).ingest(output);
        Recording row = recording(unknown, GIFTI_ID);
        assertThat(row.getTrS()).isEmpty();
        assertThat(row.getTimeSource()).isEqualTo("none");
        assertThat(row.getQcReasons()).singleElement().asString().contains("RepetitionTime");
        assertThat(IngestedFolder.errors(unknown)).isEmpty();
    }

    @Test
    void mapsAreNoSeries() throws IOException {
        String maps = CiftiBytes.PARCEL_SERIES.replaceFirst(
                "(?s)<MatrixIndicesMap AppliesToMatrixDimension=\"0\".*?/>",
                "<MatrixIndicesMap AppliesToMatrixDimension=\"0\" IndicesMapToDataType=\"CIFTI_INDEX_TYPE_SCALARS\">"
                        + "<NamedMap><MapName>a</MapName></NamedMap><NamedMap><MapName>b</MapName></NamedMap>"
                        + "<NamedMap><MapName>c</MapName></NamedMap></MatrixIndicesMap>");
        folder.with(CIFTI, new CiftiBytes().xml(maps).build());
        assertThatThrownBy(() -> folder.ingest(output))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.code()).isEqualTo("not_a_time_series"))
                .hasMessageContaining("scalar maps of parcels");
        folder.with(CIFTI, IngestedFolder.gifti(4, 3, "").replace("TIME_SERIES", "SHAPE"));
        assertThatThrownBy(() -> folder.ingest(output)).hasMessageContaining("[SHAPE]");
    }

    @Test
    void contentBeforeName() throws IOException {
        Dataset dataset = folder.with(CIFTI, IngestedFolder.image(3)).ingest(output);
        assertThat(recording(dataset, CIFTI_ID).getShape()).containsExactly(2, 2, 1);
    }

    @Test
    void surfacesBeyondTheBudget() throws IOException {
        folder.with(GIFTI, IngestedFolder.gifti(4, 3, ""));
        FmriSource source = folder.sources().sources().get(0);
        FmriIngest ingest =
                new FmriIngest(folder.store(), SeriesMemory.defaults().withBudgetBytes(40), "test");
        SourceDigest digest = SourceDigest.of(folder.store(), source, "test");
        try (RecordingWriter out =
                DatasetWriter.open(DataStore.local(output)).begin(source.recordingId(), digest.digest())) {
            assertThatThrownBy(() -> ingest.write(source, digest, out)).hasMessageContaining("found 48");
        }
    }
}
