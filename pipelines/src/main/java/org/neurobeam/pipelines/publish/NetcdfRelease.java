package org.neurobeam.pipelines.publish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.neurobeam.pipelines.beam.Progress;
import org.neurobeam.pipelines.config.PublishConfig;
import org.neurobeam.schemas.io.dataset.PartName;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.SourceFile;
import org.neurobeam.schemas.table.Step;

/** One netCDF file per recording, that xarray and every CF reader opens. */
final class NetcdfRelease {
    private static final String SUFFIX = ".nc";

    private final ReleaseContent content;
    private final PublishConfig settings;

    NetcdfRelease(ReleaseContent content, PublishConfig settings) {
        this.content = content;
        this.settings = settings;
    }

    ObjectNode write(ReleaseFiles files) throws IOException {
        for (String dropped : content.droppedRecordings()) {
            files.store().delete(PartName.encode(dropped) + SUFFIX);
        }
        Map<String, Step> steps = new HashMap<>();
        content.dataset().steps().forEach(step -> steps.put(step.getStepId(), step));
        Map<String, SourceFile> sourceFiles = new HashMap<>();
        content.dataset().files().forEach(file -> sourceFiles.putIfAbsent(file.getFileId(), file));
        ReleaseListing listing = new ReleaseListing(content, settings.release());
        List<Recording> recordings = content.recordings();
        try (Progress progress = new Progress("publish netcdf", "recordings", recordings.size())) {
            for (int i = 0; i < recordings.size(); i++) {
                Recording recording = recordings.get(i);
                String path = PartName.encode(recording.getRecordingId()) + SUFFIX;
                RecordingAttributes about =
                        new RecordingAttributes(recording, content.sourceOf(recording), steps, sourceFiles);
                files.add(List.of(new RecordingFile(content.dataset(), about).write(files.store(), path)));
                listing.add(recording, path);
                progress.at(i + 1);
            }
        }
        files.json(ReleaseListing.FILE, listing.json());
        files.checksums();
        return JsonNodeFactory.instance.objectNode().put("netcdf", listing.written());
    }
}
