package org.neurobeam.preprocess.calcium;

import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * One worm as the published data set holds it: float16 matrices of 300 columns, zero where no neuron is, with masks.
 * Keys are those published. Memory: 16 bytes per sample and slot.
 *
 * @see <a href="https://doi.org/10.48550/arXiv.2411.12091">Simeon et al. 2024</a>
 */
public final class PaperRecord {
    /** Published key of each signal on the resampled and on the original grid. */
    private static final Map<SignalKind, String> RESAMPLED_KEYS = Map.of(
            SignalKind.ZSCORE, "calcium_data",
            SignalKind.CAUSAL_ZSCORE, "calcium_data",
            SignalKind.DERIVATIVE, "residual_calcium",
            SignalKind.SMOOTHED, "smooth_calcium_data",
            SignalKind.SMOOTHED_DERIVATIVE, "smooth_residual_calcium");

    private static final Map<SignalKind, String> ORIGINAL_KEYS = Map.of(
            SignalKind.RAW, "original_calcium_data",
            SignalKind.DERIVATIVE, "original_residual_calcium",
            SignalKind.SMOOTHED, "original_smooth_calcium_data",
            SignalKind.SMOOTHED_DERIVATIVE, "original_smooth_residual_calcium");

    private final PaperWorm worm;
    private final CalciumPipeline pipeline;
    private final PaperSlots slots;
    private final Map<String, HalfMatrix> matrices = new LinkedHashMap<>();

    private PaperRecord(PaperWorm worm, CalciumPipeline pipeline, PaperSlots slots) {
        this.worm = worm;
        this.pipeline = pipeline;
        this.slots = slots;
    }

    /**
     * Runs the pipeline over the ROIs and lays out what it gives.
     *
     * @param worm which recording
     * @param columns the ROIs kept, in the published order
     * @param pipeline planned for the recording, with times
     * @param traces raw trace by 0-based source column, [T]
     * @param seed of the slots of unlabelled ROIs, which also depend on data set and worm
     * @throws IllegalArgumentException for more than 300 ROIs, or a slot or name used twice
     */
    public static PaperRecord of(
            PaperWorm worm,
            List<PaperColumn> columns,
            CalciumPipeline pipeline,
            IntFunction<double[]> traces,
            long seed) {
        if (pipeline.grid().isEmpty()) {
            throw new IllegalArgumentException("a published record needs times, the pipeline of " + worm + " has none");
        }
        long ownSeed = 31L * seed + (worm.sourceDataset() + "/" + worm.worm()).hashCode();
        PaperRecord record = new PaperRecord(worm, pipeline, new PaperSlots(columns, ownSeed));
        record.layTimes();
        record.layOut(traces);
        return record;
    }

    private void layTimes() {
        layTime("time_in_seconds", "dt", pipeline.grid().orElseThrow().toArray());
        layTime("original_time_in_seconds", "original_dt", pipeline.times().toArray());
    }

    private void layTime(String timeKey, String stepKey, double... times) {
        double[] steps = new double[times.length];
        for (int i = 1; i < times.length; i++) {
            steps[i] = times[i] - times[i - 1];
        }
        matrix(timeKey, times.length, 1).setColumn(0, times);
        matrix(stepKey, times.length, 1).setColumn(0, steps);
    }

    private void layOut(IntFunction<double[]> traces) {
        boolean causal = pipeline.options().normTransform() == Normalization.CAUSAL;
        RESAMPLED_KEYS.values().stream().sorted().forEach(key -> matrix(key, maxTimesteps(), PaperSlots.SLOTS));
        ORIGINAL_KEYS.values().stream().sorted().forEach(key -> matrix(key, originalMaxTimesteps(), PaperSlots.SLOTS));
        slots.roiOfSlot().forEach((slot, roi) -> {
            RoiSignals signals = pipeline.process(traces.apply(roi));
            for (CalciumSignal signal : signals.signals()) {
                key(signal).ifPresent(key -> matrices.get(key).setColumn(slot, signal.values()));
            }
            if (causal) {
                matrix("cumulative_mean", maxTimesteps(), PaperSlots.SLOTS).setColumn(slot, signals.cumulativeMean());
                matrix("cumulative_std", maxTimesteps(), PaperSlots.SLOTS).setColumn(slot, signals.cumulativeStd());
            }
        });
    }

