package org.neurobeam.ingest.calcium;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetInfo;
import org.neurobeam.schemas.io.dataset.DatasetWriter;
import org.neurobeam.schemas.io.dataset.RecordingWriter;

/** Ingests a folder of recordings as the command does: a refused recording is an issue, and the others go on. */
final class IngestedCalcium {
    private IngestedCalcium() {}

    static Dataset ingest(DataStore store, Path output, CalciumSources found) throws IOException {
        return ingest(store, output, found, IngestMode.FIXED);
    }

    static Dataset ingest(DataStore store, Path output, CalciumSources found, IngestMode mode) throws IOException {
        DatasetWriter writer = DatasetWriter.open(DataStore.local(output));
        CalciumIngest ingest = new CalciumIngest(store, mode, "test");
        List<String> parts = new ArrayList<>();
        for (CalciumSource source : found.sources()) {
            CalciumDigest digest = CalciumDigest.of(store, source, "test");
            parts.add(source.recordingId());
            try (RecordingWriter out = writer.begin(source.recordingId(), digest.digest())) {
                ingest.write(source, digest, out);
                out.finish();
            } catch (DataException refused) {
                try (RecordingWriter out = writer.begin(source.recordingId(), digest.digest())) {
                    out.issue(Issues.error(refused));
                    out.finish();
                }
            }
        }
        try (RecordingWriter out = writer.begin("calcium/index", "index")) {
            found.issues().forEach(out::issue);
            found.unclaimedIssues().forEach(out::issue);
            found.files(store).forEach(out::source);
            out.finish();
        }
        parts.add("calcium/index");
        return writer.finish(
                new DatasetInfo("calcium", "calcium", Optional.empty(), Optional.empty(), found.origins()), parts);
    }
}
