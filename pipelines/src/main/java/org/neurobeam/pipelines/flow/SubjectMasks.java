package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.neurobeam.ingest.fmri.FmriIngest;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.beam.Work;
import org.neurobeam.pipelines.config.ConfigLoader;
import org.neurobeam.pipelines.config.MaskConfig;
import org.neurobeam.pipelines.config.PreprocessConfig;
import org.neurobeam.preprocess.image.EpiMaskOptions;
import org.neurobeam.preprocess.image.Mask;
import org.neurobeam.preprocess.image.Masks;
import org.neurobeam.preprocess.image.OnMismatch;
import org.neurobeam.preprocess.image.Volume;
import org.neurobeam.preprocess.image.VolumeGrid;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.TraceBlock;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Recording;

/** The mask of every subject: the same voxels in all of a subject's runs of one grid. */
final class SubjectMasks {
    private static final int CHUNK_FLOATS = 1 << 21;

    private SubjectMasks() {}

    /** Computes the masks of all subjects and leaves them beside the parts of the output. */
    static void write(PreprocessConfig config, List<Recording> recordings, PipelineOptions options) throws IOException {
        DataStore output = Stores.of(config.output());
        if (config.mask().kind() == MaskConfig.Kind.EPI) {
            List<String> ids =
                    recordings.stream().map(Recording::getRecordingId).toList();
            Work.run("mask recordings", ids, new MaskRecording(config), options);
        }
        Map<String, List<Recording>> subjects = new TreeMap<>();
        recordings.forEach(
                r -> subjects.computeIfAbsent(key(r), k -> new ArrayList<>()).add(r));
        for (Map.Entry<String, List<Recording>> subject : subjects.entrySet()) {
            write(output, path(subject.getKey()), ofSubject(config, subject.getValue(), output));
        }
    }

    /** The mask of a recording's subject, as {@link #write} left it. */
    static Mask read(DataStore output, Recording recording) throws IOException {
        return read(output, path(key(recording)), VoxelGrids.of(recording));
    }

    private static Mask ofSubject(PreprocessConfig config, List<Recording> runs, DataStore output) throws IOException {
        VolumeGrid grid = VoxelGrids.of(runs.get(0));
        switch (config.mask().kind()) {
            case ALL:
                return Mask.full(grid);
            case FILE:
                Mask mask = Mask.nonZero(VoxelGrids.read(config.mask().path()));
                OnMismatch choice =
                        OnMismatch.valueOf(config.mask().onMismatch().name());
                String data = runs.get(0).getRecordingId();
                return Masks.onto(mask, config.mask().path(), grid, data, choice)
                        .requireNotEmpty();
            default:
                List<Mask> masks = new ArrayList<>();
                for (Recording run : runs) {
                    masks.add(read(output, path(run.getRecordingId()), grid));
                }
                return Masks.intersect(masks, config.mask().threshold()).requireNotEmpty();
        }
    }

    /** Runs of one subject with different grids have different masks. */
    private static String key(Recording r) {
        return r.getDatasetId() + "/" + r.getSubjectId() + "/" + r.getSpace().orElse("native") + "/" + r.getShape()
                + "/" + Integer.toHexString(r.getAffine().hashCode());
    }

    private static String path(String name) {
        return ".state/masks/" + Integer.toHexString(name.hashCode()) + "-" + name.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private static void write(DataStore store, String path, Mask mask) throws IOException {
        BitSet bits = new BitSet();
        for (int voxel : mask.indices()) {
            bits.set(voxel);
        }
        try (OutputStream out = store.write(path + ".tmp")) {
            out.write(bits.toByteArray());
        }
        store.move(path + ".tmp", path);
    }

    private static Mask read(DataStore store, String path, VolumeGrid grid) throws IOException {
        try (var in = store.read(path)) {
            BitSet bits = BitSet.valueOf(ByteBuffer.wrap(in.readAllBytes()));
            boolean[] inside = new boolean[grid.voxels()];
            bits.stream().forEach(v -> inside[v] = true);
            return Mask.of(grid, inside);
        }
    }

    /** The EPI mask of one recording from the means of its voxels. */
    private static final class MaskRecording extends DoFn<String, String> {
        private static final long serialVersionUID = 1L;
        private final Counter done = Metrics.counter(Work.COUNTERS, Work.DONE);
        private final String settings;

        MaskRecording(PreprocessConfig config) {
            this.settings = ConfigLoader.toYaml(config);
        }

        @ProcessElement
        public void mask(@Element String id, OutputReceiver<String> out) throws IOException {
            PreprocessConfig config = ConfigLoader.parse(PreprocessConfig.class, settings);
            Dataset dataset = Dataset.open(Stores.of(config.input()));
            Recording recording = dataset.recordings().stream()
                    .filter(r -> r.getRecordingId().equals(id))
                    .findFirst()
                    .orElseThrow();
            VolumeGrid grid = VoxelGrids.of(recording);
            EpiMaskOptions defaults = EpiMaskOptions.defaults();
            EpiMaskOptions epi = new EpiMaskOptions(
                    defaults.lowerCutoff(),
                    defaults.upperCutoff(),
                    config.mask().opening(),
                    defaults.connected());
            Mask mask = Masks.epi(Volume.wrap(grid, means(dataset, id, grid.voxels())), epi);
            write(Stores.of(config.output()), path(id), mask);
            done.inc();
            out.output(id);
        }

        private static float[] means(Dataset dataset, String id, int voxels) throws IOException {
            float[] means = new float[voxels];
            try (TraceReader traces = dataset.traces(id, FmriIngest.ORIGINAL, FmriIngest.RAW)) {
                int step = Math.max(1, CHUNK_FLOATS / Math.max(1, traces.samples()));
                for (int from = 0; from < traces.rows(); from += step) {
                    TraceBlock block = traces.read(from, Math.min(from + step, traces.rows()));
                    for (int u = 0; u < block.units(); u++) {
                        means[block.roiIndex(u)] = (float) block.mean(u);
                    }
                }
            }
            return means;
        }
    }
}
