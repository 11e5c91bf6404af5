package org.neurobeam.pipelines.report.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.neurobeam.ingest.vocabulary.Vocabulary;
import org.neurobeam.schemas.table.Unit;

/** Which of the 302 neurons each recording has: one byte a cell. */
final class PresenceMatrix {
    /** What a recording knows of a neuron; the later one wins. */
    enum State {
        ABSENT,
        AMBIGUOUS,
        DUPLICATE,
        LABELLED
    }

    private final NeuronOrder order = NeuronOrder.get();
    private final List<Row> rows = new ArrayList<>();

    /** A recording; equality by identity. */
    static final class Row {
        private final String source;
        private final String recording;
        private final byte[] states;

        Row(String source, String recording) {
            this.source = source;
            this.recording = recording;
            this.states = new byte[NeuronOrder.get().size()];
        }

        String source() {
            return source;
        }

        String recording() {
            return recording;
        }

        State state(int neuron) {
            return State.values()[states[neuron]];
        }

        int count(State state) {
            int n = 0;
            for (byte b : states) {
                n += b == state.ordinal() ? 1 : 0;
            }
            return n;
        }

        /**
         * A unit of the recording. Ambiguous and duplicate labels mark every neuron that the unit may be; CANL and
         * CANR, which have no slot, count by the source's spelling.
         */
        void add(Unit unit) {
            switch (unit.getLabelStatus().orElse("")) {
                case "exact", "normalised", "inferred" ->
                    unit.getLabel().ifPresent(label -> mark(label, State.LABELLED));
                case "ambiguous" -> unit.getCandidates().forEach(label -> mark(label, State.AMBIGUOUS));
                case "duplicate" -> unit.getCandidates().forEach(label -> mark(label, State.DUPLICATE));
                case "non_neuron" ->
                    unit.getSourceLabel().map(Vocabulary::canonical).ifPresent(label -> mark(label, State.LABELLED));
                default -> {
                    // an unknown cell is none of the 302
                }
            }
        }

        private void mark(String label, State state) {
            NeuronOrder.get()
                    .position(label)
                    .ifPresent(at -> states[at] = (byte) Math.max(states[at], state.ordinal()));
        }
    }

    void add(Row row) {
        rows.add(row);
    }

    /** Recordings by source, the one with most labelled neurons first. */
    List<Row> rows() {
        return rows.stream()
                .sorted(Comparator.comparing(Row::source)
                        .thenComparing(row -> -row.count(State.LABELLED))
                        .thenComparing(Row::recording))
                .toList();
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Recordings that have the neuron labelled. */
    int recordingsWith(int neuron) {
        int n = 0;
        for (Row row : rows) {
            n += row.state(neuron) == State.LABELLED ? 1 : 0;
        }
        return n;
    }

    /** Labels of the neurons that no recording has labelled. */
    List<String> neverLabelled() {
        List<String> never = new ArrayList<>();
        for (int n = 0; n < order.size(); n++) {
            if (recordingsWith(n) == 0) {
                never.add(order.neuron(n).label());
            }
        }
        return never;
    }

    /** Neurons that at least this many recordings have labelled. */
    int neuronsIn(int recordings) {
        int count = 0;
        for (int n = 0; n < order.size(); n++) {
            count += recordingsWith(n) >= recordings ? 1 : 0;
        }
        return count;
    }
}
