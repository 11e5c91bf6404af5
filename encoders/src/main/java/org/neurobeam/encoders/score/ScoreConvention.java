package org.neurobeam.encoders.score;

/**
 * What a column of scores means. The convention travels with the numbers, and its column name says it, so that a table
 * never mixes two of them.
 */
public enum ScoreConvention {
    /** Pearson correlation of measured and predicted samples. */
    R("r", "correlation", "Pearson 1895, https://doi.org/10.1098/rspl.1895.0041"),
    /** {@code 1 - SSE/SST}, SST about the mean of the scored samples. */
    R2("r2", "share of variance", "1 - SSE/SST, SST about the mean of the scored samples"),
    /** {@code 1 - var(y - f)/var(y)}: R2 that forgives a constant error. */
    EXPLAINED_VARIANCE(
            "explained_variance",
            "share of variance",
            "1 - var(measured - predicted)/var(measured), as scikit-learn explained_variance_score"),
    /** Mean squared error. */
    MSE("mse", "squared response unit", "mean of (measured - predicted)^2"),
    /** Minus the mean squared error: larger is better. */
    NEGATIVE_MSE("neg_mse", "squared response unit", "himalaya l2_neg_loss"),
    /** Variance of the mean of z-scored repeats, biased upwards. */
    EV_REPEATS(
            "ev_repeats_hsu2004", "share of variance", "Hsu et al. 2004, https://doi.org/10.1088/0954-898X_15_2_002"),
    /** The same without the bias of finitely many repeats. */
    EV_REPEATS_CORRECTED(
            "ev_repeats_corrected_hsu2004",
            "share of variance",
            "Hsu et al. 2004, https://doi.org/10.1088/0954-898X_15_2_002"),
    /** Signal power over repeats. */
    SIGNAL_POWER("signal_power_sahani2003", "squared response unit", "Sahani and Linden 2003, NeurIPS 15"),
    /** Largest correlation with the mean of repeats that any model can reach. */
    CC_MAX("cc_max_schoppe2016", "correlation", "Schoppe et al. 2016, https://doi.org/10.3389/fncom.2016.00010"),
    /** Correlation with the mean of repeats. */
    CC_ABS("cc_abs_schoppe2016", "correlation", "Schoppe et al. 2016, https://doi.org/10.3389/fncom.2016.00010"),
    /** Correlation with the mean of repeats as a share of the largest possible one. */
    CC_NORM(
            "cc_norm_schoppe2016",
            "share of correlation",
            "Schoppe et al. 2016, https://doi.org/10.3389/fncom.2016.00010"),
    /** Covariance with the mean of z-scored repeats over the root of the corrected explainable variance. */
    R_NCC("r_ncc_tikreg", "share of correlation", "tikreg noise_ceiling_correction; Hsu et al. 2004"),
    /** Share of the variance of single trials that repeats. */
    FEV(
            "fev_neuralpredictors",
            "share of variance",
            "Cadena et al. 2019, https://doi.org/10.1371/journal.pcbi.1006897"),
    /** Share of the explainable variance of single trials that is predicted. */
    FEVE(
            "feve_neuralpredictors",
            "share of variance",
            "Cadena et al. 2019, https://doi.org/10.1371/journal.pcbi.1006897"),
    /** Correlation of each trial with the mean of the others. */
    ORACLE_JACKKNIFE("oracle_jackknife", "correlation", "Lurz et al. 2021, https://doi.org/10.1101/2020.10.05.326256"),
    /** Standard deviation of the signal over that of the noise of a single trial. */
    NCSNR_NSD("ncsnr_nsd", "ratio", "Allen et al. 2022, https://doi.org/10.1038/s41593-021-00962-x"),
    /** Largest r2 with an average of trials, in percent. */
    NC_NSD_PERCENT("nc_nsd_percent", "percent of r2", "Allen et al. 2022, https://doi.org/10.1038/s41593-021-00962-x"),
    /** Noise-normalised accuracy of the Algonauts challenge 2023, in percent. */
    ALGONAUTS_2023_PERCENT(
            "nn_algonauts2023_percent",
            "percent of r2",
            "Gifford et al. 2023, https://doi.org/10.48550/arXiv.2301.03198"),
    /** Correlation of two halves of the trials, corrected to all trials by Spearman-Brown. */
    SPLIT_HALF_SB(
            "split_half_spearman_brown",
            "reliability",
            "Brown 1910, https://doi.org/10.1111/j.2044-8295.1910.tb00207.x"),
    /** r2 over the split-half reliability, which is not squared. */
    BRAIN_SCORE("r2_ceiled_brainscore", "share of reliability", "Schrimpf et al. 2018, https://doi.org/10.1101/407007"),
    /** Correlation over the root of the reliabilities of predictions and data. */
    R_NOISE_CORRECTED(
            "r_noise_corrected_nayebi2023",
            "share of correlation",
            "Nayebi et al. 2023, https://doi.org/10.48550/arXiv.2305.11772"),
    /** Product measure of a band; the bands sum to r2. */
    R2_PRODUCT_MEASURE("r2_split_product", "share of variance", "Pratt 1987; himalaya r2_score_split"),
    /** Product measure with the products of different bands left out. */
    R2_WITHOUT_CORRELATION("r2_split_no_correlation", "share of variance", "himalaya r2_score_split"),
    /** Relative weight of a band; the bands sum to r2. */
    R2_RELATIVE_WEIGHT(
            "r2_split_johnson2000", "share of variance", "Johnson 2000, https://doi.org/10.1207/S15327906MBR3501_1"),
    /** Part of the correlation that a band brings; the bands sum to r. */
    R_SPLIT("r_split", "correlation", "himalaya correlation_score_split"),
    /** R2 lost when the prediction of a band is left out of the sum, nothing refitted. */
    DELTA_R2("delta_r2", "share of variance", "definition in BandSplits.deltaR2"),
    /** R2 of all bands less R2 of all other bands, both refitted. */
    UNIQUE_R2("unique_r2", "share of variance", "Borcard et al. 1992, https://doi.org/10.2307/1940179");

    private final String column;
    private final String unit;
    private final String citation;

    ScoreConvention(String column, String unit, String citation) {
        this.column = column;
        this.unit = unit;
        this.citation = citation;
    }

    /** Name of the column in score tables; unique. */
    public String column() {
        return column;
    }

    /** Unit of the numbers. */
    public String unit() {
        return unit;
    }

    /** Where the convention is defined. */
    public String citation() {
        return citation;
    }
}
