package org.neurobeam.pipelines.beam;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how far a long stage is: one moving line on a terminal, one log line at the end otherwise. */
public final class Progress implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final double NANO = 1e-9;

    private final String stage;
    private final String unit;
    private final long total;
    private final PrintStream terminal;
    private final boolean interactive;
    private final long start = System.nanoTime();
    private long done;

    /**
     * Starts a stage.
     *
     * @param stage verb, e.g. {@code ingest}
     * @param unit what is counted, in the plural
     * @param total how many there are
     */
    public Progress(String stage, String unit, long total) {
        this.stage = stage;
        this.unit = unit;
        this.total = total;
        this.terminal = System.err;
        this.interactive = System.console() != null && System.getenv("CI") == null;
    }

    /** Shows that this many are done. */
    public void at(long count) {
        done = count;
        if (interactive) {
            terminal.print("\r" + line() + "\u001b[K");
            terminal.flush();
        }
    }

    private String line() {
        double seconds = (System.nanoTime() - start) * NANO;
        double rate = done / Math.max(seconds, NANO);
        String left = done == 0 ? "" : ", " + pretty((total - done) / rate) + " left";
        return String.format(Locale.ROOT, "%s: %d/%d %s, %.2f/s%s", stage, done, total, unit, rate, left);
    }

    private static String pretty(double seconds) {
        Duration d = Duration.ofSeconds(Math.round(seconds));
        return d.toHours() > 0
                ? d.toHours() + " h " + d.toMinutesPart() + " min"
                : d.toMinutes() > 0 ? d.toMinutes() + " min " + d.toSecondsPart() + " s" : d.toSeconds() + " s";
    }

    @Override
    public void close() {
        if (interactive) {
            terminal.print("\r\u001b[K");
        }
        double seconds = (System.nanoTime() - start) * NANO;
        if (LOG.isInfoEnabled()) {
            LOG.info("{}: {} {} in {} s", stage, total, unit, String.format(Locale.ROOT, "%.1f", seconds));
        }
    }
}
