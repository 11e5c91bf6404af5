package org.neurobeam.pipelines.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.neurobeam.pipelines.config.PublishConfig.Release;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.schemas.table.Recording;

/** {@code index.json} of a release with one file or folder a recording: what is where, from whom, on which terms. */
final class ReleaseListing {
    /** Name of the file. */
    static final String FILE = "index.json";

    private final ReleaseContent content;
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ArrayNode recordings;
    private final ArrayNode skipped;

    ReleaseListing(ReleaseContent content, Release release) {
        this.content = content;
        ReleaseTitle title = new ReleaseTitle(content.dataset().info(), release);
        json.put("name", title.name()).put("title", title.title());
        json.put("version", title.version()).put("date", title.date());
        json.put("writer", "neurobeam " + BuildInfo.version());
        ArrayNode sources = json.putArray("sources");
        for (ReleasedSource released : content.sources()) {
            sources.addObject()
                    .put("id", released.id())
                    .put("title", released.source().title())
                    .put("licence", released.terms())
                    .put("licence_url", released.source().licenceUrl().orElse(null))
                    .put("citation", released.source().citation().orElse(null))
                    .put("doi", released.source().doi().orElse(null))
                    .put("url", released.source().sourceUrl().orElse(null))
                    .put("version", released.source().version().orElse(null));
        }
        this.recordings = json.putArray("recordings");
        this.skipped = json.putArray("skipped");
    }

    /** A recording that is there. */
    ObjectNode add(Recording recording, String path) {
        return recordings
                .addObject()
                .put("recording_id", recording.getRecordingId())
                .put("path", path)
                .put("source", recording.getDatasetId())
                .put("licence", content.sourceOf(recording).terms());
    }

    /** A recording that the release cannot hold. */
    void skip(Recording recording, String reason) {
        skipped.addObject().put("recording_id", recording.getRecordingId()).put("reason", reason);
    }

    int written() {
        return recordings.size();
    }

    int left() {
        return skipped.size();
    }

    ObjectNode json() {
        return json;
    }
}
