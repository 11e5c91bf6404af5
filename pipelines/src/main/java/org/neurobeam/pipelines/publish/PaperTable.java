package org.neurobeam.pipelines.publish;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.neurobeam.pipelines.beam.Progress;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.RowShards;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.TraceSeries;
import org.neurobeam.schemas.io.dataset.GridSignal;
import org.neurobeam.schemas.io.dataset.GridTimes;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.SourceFile;

/**
 * The published table {@code worm_data_short}: one row per worm and neuron, with the raw series on the source's times
 * and the standardised series on the common grid.
 *
 * <p>Recordings of less than 600 samples and rows whose {@code calcium_data} is zero at every sample are dropped, as
 * published. Differences that are meant: an
 * unlabelled neuron has no slot (published: a random one), its name is its column; missing samples are NaN; worms are
 * numbered within their source in the order of the recordings' ids.
 */
final class PaperTable {
    /** Samples of the source below which the published data set skips a recording. */
    static final int MIN_SAMPLES = 600;
    /** Name of the configuration. */
    static final String NAME = "worm_data_short";

    private static final GridSignal RAW = new GridSignal("original", "raw");
    private static final List<GridSignal> STANDARDISED =
            List.of(new GridSignal("resampled", "zscore"), new GridSignal("resampled", "causal_zscore"));

    private static final Pattern SMOOTHING = Pattern.compile("smooth_(\\w+)\\(");
    private static final Pattern RESAMPLING = Pattern.compile("resample\\((\\w+)");

    /** Columns as published. */
    static final Schema SCHEMA = schema();

    private final ReleaseContent content;
    private final Map<String, String> pathOfFile = new HashMap<>();
    private final Map<String, Integer> worms = new HashMap<>();

    PaperTable(ReleaseContent content) {
        this.content = content;
    }

    private static Schema schema() {
        Schema text = Schema.create(Schema.Type.STRING);
        Schema whole = Schema.create(Schema.Type.INT);
        Schema slot = Schema.createUnion(Schema.create(Schema.Type.NULL), whole);
        Schema floats = Schema.createArray(Schema.create(Schema.Type.FLOAT));
        return Schema.createRecord(
                "WormDataShort",
                "One worm and neuron: raw and standardised calcium series, in the published columns.",
                "org.neurobeam.publish",
                false,
                List.of(
                        new Schema.Field("source_dataset", text, "id of the source"),
                        new Schema.Field("raw_data_file", text, "path of the first file that was read for the worm"),
                        new Schema.Field("worm", text, "number of the worm within its source"),
                        new Schema.Field("neuron", text, "label, or the column of an unlabelled neuron"),
                        new Schema.Field(
                                "slot",
                                slot,
                                "column among the 300 labels; null without",
                                Schema.Field.NULL_DEFAULT_VALUE),
                        new Schema.Field(
                                "is_labeled_neuron", Schema.create(Schema.Type.BOOLEAN), "whether it has a label"),
                        new Schema.Field("smooth_method", text, "moving, exponential, gaussian, none"),
                        new Schema.Field("interpolate_method", text, "linear, quadratic, cubic, none"),
                        new Schema.Field("normalization_method", text, "standard or causal z-score"),
                        new Schema.Field("original_calcium_data", floats, "raw series at the times of the source"),
                        new Schema.Field("calcium_data", floats, "smoothed, resampled, standardised series"),
                        new Schema.Field("original_time_in_seconds", floats, "times of the source from 0, s"),
                        new Schema.Field("time_in_seconds", floats, "times of the common grid, s"),
                        new Schema.Field("original_max_timesteps", whole, "samples of the source"),
                        new Schema.Field("max_timesteps", whole, "samples of the common grid")));
    }

    /** @throws DataException {@code no_traces} if no recording has raw and standardised traces */
    PublishedTable write(DataStore out, long shardBytes) throws IOException {
        for (ReleasedSource source : content.sources()) {
            for (SourceFile file : content.filesOf(source.id())) {
                pathOfFile.putIfAbsent(file.getFileId(), file.getPath());
            }
        }
        List<Recording> recordings = content.recordings();
        try (RowShards shards = RowShards.create(out, PublishedTable.prefix(NAME), SCHEMA, shardBytes);
                Progress progress = new Progress("publish " + NAME, "recordings", recordings.size())) {
            for (int i = 0; i < recordings.size(); i++) {
                worm(recordings.get(i), shards);
                progress.at(i + 1);
            }
            if (worms.isEmpty()) {
                throw new DataException(
                        content.dataset().store().location(),
                        "traces",
                        "no_traces",
                        "layout paper: expected recordings of at least " + MIN_SAMPLES + " samples with traces of "
                                + RAW + " and one of " + STANDARDISED
                                + ", found none; run preprocess with a calcium block first, or publish with --layout neurobeam");
            }
            return new PublishedTable(NAME, SCHEMA, shards.finish(), shards.uncompressedBytes());
        }
    }

