package org.neurobeam.pipelines.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.neurobeam.ingest.nifti.NiftiOutGrid;
import org.neurobeam.ingest.nifti.NiftiOutImage;
import org.neurobeam.ingest.nifti.NiftiWriter;
import org.neurobeam.ingest.simulate.FmriSimulation;
import org.neurobeam.ingest.simulate.FmriSimulator;
import org.neurobeam.ingest.simulate.SimulatedGrid;
import org.neurobeam.pipelines.config.IngestConfig;
import org.neurobeam.pipelines.config.PreprocessConfig;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TraceReader;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetCheck;
import org.neurobeam.schemas.io.dataset.Finding;
import org.neurobeam.schemas.table.Recording;

/** A folder with a small simulated study or plain images, its dataset, and what the flow makes of it. */
final class StudyFolder {
    static final SimulatedGrid GRID = new SimulatedGrid(16, 16, 12, 3);
    static final int VOLUMES = 60;
    static final double TR_SECONDS = 2;
    /** Nothing but the voxels as they are. */
    static final String UNTOUCHED = """
            mask: {kind: all}
            cleaning: {detrend: false, standardize: none}
            """;

    private final Path folder;

    private StudyFolder(Path folder) {
        this.folder = folder;
    }

    /** One subject with one run. */
    static StudyFolder simulated(Path folder) throws IOException {
        FmriSimulation study = FmriSimulation.defaults()
                .withGrid(GRID, 100)
                .withDesign(TR_SECONDS, 2)
                .withSize(1, 1, VOLUMES);
        FmriSimulator.write(study, DataStore.local(folder.resolve("study")), DataStore.local(folder.resolve("truth")));
        return new StudyFolder(folder).ingested();
    }

    static StudyFolder of(Path folder) {
        return new StudyFolder(folder);
    }

    StudyFolder ingested() throws IOException {
        IngestConfig config = IngestConfig.of(
                folder.resolve("study").toString(), folder.resolve("dataset").toString());
        assertThat(IngestFlow.run(config, List.of()).exitCode()).isZero();
        return this;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Dataset dataset() throws IOException {
        return Dataset.open(DataStore.local(folder.resolve("dataset")));
    }

    /** Writes an image below the folder, volume by volume. */
    void image(String name, SimulatedGrid grid, int volumes, IntFunction<float[]> volume) throws IOException {
        NiftiOutGrid out = new NiftiOutGrid(grid.nx(), grid.ny(), grid.nz(), grid.affine(), 1);
        NiftiOutImage image = volumes == 1 ? NiftiOutImage.map(out) : NiftiOutImage.series(out, volumes, TR_SECONDS);
        Files.createDirectories(folder.resolve(name).getParent());
        try (NiftiWriter writer = NiftiWriter.open(DataStore.local(folder), name, image)) {
            for (int t = 0; t < volumes; t++) {
                writer.append(volume.apply(t));
            }
        }
    }

    Outcome run(String output, String yaml) throws IOException {
        PreprocessConfig config = ConfigLoader.parse(
                PreprocessConfig.class,
                "input: '" + folder.resolve("dataset") + "'\noutput: '" + folder.resolve(output) + "'\n" + yaml);
        return PreprocessFlow.run(config.checked(), List.of());
    }

    Dataset open(String output) throws IOException {
        return Dataset.open(DataStore.local(folder.resolve(output)));
    }

    /** Runs the flow; nothing may be refused, and no check may fail. */
    Dataset preprocess(String output, String yaml) throws IOException {
        assertThat(run(output, yaml).exitCode()).isZero();
        Dataset dataset = open(output);
        assertThat(DatasetCheck.run(dataset).findings())
                .filteredOn(f -> f.severity() == Finding.Severity.ERROR)
                .isEmpty();
        return dataset;
    }

    static Recording only(Dataset dataset) throws IOException {
        assertThat(dataset.recordings()).hasSize(1);
        return dataset.recordings().get(0);
    }

    /** [units x samples] */
    static FloatMatrix series(Dataset dataset, String grid, String signal) throws IOException {
        try (TraceReader reader = dataset.traces(only(dataset).getRecordingId(), grid, signal)) {
            return reader.readAll().values();
        }
    }

    static double[] covariate(Dataset dataset, String name, String kind) throws IOException {
        return dataset.covariates(only(dataset).getRecordingId()).stream()
                .filter(c -> c.getName().equals(name) && c.getKind().equals(kind))
                .findFirst()
                .orElseThrow()
                .getValues()
                .orElseThrow()
                .stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** [samples x units] in float64. */
    static DoubleMatrix volumeMajor(FloatMatrix series) {
        DoubleMatrix out = DoubleMatrix.zeros(series.columns(), series.rows());
        for (int v = 0; v < series.rows(); v++) {
            for (int t = 0; t < series.columns(); t++) {
                out.set(t, v, series.get(v, t));
            }
        }
        return out;
    }

    /** Path and digest of the trace files. */
    static List<String> traceFiles(Dataset dataset) {
        return dataset.filesOf(Table.TRACES).stream()
                .map(f -> f.path() + " " + f.sha256())
                .toList();
    }
}
