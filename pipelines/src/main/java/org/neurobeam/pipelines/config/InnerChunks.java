package org.neurobeam.pipelines.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neurobeam.schemas.error.ConfigException;

/**
 * {@code chunks:LENGTH:SHARE:DRAWS[:SEED]}: inner folds that hold out chunks of consecutive samples drawn at random, as
 * often as there are draws; no chunk crosses a run.
 *
 * @param length samples of a chunk
 * @param share of the training samples that each draw holds out, rounded to whole chunks
 * @param draws number of folds, which overlap
 * @param seed of the draws, 0 when absent
 */
public record InnerChunks(int length, double share, int draws, long seed) {
    private static final String PREFIX = "chunks:";
    private static final Pattern FORM = Pattern.compile("chunks:(\\d{1,9}):(\\d*\\.?\\d+):(\\d{1,6})(?::(\\d{1,18}))?");

    /** @throws ConfigException if a number is out of range */
    public InnerChunks {
        if (length < 1 || draws < 1 || !(share > 0 && share < 1)) {
            throw wrong(PREFIX + length + ":" + share + ":" + draws);
        }
    }

    /** Those of {@code model.inner}; empty for other rules. */
    public static Optional<InnerChunks> of(String inner) {
        if (!inner.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Matcher m = FORM.matcher(inner);
        if (!m.matches()) {
            throw wrong(inner);
        }
        return Optional.of(new InnerChunks(
                Integer.parseInt(m.group(1)),
                Double.parseDouble(m.group(2)),
                Integer.parseInt(m.group(3)),
                m.group(4) == null ? 0 : Long.parseLong(m.group(4))));
    }

    private static ConfigException wrong(String inner) {
        return new ConfigException("model.inner: " + inner + "; allowed: chunks:LENGTH:SHARE:DRAWS[:SEED] with at least"
                + " 1 sample, a share in (0, 1) and 1 draw, e.g. chunks:40:0.2:50");
    }
}