    /** The standardised series of a recording that has both series. */
    private static Optional<GridSignal> standardised(ReleaseContent content, Recording recording) {
        List<GridSignal> signals = content.dataset().signals(recording.getRecordingId());
        return STANDARDISED.stream()
                .filter(signals::contains)
                .filter(found -> signals.contains(RAW))
                .findFirst();
    }

    /** Whether a recording has both series but fewer samples than the published data set asks for. */
    static boolean isTooShort(ReleaseContent content, Recording recording) {
        return recording.getOriginalNSamples() < MIN_SAMPLES
                && standardised(content, recording).isPresent();
    }

    private void worm(Recording recording, RowShards shards) throws IOException {
        String id = recording.getRecordingId();
        Optional<GridSignal> standardised = standardised(content, recording);
        if (standardised.isEmpty() || isTooShort(content, recording)) {
            return;
        }
        int number = worms.merge(recording.getDatasetId(), 1, Integer::sum) - 1;
        GridTimes times = GridTimes.of(content.dataset(), id);
        try (TraceReader raw = content.dataset().traces(id, RAW.grid(), RAW.signal());
                TraceReader grid = content.dataset()
                        .traces(
                                id,
                                standardised.get().grid(),
                                standardised.get().signal())) {
            requireEqual(id, raw.rows(), grid.rows(), "rows");
            WormRows rows = new WormRows(
                    common(recording, number, standardised.get()),
                    floats(times.seconds(RAW.grid(), raw.samples())),
                    floats(times.seconds(standardised.get().grid(), grid.samples())));
            List<Integer> starts = grid.rowGroupStarts();
            for (int group = 0; group < starts.size(); group++) {
                int from = starts.get(group);
                int to = group + 1 < starts.size() ? starts.get(group + 1) : grid.rows();
                List<TraceSeries> originals = raw.series(from, to);
                List<TraceSeries> standard = grid.series(from, to);
                for (int i = 0; i < standard.size(); i++) {
                    requireEqual(
                            id, originals.get(i).roiIndex(), standard.get(i).roiIndex(), "roi_index");
                    rows.append(originals.get(i), standard.get(i), shards);
                }
            }
        }
    }

    private void requireEqual(String id, int raw, int standardised, String what) {
        if (raw != standardised) {
            throw new DataException(
                    content.dataset().store().location(),
                    id,
                    "uneven_traces",
                    "expected the same " + what + " on both grids, found " + raw + " raw and " + standardised
                            + " standardised; run preprocess again");
        }
    }

    private GenericRecord common(Recording recording, int number, GridSignal signal) {
        String chain = chain(recording, signal);
        GenericRecord row = new GenericData.Record(SCHEMA);
        row.put("source_dataset", recording.getDatasetId());
        row.put(
                "raw_data_file",
                recording.getSourceFileIds().stream()
                        .map(pathOfFile::get)
                        .filter(path -> path != null)
                        .findFirst()
                        .orElse(""));
        row.put("worm", "worm" + number);
        row.put("smooth_method", method(SMOOTHING, chain));
        row.put("interpolate_method", method(RESAMPLING, chain));
        row.put("normalization_method", signal.signal().startsWith("causal") ? "causal" : "standard");
        return row;
    }

    /** What made the signal, as the recording's chain tells it: {@code grid/signal: operation; operation}. */
    private static String chain(Recording recording, GridSignal signal) {
        String name = signal.grid() + "/" + signal.signal() + ": ";
        return recording.getTransformChain().stream()
                .filter(operations -> operations.startsWith(name))
                .findFirst()
                .orElseGet(() -> String.join("; ", recording.getTransformChain()));
    }

    private static String method(Pattern operation, String chain) {
        Matcher found = operation.matcher(chain);
        return found.find() ? found.group(1) : "none";
    }

    private static float[] floats(double[] seconds) {
        float[] times = new float[seconds.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = (float) seconds[i];
        }
        return times;
    }

    /** What all rows of a worm share. */
    private static final class WormRows {
        private final GenericRecord common;
        private final float[] originalTimes;
        private final float[] times;

        WormRows(GenericRecord common, float[] originalTimes, float[] times) {
            this.common = common;
            this.originalTimes = originalTimes;
            this.times = times;
        }

        void append(TraceSeries raw, TraceSeries standard, RowShards shards) throws IOException {
            if (isZero(standard.values())) {
                return;
            }
            GenericRecord row = new GenericData.Record((GenericData.Record) common, false);
            row.put("neuron", standard.label().orElse(Integer.toString(standard.roiIndex())));
            row.put("slot", standard.slot().isPresent() ? standard.slot().getAsInt() : null);
            row.put("is_labeled_neuron", standard.slot().isPresent());
            row.put("original_calcium_data", raw.values());
            row.put("calcium_data", standard.values());
            row.put("original_time_in_seconds", originalTimes);
            row.put("time_in_seconds", times);
            row.put("original_max_timesteps", raw.length());
            row.put("max_timesteps", standard.length());
            shards.append(row);
        }

        private static boolean isZero(float[] values) {
            for (float value : values) {
                if (value != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
