package org.neurobeam.pipelines.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.PublishConfig;
import org.neurobeam.pipelines.flow.Outcome;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.Dataset;

/** {@code publish}: a dataset to a release. */
public final class PublishFlow {
    private static final String DATASET_INDEX = "dataset.json";

    private PublishFlow() {}

    /**
     * Writes a release.
     *
     * @throws ConfigException if a source does not allow it, with the list of such sources
     * @throws org.neurobeam.schemas.error.DataException if the dataset lacks what the release needs
     */
    public static Outcome run(PublishConfig settings) throws IOException {
        DataStore out = Stores.of(settings.output());
        if (out.exists(DATASET_INDEX)) {
            throw new ConfigException(
                    "output: " + settings.output() + " is itself a dataset; name another folder for the release");
        }
        ReleaseContent content = ReleaseContent.of(Dataset.open(Stores.of(settings.input())), settings);
        ReleaseFiles files = new ReleaseFiles(out);
        ObjectNode json = switch (settings.to()) {
            case HUGGINGFACE -> new HuggingFaceRelease(content, settings).write(files);
            case NETCDF -> new NetcdfRelease(content, settings).write(files);
            case MATRIX -> new MatrixRelease(content, settings).write(files);
        };
        json.put("output", settings.output());
        json.put("recordings", content.recordings().size());
        json.put("files", files.count());
        json.put("bytes", files.bytes());
        ArrayNode sources = json.putArray("sources");
        content.sources().forEach(source -> sources.add(source.id()));
        ArrayNode excluded = json.putArray("excluded");
        content.excluded().forEach(excluded::add);
        ArrayNode permitted = json.putArray("permitted");
        content.sources().stream().filter(ReleasedSource::permitted).forEach(source -> permitted.add(source.id()));
        return Outcome.done(json);
    }
}
