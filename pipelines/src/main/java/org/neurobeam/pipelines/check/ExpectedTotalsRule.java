package org.neurobeam.pipelines.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.neurobeam.ingest.calcium.CalciumIngest;
import org.neurobeam.ingest.recipe.Expected;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.Finding;
import org.neurobeam.schemas.io.dataset.Finding.Severity;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.SourceFile;
import org.neurobeam.schemas.table.Step;
import org.neurobeam.schemas.table.Unit;

/**
 * Recordings of a source give the totals that its recipe states: an error where the dataset was made from the very files
 * that were counted, a warning where from others. Recipes reach the dataset in the parameters of the ingest steps.
 */
final class ExpectedTotalsRule implements DatasetRule {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String id() {
        return "totals";
    }

    @Override
    public Optional<List<Finding>> check(Dataset dataset) throws IOException {
        Map<String, Expected> expected = expected(dataset);
        if (expected.isEmpty() || Recordings.areAsPublished(dataset)) {
            return Optional.empty();
        }
        Set<String> files = dataset.files().stream().map(SourceFile::getFileId).collect(Collectors.toSet());
        Map<String, Map<String, Double>> found = found(dataset, expected.keySet());
        List<Finding> findings = new ArrayList<>();
        expected.forEach((source, totals) -> totals.totals().forEach((name, value) -> {
            double own = found.get(source).getOrDefault(name, 0.0);
            if (own != value) {
                Severity severity = totals.isPinned(files) ? Severity.ERROR : Severity.WARNING;
                findings.add(new Finding(id(), source + ", " + name, severity, number(value), number(own)));
            }
        }));
        return Optional.of(findings);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** Totals by source. */
    private static Map<String, Expected> expected(Dataset dataset) throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (Recording recording : dataset.recordings()) {
            sources.put(recording.getRecordingId(), recording.getDatasetId());
        }
        Map<String, Expected> expected = new TreeMap<>();
        for (Step step : dataset.steps()) {
            String source = sources.get(step.getOutput());
            if (source != null && step.getStepId().equals(CalciumIngest.stepId(step.getOutput()))) {
                stated(step).ifPresent(totals -> expected.put(source, totals));
            }
        }
        return expected;
    }

    private static Optional<Expected> stated(Step step) {
        try {
            JsonNode totals = JSON.readTree(step.getParams()).path(CalciumIngest.EXPECTED);
            return totals.isObject() ? Optional.of(JSON.convertValue(totals, Expected.class)) : Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new DataException(
                    "steps",
                    step.getStepId(),
                    "unreadable_json",
                    "expected JSON in params, found " + e.getMessage() + "; make the dataset again",
                    e);
        }
    }

    private static Map<String, Map<String, Double>> found(Dataset dataset, Set<String> sources) throws IOException {
        Map<String, Map<String, Double>> found = new TreeMap<>();
        for (Recording recording : dataset.recordings()) {
            if (sources.contains(recording.getDatasetId())) {
                Map<String, Double> own = found.computeIfAbsent(recording.getDatasetId(), id -> new TreeMap<>());
                add(own, "recordings", 1);
                add(own, "units", recording.getNRois());
                add(own, "labelled", recording.getNLabelled());
                add(own, "ambiguous", recording.getNAmbiguous());
                for (Unit unit : dataset.units(recording.getRecordingId())) {
                    add(own, "duplicate", unit.getLabelStatus().orElse("").equals("duplicate") ? 1 : 0);
                }
            }
        }
        return found;
    }

    private static void add(Map<String, Double> totals, String name, double amount) {
        totals.merge(name, amount, Double::sum);
    }
}
