package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.util.List;
import org.neurobeam.preprocess.design.DelayedFeatures;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;

/** Targets that share their samples and features: one model is fitted for them, usually one subject. */
interface ResponseGroup {
    /** Name, e.g. {@code sub-01}. */
    String name();

    /** Number of targets. */
    int targets();

    /** Run of every sample, [n]: 0, 1, ... in the order of the runs. */
    int[] runs();

    /** Names of the runs. */
    List<String> runNames();

    /** Features of every sample, [n x p]; delayed copies are made as they are read. */
    DelayedFeatures features() throws IOException;

    /** What the features are called, without reading arrays of them. */
    FeatureColumns columns() throws IOException;

    /** Names of the features, [p]. */
    default List<String> featureNames() throws IOException {
        return columns().names();
    }

    /** Feature space of every feature, [p]. */
    default List<String> spaces() throws IOException {
        return columns().spaces();
    }

    /** Responses of targets [from, to), [n x (to - from)]. */
    FloatMatrix read(int from, int to) throws IOException;

    /** The targets as units, [targets]; none when they are columns of an array. */
    List<Unit> units() throws IOException;

    /** The recordings behind the samples, in the order of the runs; none for arrays. */
    List<Recording> recordings();
}
