package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.flow.VoxelGrids;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.TraceBlock;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.GridSignal;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;

/** The runs of one subject in a dataset: the same units in every run, samples of all runs one after the other. */
final class DatasetGroup implements ResponseGroup {
    private final EncodeConfig config;
    private final Dataset dataset;
    private final String name;
    private final List<Recording> recordings;
    private final int[] starts;
    private List<Unit> units = List.of();

    private DatasetGroup(EncodeConfig config, Dataset dataset, String name, List<Recording> recordings, int... starts) {
        this.config = config;
        this.dataset = dataset;
        this.name = name;
        this.recordings = recordings;
        this.starts = starts;
    }

    static DatasetGroup of(EncodeConfig config, Dataset dataset, String name, List<Recording> recordings)
            throws IOException {
        int[] starts = new int[recordings.size() + 1];
        for (int r = 0; r < recordings.size(); r++) {
            starts[r + 1] = starts[r] + recordings.get(r).getNSamples();
        }
        DatasetGroup group = new DatasetGroup(config, dataset, name, List.copyOf(recordings), starts);
        group.requireSameUnits();
        return group;
    }

    private void requireSameUnits() throws IOException {
        Recording first = recordings.get(0);
        List<Integer> places = places(first);
        for (Recording run : recordings) {
            if (run != first && !places(run).equals(places)) {
                throw new DataException(
                        run.getRecordingId(),
                        "units",
                        "units_differ",
                        "expected the " + places.size() + " units of " + first.getRecordingId() + ", found "
                                + run.getNRois() + " or others; preprocess all runs of a subject with one mask"
                                + " (mask.kind: file, or epi with threshold: 1)");
            }
        }
    }

    /** What tells units of one grid apart: the voxel, or the label of a parcel. */
    private List<Integer> places(Recording run) throws IOException {
        List<Integer> shape = run.getShape();
        List<Integer> places = new ArrayList<>();
        for (Unit u : dataset.units(run.getRecordingId())) {
            boolean voxel = u.getI().isPresent() && shape.size() == 3;
            places.add(
                    voxel
                            ? VoxelGrids.index(shape.get(0), shape.get(1), u)
                            : u.getLabel().or(u::getSourceLabel).orElse("").hashCode());
        }
        return places;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int targets() {
        return recordings.get(0).getNRois();
    }

    @Override
    public int[] runs() {
        int[] runs = new int[starts[recordings.size()]];
        for (int r = 0; r < recordings.size(); r++) {
            Arrays.fill(runs, starts[r], starts[r + 1], r);
        }
        return runs;
    }

    @Override
    public List<String> runNames() {
        return recordings.stream()
                .map(r -> r.getRun().map(run -> "run-" + run).orElse(r.getRecordingId()))
                .toList();
    }

    @Override
    public DelayedFeatures features() throws IOException {
        return design().features();
    }

    @Override
    public FeatureColumns columns() throws IOException {
        return design().columns();
    }

    private GroupDesign design() {
        return new GroupDesign(config, dataset, recordings, runs());
    }

    @Override
    public FloatMatrix read(int from, int to) throws IOException {
        int tile = to - from;
        FloatMatrix y = FloatMatrix.zeros(starts[recordings.size()], tile);
        for (int r = 0; r < recordings.size(); r++) {
            try (TraceReader traces = traces(recordings.get(r))) {
                TraceBlock block = traces.read(from, to);
                scatter(block.values(), y.values(), starts[r]);
            }
        }
        return y;
    }

    /** Transposes [units x samples] into rows first, first + 1, ... of [n x units], in blocks that stay in cache. */
    private static void scatter(FloatMatrix series, float[] y, int first) {
        int units = series.rows();
        int samples = series.columns();
        int side = 32;
        for (int u0 = 0; u0 < units; u0 += side) {
            int u1 = Math.min(u0 + side, units);
            for (int t0 = 0; t0 < samples; t0 += side) {
                int t1 = Math.min(t0 + side, samples);
                for (int u = u0; u < u1; u++) {
                    for (int t = t0; t < t1; t++) {
                        y[(first + t) * units + u] = series.values()[u * samples + t];
                    }
                }
            }
        }
    }

    private TraceReader traces(Recording run) throws IOException {
        for (GridSignal s : dataset.signals(run.getRecordingId())) {
            if (s.signal().equals(config.signal())) {
                return dataset.traces(run.getRecordingId(), s.grid(), s.signal());
            }
        }
        throw new IllegalStateException(run.getRecordingId() + " has no signal " + config.signal());
    }

    @Override
    public synchronized List<Unit> units() throws IOException {
        if (units.isEmpty()) {
            units = dataset.units(recordings.get(0).getRecordingId());
        }
        return units;
    }

    @Override
    public List<Recording> recordings() {
        return recordings;
    }
}
