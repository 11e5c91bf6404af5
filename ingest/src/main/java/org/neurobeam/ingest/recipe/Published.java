package org.neurobeam.ingest.recipe;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.neurobeam.ingest.vocabulary.PublishedLabels;
import org.neurobeam.schemas.error.ConfigException;

/**
 * What the published data set does to this source and to few others.
 *
 * @param labels rule for its labels
 * @param recordingId name of a recording, where it is not that of the recipe
 * @param leftOut units that it leaves out; fixed mode flags them
 * @param rateHz rate that it assumes whatever the file states; 0 for the times of the file
 * @param droppedFrames first frames that it leaves out
 * @param dropped signals, channels of behaviour and kinds of annotations that it leaves out
 * @param imputed whether it has made up values for missing samples, which nobody can repeat
 * @see <a href="https://doi.org/10.48550/arXiv.2411.12091">Simeon et al. 2024</a>
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Published(
        PublishedLabels.Rule labels,
        Value recordingId,
        LeftOut leftOut,
        Double rateHz,
        Integer droppedFrames,
        List<String> dropped,
        Boolean imputed)
        implements Serializable {
    /** Fills what is left out. */
    public Published {
        labels = Given.or(labels, PublishedLabels.Rule.PLAIN);
        rateHz = Given.or(rateHz, 0.0);
        droppedFrames = Given.or(droppedFrames, 0);
        dropped = Given.list(dropped);
        imputed = Given.or(imputed, false);
        if (!(rateHz >= 0 && droppedFrames >= 0)) {
            throw new ConfigException("rate_hz is " + rateHz + " and dropped_frames " + droppedFrames
                    + "; expected numbers of at least 0");
        }
    }

    /** Nothing but the general rules. */
    public static Published none() {
        return new Published(null, null, null, null, null, null, null);
    }

    /** The name of a recording, where the source has one of its own there. */
    public Optional<Value> name() {
        return Optional.ofNullable(recordingId);
    }

    /** The units left out, where there are some. */
    public Optional<LeftOut> filters() {
        return Optional.ofNullable(leftOut);
    }

    /**
     * Units without any value, and those above one of two limits.
     *
     * @param missingRun longest run of missing samples, as a fraction of all samples
     * @param linearWindows exactly straight windows of 50 samples, as a fraction of all windows
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record LeftOut(Double missingRun, Double linearWindows) implements Serializable {
        /** Fills what is left out. */
        public LeftOut {
            missingRun = fraction("missing_run", missingRun);
            linearWindows = fraction("linear_windows", linearWindows);
        }

        private static double fraction(String key, Double value) {
            double fraction = Given.or(value, 1.0);
            if (!(fraction >= 0 && fraction <= 1)) {
                throw new ConfigException(key + " is " + fraction + "; expected 0 to 1");
            }
            return fraction;
        }
    }
}
