package org.neurobeam.pipelines.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.Finding;
import org.neurobeam.schemas.io.dataset.Finding.Severity;
import org.neurobeam.schemas.table.Timebase;
import org.neurobeam.schemas.table.Unit;

/** I11: one worm of Dag 2023, stored as HDF5, JSON, text and NWB, is the same worm in all four. */
final class FourFormsRule implements DatasetRule {
    private static final String HDF5 = "dag2023/2022-07-26-31";
    private static final String JSON = "derived/2022-07-26-31";
    private static final String TEXT = "derived/0";
    private static final String NWB = "derived/sub-2022-07-26-31_ophys";
    private static final double EXACT = 0;
    private static final double FIVE_DECIMALS = 5.1e-6; // of the JSON file
    private static final double FOUR_DECIMALS_S = 5.1e-5; // of the JSON file's times

    private final List<Finding> findings = new ArrayList<>();

    @Override
    public String id() {
        return "I11";
    }

    @Override
    public Optional<List<Finding>> check(Dataset dataset) throws IOException {
        if (Recordings.areAsPublished(dataset)) {
            return Optional.empty();
        }
        for (String id : List.of(HDF5, JSON, TEXT, NWB)) {
            if (Recordings.find(dataset, id).isEmpty()) {
                return Optional.empty();
            }
        }
        FourFormsRule own = new FourFormsRule();
        own.traces(dataset, NWB, "raw", EXACT);
        own.traces(dataset, TEXT, "raw", EXACT);
        own.traces(dataset, JSON, "source_zscore", FIVE_DECIMALS);
        own.traces(dataset, JSON, "unprocessed", FIVE_DECIMALS);
        own.times(dataset, NWB, EXACT);
        own.times(dataset, TEXT, EXACT);
        own.times(dataset, JSON, FOUR_DECIMALS_S);
        own.labels(dataset);
        return Optional.of(List.copyOf(own.findings));
    }

    private void traces(Dataset dataset, String other, String signal, double tolerance) throws IOException {
        SeriesDifference difference = SeriesDifference.of(
                Recordings.series(dataset, HDF5, signal), Recordings.series(dataset, other, signal), tolerance);
        if (difference.unequal() > 0) {
            report(
                    other + " " + signal,
                    "the " + signal + " of " + HDF5 + " within " + tolerance,
                    difference.toString());
        }
    }

    private void times(Dataset dataset, String other, double tolerance) throws IOException {
        List<Double> expected = times(dataset, HDF5);
        List<Double> found = times(dataset, other);
        int unequal = Math.abs(expected.size() - found.size());
        for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
            unequal += Math.abs(expected.get(i) - found.get(i)) <= tolerance ? 0 : 1;
        }
        if (unequal > 0) {
            report(other + " times", expected.size() + " times of " + HDF5, unequal + " unequal");
        }
    }

    private static List<Double> times(Dataset dataset, String id) throws IOException {
        return dataset.timebases(id).stream()
                .filter(t -> t.getGrid().equals(Recordings.ORIGINAL))
                .findFirst()
                .flatMap(Timebase::getTimeS)
                .orElse(List.of());
    }

    private void labels(Dataset dataset) throws IOException {
        Map<Integer, String> expected = labels(dataset, HDF5);
        for (String other : List.of(JSON, TEXT, NWB)) {
            Map<Integer, String> found = labels(dataset, other);
            List<Integer> unequal = expected.keySet().stream()
                    .filter(roi -> !expected.get(roi).equals(found.get(roi)))
                    .sorted()
                    .toList();
            if (!unequal.isEmpty()) {
                int first = unequal.get(0);
                report(
                        other + ", unit " + first + " label",
                        expected.get(first),
                        found.get(first) + " (" + unequal.size() + " unequal of " + expected.size() + ")");
            }
        }
    }

    private static Map<Integer, String> labels(Dataset dataset, String id) throws IOException {
        Map<Integer, String> labels = new java.util.HashMap<>();
        for (Unit unit : dataset.units(id)) {
            labels.put(
                    unit.getRoiIndex(),
                    unit.getLabel().orElse("none") + ", "
                            + unit.getLabelStatus().orElse("none") + " " + unit.getCandidates());
        }
        return labels;
    }

    private void report(String scope, String expected, String found) {
        findings.add(new Finding(id(), scope, Severity.ERROR, expected, found));
    }
}
