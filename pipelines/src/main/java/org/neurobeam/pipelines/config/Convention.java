package org.neurobeam.pipelines.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.neurobeam.encoders.score.ScoreConvention;

/** A way to take the noise out of scores by repeats, with columns of its own. */
public enum Convention {
    /** Noise ceiling of the Natural Scenes Dataset. */
    @JsonProperty("nsd")
    NSD("nsd", ScoreConvention.NCSNR_NSD, ScoreConvention.NC_NSD_PERCENT),
    /** Noise-normalised accuracy of the Algonauts challenge 2023, with the ceiling that it divides by. */
    @JsonProperty("algonauts2023")
    ALGONAUTS_2023("algonauts2023", ScoreConvention.NC_NSD_PERCENT, ScoreConvention.ALGONAUTS_2023_PERCENT),
    /** Brain-Score: r^2 over the reliability of halves of the repeats. */
    @JsonProperty("brainscore")
    BRAIN_SCORE("brainscore", ScoreConvention.SPLIT_HALF_SB, ScoreConvention.BRAIN_SCORE),
    /** Consistency corrected for the noise of responses and of predictions: fits to halves of the repeats. */
    @JsonProperty("nayebi2023")
    NAYEBI_2023("nayebi2023", ScoreConvention.R_NOISE_CORRECTED),
    /** Share of the explainable variance of single trials. */
    @JsonProperty("feve")
    FEVE("feve", ScoreConvention.FEV, ScoreConvention.FEVE),
    /** Signal power over repeats. */
    @JsonProperty("signal-power")
    SIGNAL_POWER("signal-power", ScoreConvention.SIGNAL_POWER),
    /** Each repeat with the mean of the others. */
    @JsonProperty("oracle")
    ORACLE("oracle", ScoreConvention.ORACLE_JACKKNIFE),
    /** Correlation over the root of the explainable variance. */
    @JsonProperty("ncc")
    NCC("ncc", ScoreConvention.R_NCC);

    private final String key;
    private final List<ScoreConvention> columns;

    Convention(String key, ScoreConvention... columns) {
        this.key = key;
        this.columns = List.of(columns);
    }

    /** As it stands in settings. */
    public String key() {
        return key;
    }

    /** The columns of the scores. */
    public List<ScoreConvention> columns() {
        return columns;
    }
}
