package org.neurobeam.pipelines.flow.encode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.runners.direct.DirectRunner;
import org.neurobeam.encoders.score.ScoreConvention;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.beam.Work;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.ModelKind;
import org.neurobeam.pipelines.config.RidgeConfig;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.pipelines.flow.Outcome;
import org.neurobeam.preprocess.linalg.OpenBlas;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.io.DataStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A dataset, or two arrays, to encoders: scores, weights, maps and a report. */
public final class EncodeFlow {
    private static final Logger LOG = LoggerFactory.getLogger(EncodeFlow.class);
    private static final double NANO = 1e-9;
    private static final long ONE_TILE_BYTES = 1L << 29;
    private static final double EDGE_LIMIT = 0.01;
    private static final int PERCENT = 100;

    private EncodeFlow() {}

    /** Runs the flow. */
    public static Outcome run(EncodeConfig settings, List<String> runnerArguments) throws IOException {
        long start = System.nanoTime();
        var options = Work.options(runnerArguments);
        List<ResponseGroup> groups = ResponseGroups.of(settings);
        // settings that cannot work are told here and not by a worker
        EncodeConfig folds = InnerChoice.decide(settings, groups);
        EncodeConfig decided =
                WeightsChoice.decide(oneTileForOneChoice(TileChoice.decide(folds, groups), groups), groups);
        for (ResponseGroup group : groups) {
            PlannedFolds.of(decided, group);
            if (decided.model().kind() == ModelKind.BANDED) {
                BandedFitter.candidates(decided.model().bands(), BandedFitter.bands(group));
            }
            LinearFitter.check(decided, group);
            KernelSettings.check(decided, group);
            FeaturePriors.check(decided, group);
            RepeatedRuns.of(decided, group);
            HalfFits.check(decided, group);
            TargetGroups.of(decided, group);
            int features = group.featureNames().size();
            LOG.info(
                    "encode: {}: {} samples in {} runs, {} features, {} targets",
                    group.name(),
                    group.runs().length,
                    group.runNames().size(),
                    features,
                    group.targets());
            SolverLog.write(decided, group);
        }
        String digest = RunDigest.of(decided);
        int threads = 1;
        if (options.getRunner() == DirectRunner.class || !decided.maxMemory().isEmpty()) {
            List<EncodePlan> plans = new ArrayList<>();
            for (ResponseGroup group : groups) {
                plans.add(EncodePlan.of(decided, group));
            }
            threads = MemoryBudget.of(decided).check(plans);
        }
        DataStore results = Stores.of(decided.output());
        List<TileName> tiles = TileName.all(groups, decided.tile());
        FitRounds rounds = new FitRounds(groups, tiles, results, options, threads);
        EncodeConfig config = rounds.reached(decided, digest);
        if (!new ResultsFolder(config, groups, results).isComplete(digest)) {
            config = rounds.fit(decided, digest);
            new ResultsFolder(config, groups, results).complete(tiles, digest);
        }
        ScoreTable scores = ScoreTable.read(results);
        List<LeftOut> leftOut = LeftOut.of(results);
        LeftOut.warn(leftOut, groups);
        warnOfEdges(scores.edgeFraction(config.model().alphaGrid()));
        Significance.log(config, groups, scores);
        ObjectNode json = summary(config, scores);
        LeftOut.put(json, leftOut);
        Significance.put(json, config, groups, scores);
        CeilingSummary.put(json, config, groups, results);
        json.put("seconds", (System.nanoTime() - start) * NANO);
        json.put("peak_rss_mb", BuildInfo.peakRssMb());
        Provenance.write(config, digest, json, results);
        ResultsReport.write(config.output(), Optional.empty());
        json.put("report", config.output() + "/report.html");
        return Outcome.done(json);
    }

    /** Bands for all targets are chosen over all of them at once, and components are made of all of them. */
    private static EncodeConfig oneTileForOneChoice(EncodeConfig config, List<ResponseGroup> groups) {
        boolean components = config.model().kind() == ModelKind.PLS;
        boolean bands = config.model().kind() == ModelKind.BANDED
                && config.model().alphaScope() == RidgeConfig.AlphaScope.GLOBAL;
        if (!bands && !components) {
            return config;
        }
        int largest = groups.stream().mapToInt(ResponseGroup::targets).max().orElse(1);
        long bytes = groups.stream()
                .mapToLong(g -> (long) g.targets() * g.runs().length * Float.BYTES)
                .max()
                .orElse(0);
        if (bytes > ONE_TILE_BYTES) {
            throw new ConfigException((components ? "model.kind: pls" : "model.kind: banded with alphaScope: global")
                    + " holds all responses of a group in memory, " + (bytes >> 20) + " MB; allowed: up to "
                    + (ONE_TILE_BYTES >> 20) + " MB; use "
                    + (components ? "another kind" : "a penalty per target") + ", a mask, or parcels");
        }
        return config.withTile(largest);
    }

    private static void warnOfEdges(double fraction) {
        if (fraction > EDGE_LIMIT && LOG.isWarnEnabled()) {
            LOG.warn(
                    "encode: {} % of the chosen penalties lie at an edge of the grid; a wider model.alphas may do better"
                            + " (targets without signal always take the largest)",
                    Math.round(fraction * PERCENT));
        }
    }

    private static ObjectNode summary(EncodeConfig config, ScoreTable scores) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("results", config.output());
        json.put("targets", scores.targets());
        json.put("targets_without_score", scores.withoutScore());
        for (ScoreConvention score : ScoreColumns.POOLED) {
            statistics(json.putObject(score.column()), scores.sorted(score));
        }
        json.put("targets_above_noise_floor", scores.aboveFloor());
        json.put("alpha_at_edge_fraction", scores.edgeFraction(config.model().alphaGrid()));
        json.put("blas", OpenBlas.version());
        return json;
    }

    private static void statistics(ObjectNode json, double... sorted) {
        json.put("max", Percentiles.of(sorted, 1));
        json.put("p95", Percentiles.of(sorted, 0.95));
        json.put("median", Percentiles.of(sorted, 0.5));
        json.put("mean", java.util.Arrays.stream(sorted).average().orElse(Double.NaN));
    }
}
