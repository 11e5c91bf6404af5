package org.neurobeam.preprocess.cleaning.confounds;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which confounds of an fMRIPrep run are used.
 *
 * @param highPass the discrete cosines ({@code cosine00} ...)
 * @param motion the six rigid-body parameters
 * @param wmCsf mean signals of white matter and cerebrospinal fluid
 * @param globalSignal mean signal of the brain
 * @param compCor principal components of noise regions; needs highPass, since fMRIPrep filtered before computing them
 * @param aroma ICA-AROMA
 * @param scrub censoring of volumes
 * @see <a href="https://doi.org/10.1371/journal.pcbi.1011942">Wang et al. 2024</a>, and for 24, 27 and 36 parameters
 *     <a href="https://doi.org/10.1016/j.neuroimage.2017.03.020">Ciric et al. 2017</a>
 */
public record ConfoundStrategy(
        boolean highPass,
        Expansion motion,
        Expansion wmCsf,
        Expansion globalSignal,
        Optional<CompCor> compCor,
        Aroma aroma,
        Optional<Scrub> scrub) {

    /** How a regressor is expanded. */
    public enum Expansion {
        /** Not used. */
        NONE,
        /** The regressor. */
        BASIC,
        /** With its square. */
        POWER2,
        /** With its temporal derivative. */
        DERIVATIVES,
        /** With its derivative and the squares of both. */
        FULL
    }

    /** ICA-AROMA. */
    public enum Aroma {
        /** Not used. */
        NONE,
        /** The noise components are regressed out ({@code aroma_motion_00} ...). */
        BASIC,
        /** The image was cleaned by AROMA (desc-smoothAROMAnonaggr); no column is used. */
        FULL
    }

    public ConfoundStrategy {
        if (compCor.isPresent() && !highPass) {
            throw new IllegalArgumentException("compCor needs highPass = true, found false:"
                    + " fMRIPrep computes the components after removing the cosines");
        }
    }

    /** Cosines, 24 motion parameters, white matter and CSF. */
    public static ConfoundStrategy simple() {
        return of(Expansion.FULL, Expansion.BASIC, Expansion.NONE);
    }

    /** Simple with expanded white matter and CSF, segments of 5 volumes, FD 0.5 mm, standardised DVARS 1.5. */
    public static ConfoundStrategy scrubbing() {
        return of(Expansion.FULL, Expansion.FULL, Expansion.NONE).withScrub(new Scrub(5, 0.5, 1.5));
    }

    /** Cosines, 24 motion parameters, components of the combined mask that explain 50 % of the variance. */
    public static ConfoundStrategy compCor50() {
        return of(Expansion.FULL, Expansion.NONE, Expansion.NONE)
                .withCompCor(CompCor.halfOfVariance(CompCor.Masks.ANAT_COMBINED));
    }

    /** Cosines, white matter and CSF, for images cleaned by AROMA. */
    public static ConfoundStrategy icaAroma() {
        return of(Expansion.NONE, Expansion.BASIC, Expansion.NONE).withAroma(Aroma.FULL);
    }

    /** Cosines and 24 motion parameters. */
    public static ConfoundStrategy motion24() {
        return of(Expansion.FULL, Expansion.NONE, Expansion.NONE);
    }

    /** Cosines, 24 motion parameters, white matter, CSF and global signal. */
    public static ConfoundStrategy parameters27() {
        return of(Expansion.FULL, Expansion.BASIC, Expansion.BASIC);
    }

    /** Cosines, 24 motion parameters, and the three mean signals fully expanded. */
    public static ConfoundStrategy parameters36() {
        return of(Expansion.FULL, Expansion.FULL, Expansion.FULL);
    }

    /**
     * A preset by name: simple, scrubbing, compcor, ica_aroma, 24P, 27P or 36P, in any case.
     *
     * @throws IllegalArgumentException for another name
     */
    public static ConfoundStrategy named(String name) {
        Map<String, ConfoundStrategy> presets = new TreeMap<>(Map.of(
                "simple", simple(),
                "scrubbing", scrubbing(),
                "compcor", compCor50(),
                "ica_aroma", icaAroma(),
                "24p", motion24(),
                "27p", parameters27(),
                "36p", parameters36()));
        ConfoundStrategy preset = presets.get(name.toLowerCase(Locale.ROOT));
        if (preset == null) {
            throw new IllegalArgumentException(
                    "strategy must be one of " + String.join(", ", presets.keySet()) + ", found " + name);
        }
        return preset;
    }

    /** Cosines and the given expansions, nothing else. */
    public static ConfoundStrategy of(Expansion motion, Expansion wmCsf, Expansion globalSignal) {
        return new ConfoundStrategy(true, motion, wmCsf, globalSignal, Optional.empty(), Aroma.NONE, Optional.empty());
    }

    /** The same with CompCor. */
    public ConfoundStrategy withCompCor(CompCor choice) {
        return new ConfoundStrategy(highPass, motion, wmCsf, globalSignal, Optional.of(choice), aroma, scrub);
    }

    /** The same with censoring. */
    public ConfoundStrategy withScrub(Scrub choice) {
        return new ConfoundStrategy(highPass, motion, wmCsf, globalSignal, compCor, aroma, Optional.of(choice));
    }

    /** The same with another use of ICA-AROMA. */
    public ConfoundStrategy withAroma(Aroma choice) {
        return new ConfoundStrategy(highPass, motion, wmCsf, globalSignal, compCor, choice, scrub);
    }

    /** The same with or without the cosines. */
    public ConfoundStrategy withHighPass(boolean choice) {
        return new ConfoundStrategy(choice, motion, wmCsf, globalSignal, compCor, aroma, scrub);
    }
}
