package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.or;

import java.util.List;
import org.neurobeam.ingest.simulate.FmriSimulation;
import org.neurobeam.ingest.simulate.SimulatedGrid;

/**
 * Settings of {@code demo}; the settings of its steps are fixed, so that two demos of one seed are the same.
 *
 * @param output folder of everything that the demo makes
 * @param seed of the simulated study
 */
public record DemoConfig(String output, Long seed) {
    private static final int SUBJECTS = 2;
    private static final int RUNS = 4;
    private static final int VOLUMES = 180;
    private static final int SIDE = 24;
    private static final int SLICES = 16;
    private static final double VOXEL_MM = 3;
    /** Not quite half of the 2,880 voxels of the brain; the others must score nothing. */
    private static final int SIGNAL_VOXELS = 1300;

    private static final double HIGH_PASS_HZ = 1 / 128.0;

    /** Fills defaults. */
    public DemoConfig {
        output = or(output, "demo");
        seed = or(seed, 1L);
    }

    /** Two subjects of four runs, 180 volumes of 24 x 24 x 16 voxels, with drift, movement and spikes. */
    public FmriSimulation study() {
        return FmriSimulation.defaults()
                .withSize(SUBJECTS, RUNS, VOLUMES)
                .withGrid(new SimulatedGrid(SIDE, SIDE, SLICES, VOXEL_MM), SIGNAL_VOXELS)
                .withSeed(seed);
    }

    /** How the raw files are read. */
    public static IngestConfig ingest(String tree, String dataset) {
        return IngestConfig.of(tree, dataset);
    }

    /** The mask from the data; cosines below 1/128 Hz and six movements regressed out; z-scores. */
    public static PreprocessConfig preprocess(String dataset, String clean) {
        CleaningConfig cleaning = new CleaningConfig(
                true,
                CleaningConfig.Filter.COSINE,
                null,
                HIGH_PASS_HZ,
                CleaningConfig.Standardize.ZSCORE_SAMPLE,
                null,
                null,
                null,
                null,
                "motion6");
        return new PreprocessConfig(dataset, clean, null, null, cleaning, null, null, null, null, null);
    }

    /** Glover regressors of the events, cleaned like the data; ridge; every run held out once. */
    public static EncodeConfig encode(String clean, String results) {
        FeatureSpaceConfig events =
                new FeatureSpaceConfig(null, "events", "glover", null, null, null, true, null, null, null);
        return new EncodeConfig(
                clean,
                results,
                List.of(events),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
