package org.neurobeam.ingest.connectome;

import org.neurobeam.ingest.recipe.EdgeKind;

/**
 * An edge after the rules of names and repeated entries.
 *
 * @param pre cell
 * @param post cell
 * @param kind what joins them
 * @param weight sum or mean of the entries
 * @param sourcePre name in the source
 * @param sourcePost name in the source
 * @param sourceRef places of the entries, joined by {@code ;}
 * @param extra what only some sources state
 */
record WiredEdge(
        String pre,
        String post,
        EdgeKind kind,
        double weight,
        String sourcePre,
        String sourcePost,
        String sourceRef,
        RawEdge.Extra extra) {}
