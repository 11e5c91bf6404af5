package org.neurobeam.pipelines.report.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;

/** Missing samples by recording and by neuron, from {@code units.nan_fraction}; NaN is unknown. */
final class MissingData {
    private final List<OfRecording> recordings = new ArrayList<>();
    private final Map<String, double[]> sumAndCount = new TreeMap<>();

    /**
     * One recording.
     *
     * @param fraction mean over its units, 0 to 1
     * @param longestRunS longest run of missing samples of a unit, s; samples x median step
     * @param constant units that do not vary
     * @param units units whose missing samples are known
     */
    record OfRecording(String source, String recording, double fraction, double longestRunS, int constant, int units) {}

    /** A labelled neuron: mean over the recordings that have it. */
    record OfNeuron(String label, double fraction, int recordings) {}

    /** Adds up the units of a recording. */
    final class Count {
        private double sum;
        private int units;
        private int longest;
        private int constant;

        void add(Unit unit) {
            constant += unit.getConstant().orElse(false) ? 1 : 0;
            longest = Math.max(longest, unit.getLongestNanRun().orElse(0));
            if (unit.getNanFraction().isEmpty()) {
                return;
            }
            double fraction = unit.getNanFraction().get();
            sum += fraction;
            units++;
            unit.getLabel().ifPresent(label -> {
                double[] total = sumAndCount.computeIfAbsent(label, l -> new double[2]);
                total[0] += fraction;
                total[1]++;
            });
        }

        void end(Recording recording) {
            if (units > 0) {
                double seconds = longest * recording.getOriginalMedianDtS().orElse(Double.NaN);
                recordings.add(new OfRecording(
                        recording.getDatasetId(), recording.getRecordingId(), sum / units, seconds, constant, units));
            }
        }
    }

    Count begin() {
        return new Count();
    }

    List<OfRecording> recordings() {
        return recordings;
    }

    /** Neurons with missing samples, the worst first. */
    List<OfNeuron> neurons() {
        return sumAndCount.entrySet().stream()
                .map(e -> new OfNeuron(e.getKey(), e.getValue()[0] / e.getValue()[1], (int) e.getValue()[1]))
                .filter(n -> n.fraction() > 0)
                .sorted(Comparator.comparingDouble((OfNeuron n) -> -n.fraction())
                        .thenComparing(OfNeuron::label))
                .toList();
    }

    /** Labelled neurons whose missing samples are known. */
    int knownNeurons() {
        return sumAndCount.size();
    }

    /** Recordings in which any sample is missing. */
    long affected() {
        return recordings.stream().filter(r -> r.fraction() > 0).count();
    }
}
