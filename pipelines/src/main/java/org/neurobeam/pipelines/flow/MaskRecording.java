package org.neurobeam.pipelines.flow;

import java.io.IOException;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.neurobeam.ingest.fmri.FmriIngest;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.beam.Work;
import org.neurobeam.pipelines.config.PreprocessConfig;
import org.neurobeam.preprocess.image.EpiMaskOptions;
import org.neurobeam.preprocess.image.Mask;
import org.neurobeam.preprocess.image.Masks;
import org.neurobeam.preprocess.image.Volume;
import org.neurobeam.preprocess.image.VolumeGrid;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.error.NeurobeamException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TraceBlock;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.PartName;
import org.neurobeam.schemas.table.Recording;

/** The EPI mask of one recording from the means of its voxels; the element is its id. */
final class MaskRecording extends DoFn<String, String> {
    private static final long serialVersionUID = 1L;
    private static final int CHUNK_FLOATS = 1 << 21;

    private final Counter done = Metrics.counter(Work.COUNTERS, Work.DONE);
    private final String settings;

    MaskRecording(PreprocessConfig config) {
        this.settings = ConfigLoader.toYaml(config);
    }

    /** Where the mask lies: a name that changes with everything that the mask depends on. */
    static String path(PreprocessConfig config, Dataset input, Recording recording) {
        String id = recording.getRecordingId();
        String traces = PartName.tracePath(id, FmriIngest.ORIGINAL, FmriIngest.RAW);
        String sha256 = input.filesOf(Table.TRACES).stream()
                .filter(f -> f.path().equals(traces))
                .map(f -> f.sha256())
                .findFirst()
                .orElse("none");
        return MaskFiles.named("epi " + BuildInfo.version() + " " + id + " " + sha256 + " " + recording.getShape() + " "
                + recording.getAffine() + " " + config.mask().opening());
    }

    @ProcessElement
    public void mask(@Element String id, OutputReceiver<String> out) throws IOException {
        PreprocessConfig config = ConfigLoader.parse(PreprocessConfig.class, settings);
        Dataset dataset = Dataset.open(Stores.of(config.input()));
        DataStore output = Stores.of(config.output());
        Recording recording = dataset.recordings().stream()
                .filter(r -> r.getRecordingId().equals(id))
                .findFirst()
                .orElseThrow();
        String path = path(config, dataset, recording);
        try {
            MaskFiles.write(output, path, epi(config, dataset, recording));
        } catch (NeurobeamException refused) {
            // the next stage reads the reason where the mask should be, and refuses this recording alone
            MaskFiles.writeRefusal(output, path, Parts.issue(refused, id));
        }
        done.inc();
        out.output(id);
    }

    private static Mask epi(PreprocessConfig config, Dataset dataset, Recording recording) throws IOException {
        VolumeGrid grid = VoxelGrids.of(recording);
        EpiMaskOptions defaults = EpiMaskOptions.defaults();
        EpiMaskOptions epi = new EpiMaskOptions(
                defaults.lowerCutoff(), defaults.upperCutoff(), config.mask().opening(), defaults.connected());
        return Masks.epi(Volume.wrap(grid, means(dataset, recording, grid.voxels())), epi);
    }

    private static float[] means(Dataset dataset, Recording recording, int voxels) throws IOException {
        float[] means = new float[voxels];
        try (TraceReader traces = dataset.traces(recording.getRecordingId(), FmriIngest.ORIGINAL, FmriIngest.RAW)) {
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