    private static Optional<String> key(CalciumSignal signal) {
        return Optional.ofNullable(
                (signal.grid() == GridKind.ORIGINAL ? ORIGINAL_KEYS : RESAMPLED_KEYS).get(signal.kind()));
    }

    private HalfMatrix matrix(String key, int rows, int columns) {
        return matrices.computeIfAbsent(key, name -> new HalfMatrix(rows, columns));
    }

    /** The float16 arrays by published key: [timesteps x 300], times and steps [timesteps x 1]. */
    public Map<String, HalfMatrix> matrices() {
        return Collections.unmodifiableMap(matrices);
    }

    /** source_dataset, worm and the names of the methods. */
    public Map<String, String> strings() {
        Map<String, String> strings = new LinkedHashMap<>();
        strings.put("source_dataset", worm.sourceDataset());
        strings.put("worm", worm.worm());
        strings.put("interpolate_method", pipeline.options().interpolate().word());
        strings.put("smooth_method", pipeline.options().smooth().method().word());
        strings.put("normalization_method", pipeline.options().normTransform().word());
        return strings;
    }

    /** citation and data_file. */
    public Map<String, String> extraInfo() {
        return Map.of("citation", worm.citation(), "data_file", worm.dataFile());
    }

    /** Numbers of samples and neurons. */
    public Map<String, Integer> integers() {
        Map<String, Integer> integers = new LinkedHashMap<>();
        int labelled = slots.labelled().size();
        int unlabelled = slots.unlabelled().size();
        integers.put("max_timesteps", maxTimesteps());
        integers.put("original_max_timesteps", originalMaxTimesteps());
        integers.put("num_neurons", labelled + unlabelled);
        integers.put("num_labeled_neurons", labelled);
        integers.put("num_unlabeled_neurons", unlabelled);
        return integers;
    }

    /** median_dt, which is the nominal step, and original_median_dt, in s. */
    public Map<String, Double> numbers() {
        return Map.of(
                "median_dt", pipeline.options().resampleDtSeconds(),
                "original_median_dt", pipeline.times().medianDtSeconds());
    }

    /** labeled_neurons_mask, unlabeled_neurons_mask and neurons_mask, bits 0 to 299. */
    public Map<String, BitSet> masks() {
        Map<String, BitSet> masks = new LinkedHashMap<>();
        masks.put("labeled_neurons_mask", mask(slots.labelled()));
        masks.put("unlabeled_neurons_mask", mask(slots.unlabelled()));
        BitSet either = mask(slots.labelled());
        either.or(mask(slots.unlabelled()));
        masks.put("neurons_mask", either);
        return masks;
    }

    private static BitSet mask(Map<String, Integer> names) {
        BitSet mask = new BitSet(PaperSlots.SLOTS);
        names.values().forEach(mask::set);
        return mask;
    }

    /** labeled_neuron_to_slot, unlabeled_neuron_to_slot and neuron_to_slot. */
    public Map<String, Map<String, Integer>> slotsByName() {
        Map<String, Integer> all = new LinkedHashMap<>(slots.labelled());
        all.putAll(slots.unlabelled());
        Map<String, Map<String, Integer>> maps = new LinkedHashMap<>();
        maps.put("labeled_neuron_to_slot", Collections.unmodifiableMap(slots.labelled()));
        maps.put("unlabeled_neuron_to_slot", Collections.unmodifiableMap(slots.unlabelled()));
        maps.put("neuron_to_slot", all);
        return maps;
    }

    /** slot_to_labeled_neuron, slot_to_unlabeled_neuron and slot_to_neuron. */
    public Map<String, Map<Integer, String>> namesBySlot() {
        Map<String, Map<Integer, String>> maps = new LinkedHashMap<>();
        slotsByName().forEach((key, names) -> {
            Map<Integer, String> inverse = new HashMap<>();
            names.forEach((name, slot) -> inverse.put(slot, name));
            maps.put("slot_to_" + key.replace("_to_slot", ""), inverse);
        });
        return maps;
    }

    private int maxTimesteps() {
        return pipeline.grid().orElseThrow().count();
    }

    private int originalMaxTimesteps() {
        return pipeline.times().count();
    }
}
