package org.neurobeam.pipelines.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.neurobeam.pipelines.config.CleaningConfig;
import org.neurobeam.preprocess.cleaning.CleaningOptions;
import org.neurobeam.preprocess.cleaning.FilterOptions;
import org.neurobeam.preprocess.cleaning.ScrubOptions;
import org.neurobeam.preprocess.cleaning.SignalCleaner;
import org.neurobeam.preprocess.cleaning.Standardization;
import org.neurobeam.preprocess.cleaning.Timeline;
import org.neurobeam.preprocess.cleaning.confounds.CompCorMetadata;
import org.neurobeam.preprocess.cleaning.confounds.ConfoundSelection;
import org.neurobeam.preprocess.cleaning.confounds.ConfoundSelector;
import org.neurobeam.preprocess.cleaning.confounds.ConfoundStrategy;
import org.neurobeam.preprocess.cleaning.confounds.ConfoundTable;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Covariate;
import org.neurobeam.schemas.table.Recording;

/** How one run is cleaned: options from the settings, confounds from the dataset. */
public final class RunCleaning {
    private static final String NO_CONFOUNDS = "none";
    private static final String MOTION6 = "motion6";
    private static final String MOTION24 = "motion24";
    private static final List<String> MOTION = List.of("trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z");

    private final SignalCleaner cleaner;
    private final boolean[] keep;
    private final List<String> confounds;

    private RunCleaning(SignalCleaner cleaner, boolean[] keep, List<String> confounds) {
        this.cleaner = cleaner;
        this.keep = keep;
        this.confounds = confounds;
    }

    /**
     * Everything that does not depend on the voxels.
     *
     * @throws DataException if the confounds or the repetition time that the settings need are absent
     */
    public static RunCleaning of(CleaningConfig config, Dataset dataset, Recording run) throws IOException {
        CleaningOptions options =
                options(config, needsTr(config) ? OptionalDouble.of(trSeconds(run)) : OptionalDouble.empty());
        Timeline timeline = Timeline.of(run.getNSamples());
        try {
            if (NO_CONFOUNDS.equals(config.confounds())) {
                boolean[] all = new boolean[run.getNSamples()];
                Arrays.fill(all, true);
                return new RunCleaning(SignalCleaner.fit(options, timeline), all, List.of());
            }
            ConfoundSelection selection = select(config.confounds(), dataset, run);
            SignalCleaner cleaner = SignalCleaner.fit(options, timeline.keeping(selection.keep()), selection.values());
            return new RunCleaning(cleaner, selection.keep(), selection.names());
        } catch (IllegalArgumentException e) {
            // whether a cut-off lies below the Nyquist frequency depends on the run
            throw new ConfigException("cleaning: " + run.getRecordingId() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Checks what can be checked without a run.
     *
     * @throws ConfigException if the strategy is unknown or the filter and its cut-offs do not fit
     */
    static void check(CleaningConfig config) {
        if (!NO_CONFOUNDS.equals(config.confounds())) {
            strategy(config.confounds());
        }
        options(config, needsTr(config) ? OptionalDouble.of(1) : OptionalDouble.empty());
    }

    private static boolean needsTr(CleaningConfig config) {
        return config.lowPassHz() > 0 || config.highPassHz() > 0;
    }

    private static ConfoundSelection select(String name, Dataset dataset, Recording run) throws IOException {
        Map<String, double[]> columns = new LinkedHashMap<>();
        ObjectNode metadata = new ObjectMapper().createObjectNode();
        for (Covariate c : dataset.covariates(run.getRecordingId())) {
            if ("confound".equals(c.getKind()) && c.getValues().isPresent()) {
                double[] values = c.getValues().get().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();
                columns.put(c.getName(), values);
                if (c.getMetadata().isPresent()) {
                    metadata.set(
                            c.getName(),
                            new ObjectMapper().readTree(c.getMetadata().get()));
                }
            }
        }
        String where = run.getRecordingId() + " (covariates)";
        if (columns.isEmpty()) {
            throw new DataException(
                    where,
                    "",
                    "no_confounds",
                    "expected the confounds of strategy " + name
                            + ", found none; ingest the fMRIPrep derivatives with the"
                            + " images, or set cleaning.confounds: none");
        }
        ConfoundTable table = ConfoundTable.of(where, columns);
        table.requireVolumes(run.getNSamples());
        return new ConfoundSelector(strategy(name)).select(table, CompCorMetadata.parse(where, metadata.toString()));
    }

    /** A preset, or motion parameters alone. */
    private static ConfoundStrategy strategy(String name) {
        try {
            return switch (name) {
                case MOTION6 -> motion(ConfoundStrategy.Expansion.BASIC);
                case MOTION24 -> motion(ConfoundStrategy.Expansion.FULL);
                default -> ConfoundStrategy.named(name);
            };
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    "cleaning.confounds: " + e.getMessage() + " (also allowed: none, motion6, motion24)", e);
        }
    }

    private static ConfoundStrategy motion(ConfoundStrategy.Expansion expansion) {
        return ConfoundStrategy.of(expansion, ConfoundStrategy.Expansion.NONE, ConfoundStrategy.Expansion.NONE)
                .withHighPass(false);
    }

    private static CleaningOptions options(CleaningConfig config, OptionalDouble trSeconds) {
        OptionalDouble low = config.lowPassHz() > 0 ? OptionalDouble.of(config.lowPassHz()) : OptionalDouble.empty();
        OptionalDouble high = config.highPassHz() > 0 ? OptionalDouble.of(config.highPassHz()) : OptionalDouble.empty();
        FilterOptions.Kind kind = FilterOptions.Kind.valueOf(config.filter().name());
        try {
            return new CleaningOptions(
                    config.detrend(),
                    new FilterOptions(kind, low, high, trSeconds),
                    Standardization.valueOf(config.standardize().name()),
                    config.standardizeConfounds(),
                    config.ensureFinite(),
                    new ScrubOptions(
                            config.extrapolate(),
                            ScrubOptions.Compat.valueOf(config.scrubCompat().name())));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("cleaning.filter: " + e.getMessage(), e);
        }
    }

    /**
     * The repetition time.
     *
     * @throws DataException if it is unknown or irregular
     */
    static double trSeconds(Recording run) {
        return run.getTrS()
                .orElseThrow(() -> new DataException(
                        run.getRecordingId(),
                        "recordings.tr_s",
                        "unknown_tr",
                        "expected a repetition time for filtering, found none (time source " + run.getTimeSource()
                                + "); add RepetitionTime in seconds to the JSON sidecar and ingest again"));
    }

    /** The fitted cleaner. */
    public SignalCleaner cleaner() {
        return cleaner;
    }

    /** Whether each volume is kept, [T]. */
    boolean[] keep() {
        return keep.clone();
    }

    /** Names of the confounds regressed out. */
    List<String> confounds() {
        return confounds;
    }

    /** Design columns cleaned like the data: detrended, filtered, z-scored; kept volumes only. */
    public DoubleMatrix clean(DoubleMatrix design) {
        return cleaner.clean(design).signals();
    }

    /** Names of the six rigid-body parameters. */
    static List<String> motionColumns() {
        return MOTION;
    }
}
