package org.neurobeam.pipelines.report.dataset;

import java.util.HashSet;
import java.util.Set;
import org.neurobeam.schemas.io.dataset.Source;
import org.neurobeam.schemas.table.Recording;

/** What a source gave. */
final class SourceTotals {
    private final Source source;
    private final Set<String> animals = new HashSet<>();
    private final LabelCounts labels = new LabelCounts();
    private int recordings;
    private long units;
    private long labelled;
    private long ambiguous;
    private double seconds;
    private int connectomes;
    private long edges;

    SourceTotals(Source source) {
        this.source = source;
    }

    void add(Recording recording, LabelCounts counted) {
        recordings++;
        animals.add(recording.getSubjectId());
        units += recording.getNRois();
        labelled += recording.getNLabelled();
        ambiguous += recording.getNAmbiguous();
        double duration = DatasetFacts.duration(recording);
        seconds += Double.isFinite(duration) ? duration : 0;
        labels.add(counted);
    }

    void addConnectome(long connections) {
        connectomes++;
        edges += connections;
    }

    Source source() {
        return source;
    }

    int recordings() {
        return recordings;
    }

    /** Distinct subjects: one animal may have several recordings. */
    int animals() {
        return animals.size();
    }

    long units() {
        return units;
    }

    long labelled() {
        return labelled;
    }

    long ambiguous() {
        return ambiguous;
    }

    double seconds() {
        return seconds;
    }

    LabelCounts labels() {
        return labels;
    }

    int connectomes() {
        return connectomes;
    }

    long edges() {
        return edges;
    }
}
