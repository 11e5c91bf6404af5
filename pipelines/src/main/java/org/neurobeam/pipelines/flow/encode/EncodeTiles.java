package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.neurobeam.encoders.ridge.DesignSteps;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.RidgeConfig;

/**
 * Fits tiles of targets on designs that are factorised once.
 *
 * <p>On a cluster parts of the statistics are computed by all workers, combined for each group, factorised training set
 * by training set, and named to the tiles by a side input. In one JVM all workers share one design in memory, which
 * needs no copies. Both give the same bits.
 *
 * <p>Where targets of several tiles share a penalty, all their tiles first leave their scores of penalties, summed by
 * group; the sums of all tiles choose, and the tiles are fitted at what was chosen.
 */
final class EncodeTiles extends PTransform<PBegin, PCollection<String>> {
    private static final long serialVersionUID = 1L;

    private final EncodeWork work;
    private final List<String> tiles;
    private final List<String> parts;
    private final List<String> voters;

    private EncodeTiles(EncodeWork work, List<TileName> tiles, List<String> parts, List<ResponseGroup> groups) {
        this.work = work;
        this.tiles = names(tiles);
        this.parts = parts;
        this.voters = names(voters(work.config(), tiles, groups));
    }

    /**
     * All tiles on designs in the memory of each JVM.
     *
     * @param threads that a fitter may use by itself
     */
    static EncodeTiles inMemory(
            EncodeConfig config, String digest, List<TileName> tiles, List<ResponseGroup> groups, int threads) {
        return new EncodeTiles(new EncodeWork(config, digest, threads), tiles, List.of(), groups);
    }

    /** All tiles on designs that workers make together. */
    static EncodeTiles together(EncodeConfig config, String digest, List<TileName> tiles, List<ResponseGroup> groups)
            throws IOException {
        List<String> parts = new ArrayList<>();
        for (int g : tiles.stream().mapToInt(TileName::group).distinct().toArray()) {
            try (PerJvm<DesignSteps>.Lease steps = SharedDesigns.steps(config, groups.get(g), digest)) {
                IntStream.range(0, steps.value().parts())
                        .mapToObj(part -> new DesignPiece(g, part).toString())
                        .forEach(parts::add);
            }
        }
        return new EncodeTiles(new EncodeWork(config, digest, 1), tiles, List.copyOf(parts), groups);
    }

    /**
     * What suits the runner and the encoder.
     *
     * @param threads that a fitter may use by itself where it has a JVM for itself
     */
    static EncodeTiles of(
            EncodeConfig config,
            String digest,
            List<TileName> tiles,
            List<ResponseGroup> groups,
            PipelineOptions runner,
            int threads)
            throws IOException {
        boolean oneJvm = runner.getRunner() == DirectRunner.class;
        return oneJvm || !GroupFitter.shared(config)
                ? inMemory(config, digest, tiles, groups, oneJvm ? threads : 1)
                : together(config, digest, tiles, groups);
    }

    /** All tiles of the groups of responses whose targets share penalties across tiles, done or not. */
    private static List<TileName> voters(EncodeConfig config, List<TileName> tiles, List<ResponseGroup> groups) {
        boolean share = config.model().alphaScope() != RidgeConfig.AlphaScope.TARGET && GroupFitter.shared(config);
        if (!share || config.model().alphaGrid().size() == 1) {
            return List.of();
        }
        Set<Integer> left = tiles.stream().map(TileName::group).collect(Collectors.toSet());
        return TileName.all(groups, config.tile()).stream()
                .filter(tile -> left.contains(tile.group()))
                .filter(tile ->
                        tile.to() - tile.from() < groups.get(tile.group()).targets())
                .toList();
    }

    private static List<String> names(List<TileName> tiles) {
        return tiles.stream().map(TileName::toString).toList();
    }

    @Override
    public PCollection<String> expand(PBegin begin) {
        List<PCollectionView<Map<Integer, Iterable<String>>>> factors =
                parts.isEmpty() ? List.of() : List.of(factors(begin));
        PCollection<String> spread = begin.apply("Tiles", Create.of(tiles).withCoder(StringUtf8Coder.of()))
                .apply("Spread tiles", Reshuffle.viaRandomKey());
        List<PCollectionView<Map<Integer, Iterable<String>>>> penalties =
                voters.isEmpty() ? List.of() : List.of(penalties(begin, factors));
        return spread.apply(
                "Fit",
                ParDo.of(new FitTile(work, factors, penalties))
                        .withSideInputs(Stream.concat(factors.stream(), penalties.stream())
                                .toList()));
    }

    private PCollectionView<Map<Integer, Iterable<String>>> penalties(
            PBegin begin, List<PCollectionView<Map<Integer, Iterable<String>>>> factors) {
        KvCoder<Integer, String> named = KvCoder.of(VarIntCoder.of(), StringUtf8Coder.of());
        return begin.apply("Voters", Create.of(voters).withCoder(StringUtf8Coder.of()))
                .apply("Spread voters", Reshuffle.viaRandomKey())
                .apply("Vote", ParDo.of(new VoteTile(work, factors)).withSideInputs(factors))
                .setCoder(named)
                .apply("Votes of a group", GroupByKey.create())
                .apply("Choose penalties", ParDo.of(new ChoosePenalties(work)))
                .setCoder(named)
                .apply("Name penalties", View.asMultimap());
    }

    private PCollectionView<Map<Integer, Iterable<String>>> factors(PBegin begin) {
        return begin.apply("Parts", Create.of(parts).withCoder(StringUtf8Coder.of()))
                .apply("Spread parts", Reshuffle.viaRandomKey())
                .apply("Statistics", ParDo.of(new ComputeStatistics(work)))
                .setCoder(KvCoder.of(VarIntCoder.of(), new DesignStatistics.Coder()))
                .apply("Merge", Combine.perKey(new MergeStatistics()))
                .apply("Store", ParDo.of(new StoreStatistics(work)))
                .apply("Spread sets", Reshuffle.viaRandomKey())
                .apply("Factorise", ParDo.of(new FactoriseSet(work)))
                .setCoder(KvCoder.of(VarIntCoder.of(), StringUtf8Coder.of()))
                .apply("Name factors", View.asMultimap());
    }
}
