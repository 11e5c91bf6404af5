package org.neurobeam.pipelines.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.neurobeam.ingest.vocabulary.Vocabulary;
import org.neurobeam.pipelines.beam.Progress;
import org.neurobeam.pipelines.config.PublishConfig;
import org.neurobeam.pipelines.config.PublishConfig.Missing;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.TraceSeries;
import org.neurobeam.schemas.io.dataset.GridSignal;
import org.neurobeam.schemas.io.dataset.GridTimes;
import org.neurobeam.schemas.io.dataset.PartName;
import org.neurobeam.schemas.table.Recording;

/**
 * One folder per worm: {@code values.npy} float32 [time x 300 neurons], {@code mask.npy} bool of that shape, true where
 * a sample was measured, and {@code time.npy} float64 [time] seconds. The columns are the slots of the vocabulary,
 * {@code labels.json} names them; neurons without a slot are not here. Memory: one recording's matrix.
 */
final class MatrixRelease {
    private static final List<String> NAMES = List.of("values.npy", "mask.npy", "time.npy");

    private final ReleaseContent content;
    private final PublishConfig settings;
    private final GridSignal wanted;
    private final Vocabulary vocabulary = Vocabulary.hermaphrodite();

    MatrixRelease(ReleaseContent content, PublishConfig settings) {
        this.content = content;
        this.settings = settings;
        this.wanted = new GridSignal(settings.grid(), settings.signal());
    }

    /**
     * Writes all recordings that have the wanted traces of labelled neurons; the others are listed with the reason.
     *
     * @throws DataException {@code no_traces} if there is none
     */
    ObjectNode write(ReleaseFiles files) throws IOException {
        for (String dropped : content.droppedRecordings()) {
            for (String name : NAMES) {
                files.store().delete(PartName.encode(dropped) + "/" + name);
            }
        }
        ReleaseListing listing = new ReleaseListing(content, settings.release());
        listing.json().put("grid", wanted.grid()).put("signal", wanted.signal());
        listing.json().put("missing", settings.missing() == Missing.NAN ? "NaN" : "0, see mask.npy");
        List<Recording> recordings = content.recordings();
        try (Progress progress = new Progress("publish matrices", "recordings", recordings.size())) {
            for (int i = 0; i < recordings.size(); i++) {
                recording(recordings.get(i), files, listing);
                progress.at(i + 1);
            }
        }
        if (listing.written() == 0) {
            throw nothing();
        }
        ArrayNode labels = JsonNodeFactory.instance.arrayNode();
        vocabulary.labels().forEach(labels::add);
        files.json("labels.json", labels);
        files.json(ReleaseListing.FILE, listing.json());
        files.checksums();
        return JsonNodeFactory.instance
                .objectNode()
                .put("matrices", listing.written())
                .put("skipped", listing.left());
    }

    private void recording(Recording recording, ReleaseFiles files, ReleaseListing listing) throws IOException {
        String id = recording.getRecordingId();
        List<GridSignal> signals = content.dataset().signals(id);
        if (!signals.contains(wanted)) {
            listing.skip(recording, "no traces of " + wanted + ", only " + signals);
            return;
        }
        if (recording.getNLabelled() == 0) {
            listing.skip(recording, "no labelled neuron");
            return;
        }
        try (TraceReader traces = content.dataset().traces(id, wanted.grid(), wanted.signal())) {
            FloatMatrix matrix = FloatMatrix.zeros(traces.samples(), vocabulary.size());
            Arrays.fill(matrix.values(), Float.NaN);
            int neurons = fill(matrix, traces);
            String path = PartName.encode(id) + "/";
            NpyOutput out = new NpyOutput(files.store());
            GridTimes times = GridTimes.of(content.dataset(), id);
            files.add(List.of(
                    out.finite(path + NAMES.get(1), matrix),
                    out.floats(path + NAMES.get(0), withMissing(matrix)),
                    out.doubles(path + NAMES.get(2), times.seconds(wanted.grid(), traces.samples()))));
            listing.add(recording, path)
                    .put("samples", traces.samples())
                    .put("neurons", neurons)
                    .put("times_known", times.fits(wanted.grid(), traces.samples()));
        }
    }

    private int fill(FloatMatrix matrix, TraceReader traces) throws IOException {
        int neurons = 0;
        List<Integer> starts = traces.rowGroupStarts();
        for (int group = 0; group < starts.size(); group++) {
            int end = group + 1 < starts.size() ? starts.get(group + 1) : traces.rows();
            for (TraceSeries series : traces.series(starts.get(group), end)) {
                if (series.slot().isPresent()) {
                    int slot = series.slot().getAsInt();
                    float[] values = series.values();
                    for (int t = 0; t < values.length; t++) {
                        matrix.values()[t * matrix.columns() + slot] = values[t];
                    }
                    neurons++;
                }
            }
        }
        return neurons;
    }

    private FloatMatrix withMissing(FloatMatrix matrix) {
        if (settings.missing() == Missing.ZERO) {
            float[] values = matrix.values();
            for (int i = 0; i < values.length; i++) {
                values[i] = Float.isFinite(values[i]) ? values[i] : 0;
            }
        }
        return matrix;
    }

    private DataException nothing() {
        List<GridSignal> signals = content.recordings().stream()
                .flatMap(recording -> content.dataset().signals(recording.getRecordingId()).stream())
                .distinct()
                .toList();
        return new DataException(
                content.dataset().store().location(),
                "traces",
                "no_traces",
                "expected labelled recordings with traces of " + wanted + ", found " + signals
                        + "; choose one of these with --grid and --signal, or run preprocess with a calcium block first");
    }
}
