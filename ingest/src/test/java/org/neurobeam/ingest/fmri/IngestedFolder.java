package org.neurobeam.ingest.fmri;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.neurobeam.ingest.bids.BidsIndex;
import org.neurobeam.ingest.bids.BidsSelection;
import org.neurobeam.ingest.nifti.SeriesMemory;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.TraceSeries;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetCheck;
import org.neurobeam.schemas.io.dataset.DatasetInfo;
import org.neurobeam.schemas.io.dataset.DatasetWriter;
import org.neurobeam.schemas.io.dataset.Finding;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.io.dataset.Source;

/** A folder of raw files, and the dataset that ingest makes of it. */
final class IngestedFolder {
    private static final int NIFTI_HEADER = 352;

    private final Path folder;

    IngestedFolder(Path folder) {
        this.folder = folder;
    }

    IngestedFolder with(String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return this;
    }

    IngestedFolder with(String path, String text) throws IOException {
        return with(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A link as git-annex leaves it before the content is fetched. */
    IngestedFolder withLinkToNothing(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.createSymbolicLink(file, Path.of("../../.git/annex/objects/nothing"));
        return this;
    }

    DataStore store() {
        return DataStore.local(folder);
    }

    FmriSources sources() throws IOException {
        return FmriSources.of(BidsIndex.of(store()), "ds", BidsSelection.all());
    }

    /** Ingests every run; a refused one throws. */
    Dataset ingest(Path output) throws IOException {
        List<FmriSource> sources = sources().sources();
        DatasetWriter writer = DatasetWriter.open(DataStore.local(output));
        FmriIngest ingest = new FmriIngest(store(), SeriesMemory.defaults(), "test");
        List<String> ids = new ArrayList<>();
        for (FmriSource source : sources) {
            SourceDigest digest = SourceDigest.of(store(), source, "test");
            try (RecordingWriter out = writer.begin(source.recordingId(), digest.digest())) {
                ingest.write(source, digest, out);
                out.finish();
            }
            ids.add(source.recordingId());
        }
        DatasetInfo info =
                new DatasetInfo("ds", "ds", Optional.empty(), Optional.empty(), List.of(Source.of("ds", "ds")));
        return writer.finish(info, ids);
    }

    /** Findings of severity error. */
    static List<Finding> errors(Dataset dataset) throws IOException {
        return DatasetCheck.run(dataset).findings().stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .toList();
    }

    /** All raw series, [units x samples]. */
    static FloatMatrix series(Dataset dataset, String id) throws IOException {
        try (TraceReader reader = dataset.traces(id, FmriIngest.ORIGINAL, FmriIngest.RAW)) {
            float[] values = new float[reader.rows() * reader.samples()];
            for (TraceSeries one : reader.series(0, reader.rows())) {
                System.arraycopy(one.values(), 0, values, one.roiIndex() * reader.samples(), reader.samples());
            }
            return FloatMatrix.wrap(reader.rows(), reader.samples(), values);
        }
    }

    /** A GIFTI file of TIME_SERIES arrays: value 10 t + vertex. */
    static String gifti(int vertices, int samples, String timeStep) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><GIFTI Version=\"1.0\" NumberOfDataArrays=\""
                + samples + "\"><MetaData/><LabelTable/>");
        for (int t = 0; t < samples; t++) {
            xml.append("<DataArray Intent=\"NIFTI_INTENT_TIME_SERIES\" DataType=\"NIFTI_TYPE_FLOAT32\""
                    + " ArrayIndexingOrder=\"RowMajorOrder\" Dimensionality=\"1\" Dim0=\"" + vertices
                    + "\" Encoding=\"ASCII\" Endian=\"LittleEndian\" ExternalFileName=\"\" ExternalFileOffset=\"\">"
                    + "<MetaData>");
            xml.append(timeStep.isEmpty() ? "" : "<MD><Name>TimeStep</Name><Value>" + timeStep + "</Value></MD>");
            xml.append("</MetaData><Data>");
            for (int v = 0; v < vertices; v++) {
                xml.append(10 * t + v).append(' ');
            }
            xml.append("</Data></DataArray>");
        }
        return xml.append("</GIFTI>").toString();
    }

    /** A NIfTI-1 image of 2 x 2 x 1 voxels, uint8, TR 2 s. */
    static byte[] image(int volumes) {
        java.nio.ByteBuffer file =
                java.nio.ByteBuffer.allocate(NIFTI_HEADER + 4 * volumes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 348).putShort(40, (short) (volumes > 1 ? 4 : 3));
        int[] shape = {2, 2, 1, volumes, 1, 1, 1};
        for (int i = 0; i < shape.length; i++) {
            file.putShort(42 + 2 * i, (short) shape[i]).putFloat(80 + 4 * i, 1);
        }
        file.putFloat(76, 1)
                .putFloat(92, 2)
                .put(123, (byte) 10)
                .putShort(70, (short) 2)
                .putShort(72, (short) 8);
        file.putFloat(108, NIFTI_HEADER).putShort(254, (short) 1);
        file.putFloat(280, 1).putFloat(300, 1).putFloat(320, 1);
        file.put(344, (byte) 'n').put(345, (byte) '+').put(346, (byte) '1');
        for (int i = 0; i < 4 * volumes; i++) {
            file.put(NIFTI_HEADER + i, (byte) i);
        }
        return file.array();
    }

    /** Header and voxels of {@link #image} as the two files of a pair. */
    static List<byte[]> pair(int volumes) {
        byte[] whole = image(volumes);
        java.nio.ByteBuffer header = java.nio.ByteBuffer.wrap(java.util.Arrays.copyOf(whole, NIFTI_HEADER))
                .order(java.nio.ByteOrder.LITTLE_ENDIAN);
        header.putFloat(108, 0).put(345, (byte) 'i');
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write(whole, NIFTI_HEADER, whole.length - NIFTI_HEADER);
        return List.of(header.array(), data.toByteArray());
    }
}
