package org.neurobeam.pipelines.flow.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.neurobeam.encoders.compare.TimeBlocks;
import org.neurobeam.pipelines.beam.Progress;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.CompareConfig;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.pipelines.flow.Outcome;
import org.neurobeam.pipelines.flow.compare.ComparedTargets.Column;
import org.neurobeam.pipelines.flow.encode.HeldOutSeries;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.table.Comparison;
import org.neurobeam.schemas.table.Unit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two results folders with predictions to a comparison of every target. Memory: about 40 bytes for each sample of the
 * targets in work, 16 KB for each draw, 104 bytes for each target.
 */
public final class CompareFlow {
    private static final Logger LOG = LoggerFactory.getLogger(CompareFlow.class);
    private static final double NANO = 1e-9;
    /** Samples times targets in work: 80 MB. */
    private static final int SAMPLES_AT_ONCE = 1 << 21;

    private static final int FEWEST_TARGETS = 16;
    private static final int MOST_TARGETS = 2048;
    /** Blocks below which intervals and p-values are rough. */
    private static final int FEW_BLOCKS = 20;

    private final CompareConfig config;
    private final List<ModelPair> pairs;
    private final List<ComparedTargets> compared = new ArrayList<>();
    private final List<List<Unit>> units = new ArrayList<>();
    private int fewestBlocks = Integer.MAX_VALUE;

    private CompareFlow(CompareConfig config, List<ModelPair> pairs) {
        this.config = config;
        this.pairs = pairs;
    }

    /** Runs the flow. */
    public static Outcome run(CompareConfig config) throws IOException {
        long start = System.nanoTime();
        requireOwnFolder(config);
        CompareFlow flow = new CompareFlow(config, ModelPair.of(config.first(), config.second()));
        for (ModelPair pair : flow.pairs) {
            flow.compare(pair);
        }
        DataStore output = Stores.of(config.output());
        TableFile.write(
                output, ComparisonReport.TABLE, Table.COMPARISONS, flow.rows().iterator());
        ObjectNode json = flow.summary();
        json.put("seconds", (System.nanoTime() - start) * NANO);
        json.put("peak_rss_mb", BuildInfo.peakRssMb());
        new ComparisonRecord(config).write(flow.pairs, json, output);
        ComparisonReport.write(config.output());
        json.put("report", config.output() + "/" + ComparisonReport.FILE);
        return Outcome.done(json);
    }

    private static void requireOwnFolder(CompareConfig config) {
        if (HeldOutSeries.describes(config.output())) {
            throw new ConfigException("output: " + config.output()
                    + " is the folder of a model, whose report and provenance would be lost; give another folder");
        }
    }

    private void compare(ModelPair pair) throws IOException {
        TimeBlocks blocks = pair.blocks(config.block());
        fewestBlocks = Math.min(fewestBlocks, blocks.count());
        HeldOutSeries.Measured measured = pair.first().measured();
        int targets = pair.first().targets();
        LOG.info(
                "compare: {}: {} samples in {} blocks, {} targets, {} with {} draws",
                pair.group(),
                blocks.rows(),
                blocks.count(),
                targets,
                config.test().key(),
                config.draws());
        if (blocks.count() < FEW_BLOCKS) {
            LOG.warn(
                    "compare: {} has {} blocks; with fewer than {} intervals and p-values are rough: use shorter blocks"
                            + " if the noise allows",
                    pair.group(),
                    blocks.count(),
                    FEW_BLOCKS);
        }
        if (config.test() == CompareConfig.Test.BLOCK_PERMUTATION && blocks.orders() < TimeBlocks.FEWEST_ORDERS) {
            throw new ConfigException("block: blocks of about " + config.block() + " samples within the runs of "
                    + pair.group() + " can stand in " + Math.round(blocks.orders()) + " orders only, "
                    + TimeBlocks.FEWEST_ORDERS
                    + " are needed for p = 0.05; use a smaller --block, or --test sign-flip");
        }
        PairedTest test = new PairedTest(config, blocks);
        ComparedTargets all = new ComparedTargets(pair.group(), blocks.rows(), targets);
        int tile = Math.max(FEWEST_TARGETS, Math.min(MOST_TARGETS, SAMPLES_AT_ONCE / blocks.rows()));
        try (Progress progress = new Progress("compare " + pair.group(), "targets", targets)) {
            for (int from = 0; from < targets; from += tile) {
                int to = Math.min(from + tile, targets);
                test.compare(
                        RowSource.of(measured.readTo(to)),
                        RowSource.of(pair.first().predictions(from, to)),
                        RowSource.of(pair.second().predictions(from, to)),
                        from,
                        all);
                progress.at(to);
            }
        }
        all.correct(config.correction());
        compared.add(all);
        units.add(measured.units());
        warnOfFewDraws(pair.group(), all);
    }

    /** Where targets reach the smallest p-value that there is, and it does not survive the correction. */
    private void warnOfFewDraws(String group, ComparedTargets all) {
        double smallest = 1.0 / (1 + config.draws());
        boolean corrected = config.correction() != CompareConfig.Correction.NONE;
        boolean any = IntStream.range(0, all.targets()).anyMatch(all::firstBetter);
        boolean reached =
                IntStream.range(0, all.targets()).anyMatch(v -> all.get(Column.P_FIRST_BETTER, v) <= smallest);
        if (corrected && reached && !any && LOG.isWarnEnabled()) {
            LOG.warn(
                    "compare: {}: {} draws give no smaller p than {}, which some targets reach and which does not survive"
                            + " the correction; use more --draws",
                    group,
                    config.draws(),
                    String.format(Locale.ROOT, "%.2g", smallest));
        }
    }

    private Stream<Comparison> rows() {
        return IntStream.range(0, compared.size()).boxed().flatMap(g -> {
            ComparedTargets all = compared.get(g);
            List<Unit> places = units.get(g);
            return IntStream.range(0, all.targets())
                    .mapToObj(v -> places.isEmpty() ? all.row(v) : all.row(v, places.get(v)));
        });
    }

    private ObjectNode summary() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("comparison", config.output() + "/" + ComparisonReport.TABLE);
        json.put("first", config.first());
        json.put("second", config.second());
        json.put("test", config.test().key());
        json.put("criterion", config.criterion());
        json.put("blocks", fewestBlocks);
        json.put("targets", compared.stream().mapToInt(ComparedTargets::targets).sum());
        json.put("targets_tested", count((all, v) -> all.tested(v)));
        json.put("targets_first_better", count(ComparedTargets::firstBetter));
        json.put("targets_won_by_first", won(ComparedTargets.FIRST));
        json.put("targets_won_by_second", won(ComparedTargets.SECOND));
        double[] delta = compared.stream()
                .flatMapToDouble(all -> IntStream.range(0, all.targets()).mapToDouble(v -> all.get(Column.DELTA_R, v)))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        ObjectNode r = json.putObject("delta_r");
        if (delta.length > 0) {
            r.put("mean", Arrays.stream(delta).average().orElseThrow());
            r.put("median", (delta[(delta.length - 1) / 2] + delta[delta.length / 2]) / 2);
            r.put("min", delta[0]);
            r.put("max", delta[delta.length - 1]);
        }
        return json;
    }

    private long won(String winner) {
        return count((all, v) -> winner.equals(all.row(v).getWinner().orElse("")));
    }

    private interface TargetTest {
        boolean holds(ComparedTargets all, int target);
    }

    private long count(TargetTest test) {
        return compared.stream()
                .mapToLong(all -> IntStream.range(0, all.targets())
                        .filter(v -> test.holds(all, v))
                        .count())
                .sum();
    }
}
