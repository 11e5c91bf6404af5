package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.neurobeam.encoders.ridge.DesignSteps;
import org.neurobeam.pipelines.config.EncodeConfig;

/**
 * Fits tiles of targets on designs that are factorised once.
 *
 * <p>On a cluster parts of the statistics are computed by all workers, combined for each group, factorised training set
 * by training set, and named to the tiles by a side input. In one JVM all workers share one design in memory, which
 * needs no copies. Both give the same bits.
 */
final class EncodeTiles extends PTransform<PBegin, PCollection<String>> {
    private static final long serialVersionUID = 1L;

    private final transient EncodeConfig config;
    private final String digest;
    private final List<String> tiles;
    private final List<String> parts;

    private EncodeTiles(EncodeConfig config, String digest, List<String> tiles, List<String> parts) {
        this.config = config;
        this.digest = digest;
        this.tiles = tiles;
        this.parts = parts;
    }

    /** All tiles on designs in the memory of each JVM. */
    static EncodeTiles inMemory(EncodeConfig config, String digest, List<TileName> tiles) {
        return new EncodeTiles(config, digest, names(tiles), List.of());
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
        return new EncodeTiles(config, digest, names(tiles), List.copyOf(parts));
    }

    /** What suits the runner and the encoder. */
    static EncodeTiles of(
            EncodeConfig config,
            String digest,
            List<TileName> tiles,
            List<ResponseGroup> groups,
            PipelineOptions runner)
            throws IOException {
        boolean oneJvm = runner.getRunner() == DirectRunner.class;
        return oneJvm || !GroupFitter.shared(config)
                ? inMemory(config, digest, tiles)
                : together(config, digest, tiles, groups);
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
        return spread.apply(
                "Fit", ParDo.of(new FitTile(config, digest, factors)).withSideInputs(factors));
    }

    private PCollectionView<Map<Integer, Iterable<String>>> factors(PBegin begin) {
        return begin.apply("Parts", Create.of(parts).withCoder(StringUtf8Coder.of()))
                .apply("Spread parts", Reshuffle.viaRandomKey())
                .apply("Statistics", ParDo.of(new ComputeStatistics(config, digest)))
                .setCoder(KvCoder.of(VarIntCoder.of(), new DesignStatistics.Coder()))
                .apply("Merge", Combine.perKey(new MergeStatistics()))
                .apply("Store", ParDo.of(new StoreStatistics(config, digest)))
                .apply("Spread sets", Reshuffle.viaRandomKey())
                .apply("Factorise", ParDo.of(new FactoriseSet(config, digest)))
                .setCoder(KvCoder.of(VarIntCoder.of(), StringUtf8Coder.of()))
                .apply("Name factors", View.asMultimap());
    }
}
