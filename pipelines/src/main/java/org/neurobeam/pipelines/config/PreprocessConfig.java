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
        maxBadRecords = range("maxBadRecords", or(maxBadRecords, 0), 0, Integer.MAX_VALUE);
        memoryMb = range("memoryMb", or(memoryMb, MEMORY_MB), 1, Integer.MAX_VALUE);
    }

    /** The settings with input and output present. */
    public PreprocessConfig checked() {
        Settings.require(input, "input");
        Settings.require(output, "output");
        return this;
    }

    /** What the result depends on: the settings without input, output and limits. */
    public PreprocessConfig withoutPlaces() {
        return new PreprocessConfig("", "", mask, fwhmMm, cleaning, parcellation, 0, null);
    }
}
