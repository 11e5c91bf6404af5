package org.neurobeam.ingest.connectome;

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

/** The dataset that ingest makes of a folder of connectomes, as the flow would. */
final class WiringDataset {
    private WiringDataset() {}

    static Dataset ingest(Path input, Path output, IngestMode mode) throws IOException {
        DataStore store = DataStore.local(input);
        ConnectomeSources found = ConnectomeSources.find(store);
        DatasetWriter writer = DatasetWriter.open(DataStore.local(output));
        ConnectomeIngest ingest = new ConnectomeIngest(store, mode, "test");
        List<String> parts = new ArrayList<>();
        for (ConnectomeSource source : found.sources()) {
            try (RecordingWriter out = writer.begin(source.connectomeId(), source.digest(mode.word()))) {
                ingest.write(source, out);
                out.finish();
            } catch (DataException refused) {
                refuse(writer, source, refused);
            }
            parts.add(source.connectomeId());
        }
        try (RecordingWriter out = writer.begin("index", "index")) {
            found.files().forEach(out::source);
            found.issues().forEach(out::issue);
            out.finish();
        }
        parts.add("index");
        return writer.finish(
                new DatasetInfo("wiring", "wiring", Optional.empty(), Optional.empty(), found.datasetSources()), parts);
    }

    private static void refuse(DatasetWriter writer, ConnectomeSource source, DataException refused)
            throws IOException {
        try (RecordingWriter out = writer.begin(source.connectomeId(), "refused")) {
            out.source(source.file());
            out.issue(ConnectomeIssues.refused(
                    source.path(), Optional.of(source.file().getFileId()), refused));
            out.finish();
        }
    }
}
