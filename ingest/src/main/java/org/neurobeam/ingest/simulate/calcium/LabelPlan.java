package org.neurobeam.ingest.simulate.calcium;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.neurobeam.ingest.simulate.RandomKey;
import org.neurobeam.ingest.vocabulary.LabelStatus;
import org.neurobeam.ingest.vocabulary.Neuron;
import org.neurobeam.ingest.vocabulary.Vocabulary;

/** Draws the cells of a worm, both sides of a pair together, which of them are labelled, and how wrongly. */
final class LabelPlan {
    private static final Pattern ONE_DIGIT = Pattern.compile("[A-Z]+[1-9]");
    private static final Vocabulary CELLS = Vocabulary.hermaphrodite();

    private final CalciumSimulation study;
    private final RandomKey key;

    private LabelPlan(CalciumSimulation study, int worm) {
        this.study = study;
        this.key = study.key(worm).with("labels");
    }

    /** The ROIs of a worm in the order of its columns. */
    static List<SimulatedRoi> of(CalciumSimulation study, int worm) {
        LabelPlan plan = new LabelPlan(study, worm);
        List<SimulatedRoi> rois = plan.cells();
        List<Integer> labelled = plan.label(rois);
        plan.repeat(rois, labelled, study.damageOf(worm).contains(Damage.DUPLICATE));
        plan.gaps(rois);
        if (study.damageOf(worm).contains(Damage.NAN)) {
            rois.set(0, rois.get(0).withGap(0, study.frames()));
        }
        return List.copyOf(rois);
    }

    private List<SimulatedRoi> cells() {
        Set<String> chosen = new LinkedHashSet<>();
        for (String label : shuffled(CELLS.labels(), "cells")) {
            if (chosen.size() < study.neurons()) {
                chosen.add(label);
            }
            Optional<String> mate = CELLS.mate(label);
            if (mate.isPresent() && chosen.size() < study.neurons()) {
                chosen.add(mate.get());
            }
        }
        List<SimulatedRoi> rois = new ArrayList<>();
        for (String label : shuffled(List.copyOf(chosen), "columns")) {
            Neuron neuron = CELLS.neuron(label).orElseThrow();
            rois.add(new SimulatedRoi(neuron, "", LabelStatus.UNKNOWN, List.of(), 0, 0));
        }
        return rois;
    }

    private <T> List<T> shuffled(List<T> items, String name) {
        RandomKey stream = key.with(name);
        List<T> out = new ArrayList<>(items);
        for (int i = out.size() - 1; i > 0; i--) {
            int j = (int) (stream.uniform(i) * (i + 1));
            T moved = out.get(i);
            out.set(i, out.get(j));
            out.set(j, moved);
        }
        return out;
    }

    /** Labels the first columns of a shuffled order; returns those whose label is exact. */
    private List<Integer> label(List<SimulatedRoi> rois) {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < rois.size(); i++) {
            columns.add(i);
        }
        int count = (int) Math.rint(study.labelled() * rois.size());
        List<Integer> exact = new ArrayList<>();
        for (int column : shuffled(columns, "labelled").subList(0, count)) {
            rois.set(column, spelled(rois.get(column), column));
            if (rois.get(column).status() == LabelStatus.EXACT) {
                exact.add(column);
            }
        }
        return exact;
    }

    private SimulatedRoi spelled(SimulatedRoi roi, int column) {
        String label = roi.neuron().label();
        String stem = label.substring(0, label.length() - 1);
        double draw = key.with("fault").uniform(column);
        if (CELLS.mate(label).isPresent() && draw < study.faults().ambiguous()) {
            return roi.labelled(stem + "?", LabelStatus.AMBIGUOUS, matching(stem));
        }
        if (ONE_DIGIT.matcher(label).matches() && draw < study.faults().padded()) {
            String padded = stem + "0" + label.charAt(label.length() - 1);
            return roi.labelled(padded, LabelStatus.NORMALISED, label);
        }
        return roi.labelled(label, LabelStatus.EXACT, label);
    }

    private static String[] matching(String stem) {
        return CELLS.labels().stream()
                .filter(label -> label.length() == stem.length() + 1 && label.startsWith(stem))
                .toArray(String[]::new);
    }

    /** Takes two exact labels at a time and gives the first one's to both. */
    private void repeat(List<SimulatedRoi> rois, List<Integer> exact, boolean oneMore) {
        int wanted = (int) Math.rint(study.faults().duplicate() * exact.size()) + (oneMore ? 1 : 0);
        for (int pair = 0; pair < Math.min(wanted, exact.size() / 2); pair++) {
            String label = rois.get(exact.get(2 * pair)).sourceLabel();
            for (int column : exact.subList(2 * pair, 2 * pair + 2)) {
                rois.set(column, rois.get(column).labelled(label, LabelStatus.DUPLICATE, label));
            }
        }
    }

    private void gaps(List<SimulatedRoi> rois) {
        RandomKey stream = key.with("gaps");
        int longest = study.frames() / 20;
        for (int i = 0; i < rois.size(); i++) {
            if (stream.uniform(3L * i) < study.faults().gaps()) {
                int length = 1 + (int) (stream.uniform(3L * i + 1) * longest);
                int start = (int) (stream.uniform(3L * i + 2) * (study.frames() - length));
                rois.set(i, rois.get(i).withGap(start, length));
            }
        }
    }
}
