package org.neurobeam.preprocess.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * The consensus as it was published, its defects included.
 *
 * <p>Per directed pair: {@code gap} is the mean of the set of distinct float32 values, {@code chem} the mean of the
 * chemical values, whatever their units, {@code uncertainty = 0.9 std(chem) + 0.1 std(gap set)} (ddof 0) where both
 * exist, {@code functional} the functional value; the sources are sorted, those of functional values among them.
 *
 * @see <a href="https://arxiv.org/abs/2411.12091">Simeon et al. 2024</a>
 */
public final class PaperConsensus {
    /** One directed pair. */
    public record Row(
            String pre,
            String post,
            OptionalDouble gap,
            OptionalDouble chemical,
            OptionalDouble uncertainty,
            OptionalDouble functional,
            List<String> sources) {}

    private static final double CHEMICAL_SHARE = 0.9;
    private static final double GAP_SHARE = 0.1;

    private final ConsensusInput input;

    private PaperConsensus(ConsensusInput input) {
        this.input = input;
    }

    /** The rows with any weight, sorted by pre and post. Edges must have been ingested in paper-faithful mode. */
    public static List<Row> rows(ConsensusInput input) {
        PaperConsensus consensus = new PaperConsensus(input);
        Set<WiringPair> pairs = new TreeSet<>();
        for (SourceWiring source : input.wirings()) {
            for (String kind : List.of("chemical", "electrical", "functional")) {
                pairs.addAll(source.weights(kind).keySet());
            }
        }
        return pairs.stream().map(consensus::row).toList();
    }

    private Row row(WiringPair pair) {
        List<Double> chemical = new ArrayList<>();
        Set<Float> gaps = new TreeSet<>();
        OptionalDouble functional = OptionalDouble.empty();
        Set<String> sources = new TreeSet<>();
        for (SourceWiring source : input.wirings()) {
            Double chem = source.weights("chemical").get(pair);
            Double gap = source.weights("electrical").get(pair);
            Double amplitude = source.weights("functional").get(pair);
            if (chem != null) {
                chemical.add(chem);
            }
            if (gap != null) {
                gaps.add(gap.floatValue());
            }
            if (amplitude != null) {
                functional = OptionalDouble.of(amplitude);
            }
            if (chem != null || gap != null || amplitude != null) {
                sources.add(source.id());
            }
        }
        double[] gapSet = gaps.stream().mapToDouble(Float::doubleValue).toArray();
        double[] chemValues = chemical.stream().mapToDouble(w -> w).toArray();
        return new Row(
                pair.pre(),
                pair.post(),
                mean(gapSet),
                mean(chemValues),
                uncertainty(chemValues, gapSet),
                functional,
                List.copyOf(sources));
    }

    private static OptionalDouble mean(double[] values) {
        return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(new WeightSummary(values).mean());
    }

    private static OptionalDouble uncertainty(double[] chemical, double[] gaps) {
        if (chemical.length == 0 || gaps.length == 0) {
            return OptionalDouble.empty();
        }
        double chem = new WeightSummary(chemical).std(0).orElseThrow();
        double gap = new WeightSummary(gaps).std(0).orElseThrow();
        return OptionalDouble.of(CHEMICAL_SHARE * chem + GAP_SHARE * gap);
    }
}
