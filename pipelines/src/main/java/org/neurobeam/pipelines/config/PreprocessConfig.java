package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.or;
import static org.neurobeam.pipelines.config.Settings.range;

/**
 * Settings of {@code preprocess}.
 *
 * @param input dataset folder
 * @param output dataset folder
 * @param mask which voxels are kept
 * @param fwhmMm width of the Gaussian smoothing, mm; 0 for none
 * @param cleaning how series are cleaned
 * @param parcellation voxels to parcels
 * @param calcium what is done to calcium recordings
 * @param consensus how connectomes are combined
 * @param maxBadRecords recordings that may be refused before the command ends with exit code 3
 * @param memoryMb memory for the series of one recording, MB
 */
public record PreprocessConfig(
        String input,
        String output,
        MaskConfig mask,
        Double fwhmMm,
        CleaningConfig cleaning,
        ParcellationConfig parcellation,
        CalciumConfig calcium,
        ConsensusConfig consensus,
        Integer maxBadRecords,
        Integer memoryMb) {
    private static final double MAX_FWHM_MM = 100;
    private static final int MEMORY_MB = 256;

    /** Fills defaults and checks ranges. */
    public PreprocessConfig {
        input = or(input, "");
        output = or(output, "");
        mask = or(mask, new MaskConfig(null, null, null, null, null));
        fwhmMm = range("fwhmMm", or(fwhmMm, 0.0), 0, MAX_FWHM_MM);
        cleaning = or(cleaning, CleaningConfig.defaults());
        parcellation = or(parcellation, ParcellationConfig.defaults());
        calcium = or(calcium, CalciumConfig.defaults());
        consensus = or(consensus, ConsensusConfig.none());
        maxBadRecords = range("maxBadRecords", or(maxBadRecords, 0), 0, Integer.MAX_VALUE);
        memoryMb = range("memoryMb", or(memoryMb, MEMORY_MB), 1, Integer.MAX_VALUE);
    }

    /** The settings with input and output present. */
    public PreprocessConfig checked() {
        Settings.require(input, "input");
        Settings.require(output, "output");
        return this;
    }

    /** What cleaned fMRI series depend on. */
    public Series series() {
        return new Series(mask, fwhmMm, cleaning, parcellation);
    }

    /**
     * The settings of fMRI series.
     *
     * @param mask which voxels are kept
     * @param fwhmMm width of the Gaussian smoothing, mm; 0 for none
     * @param cleaning how series are cleaned
     * @param parcellation voxels to parcels
     */
    public record Series(MaskConfig mask, Double fwhmMm, CleaningConfig cleaning, ParcellationConfig parcellation) {}
}
