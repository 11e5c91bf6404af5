package org.neurobeam.ingest.recipe;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;
import java.util.Locale;
import org.neurobeam.schemas.error.ConfigException;

/** What joins two cells. */
public enum EdgeKind {
    /** Chemical synapses; directed, entries of a pair add up. */
    CHEMICAL(true),
    /** Gap junctions; undirected, entries of a pair are averaged. */
    ELECTRICAL(false),
    /** Response of one cell to stimulation of another; directed, may be negative. */
    FUNCTIONAL(true),
    /** Extrasynaptic, by a monoamine and its receptor; directed, one edge per pair of these. */
    MONOAMINE(true),
    /** Extrasynaptic, by a peptide and its receptor; directed, one edge per pair of these. */
    PEPTIDE(true),
    /** Membranes that touch; undirected, written as in the source. */
    CONTACT(false);

    private final boolean directed;

    EdgeKind(boolean directed) {
        this.directed = directed;
    }

    /** Whether pre and post differ in meaning. */
    public boolean directed() {
        return directed;
    }

    /** As the tables spell it, e.g. {@code chemical}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws ConfigException names the kinds there are */
    @JsonCreator
    static EdgeKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new ConfigException(word + "; allowed: "
                        + Arrays.stream(values()).map(EdgeKind::word).toList()));
    }
}
