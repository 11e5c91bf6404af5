package org.neurobeam.ingest.connectome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.neurobeam.ingest.recipe.Expected;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.ingest.recipe.Kind;
import org.neurobeam.ingest.recipe.Recipe;
import org.neurobeam.ingest.recipe.Recipes;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.Finding;
import org.neurobeam.schemas.io.dataset.Finding.Severity;
import org.neurobeam.schemas.table.Connectome;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Step;

/**
 * The rules of wiring diagrams over the tables of a dataset: C1 symmetric electrical edges, C2 positive weights, C3 and
 * C5 known totals, C6 two forms of one source agree, C7 synapses grow with age. C4 compares a consensus and stands
 * where that is made.
 *
 * <p>Memory: the weights of all edges.
 */
public final class ConnectomeRules {
    /** What a check found, and the rules that had nothing to check. */
    public record Outcome(List<Finding> findings, Set<String> skipped) {
        /** Copies. */
        public Outcome {
            findings = List.copyOf(findings);
            skipped = java.util.Collections.unmodifiableSet(new TreeSet<>(skipped));
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> PINNED_BY_C5 = Set.of("cook2019", "chklovskii");
    private static final List<String> SAME_SOURCE = List.of("varshney2011", "chklovskii");
    private static final String AGEING = "witvliet2020_";

    private final Dataset dataset;
    private final Map<String, WiringFigures> wirings = new TreeMap<>();
    private final Map<String, Connectome> connectomes = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> skipped = new HashSet<>(List.of("C1", "C2", "C3", "C5", "C6", "C7"));

    private ConnectomeRules(Dataset dataset) {
        this.dataset = dataset;
    }

    /** Checks the connectomes of a dataset; what it lacks is skipped. */
    public static Outcome check(Dataset dataset) throws IOException {
        ConnectomeRules rules = new ConnectomeRules(dataset);
        rules.load();
        rules.symmetry();
        rules.weights();
        rules.totals();
        rules.sameSource();
        rules.ageing();
        rules.findings.sort(Comparator.comparing(Finding::rule).thenComparing(Finding::scope));
        return new Outcome(rules.findings, rules.skipped);
    }

    /** Whether the connectomes were read as the published data set reads them. */
    public static boolean areAsPublished(Dataset dataset) throws IOException {
        ConnectomeRules rules = new ConnectomeRules(dataset);
        Map<String, JsonNode> steps = rules.params();
        List<Connectome> all = dataset.all(Table.CONNECTOMES);
        return !all.isEmpty()
                && all.stream()
                        .allMatch(c -> isAsPublished(steps.getOrDefault(c.getConnectomeId(), JSON.missingNode())));
    }

    private static boolean isAsPublished(JsonNode params) {
        return IngestMode.PAPER_FAITHFUL.word().equals(params.path("mode").asText());
    }

    private void load() throws IOException {
        dataset.forEach(Table.CONNECTOMES, row -> {
            connectomes.put(row.getConnectomeId(), row);
            wirings.put(row.getConnectomeId(), new WiringFigures());
        });
        dataset.forEach(
                Table.NODES, node -> node.getConnectomeId().map(wirings::get).ifPresent(own -> own.add(node)));
        dataset.forEach(
                Table.EDGES,
                edge -> Optional.ofNullable(wirings.get(edge.getConnectomeId())).ifPresent(own -> own.add(edge)));
    }

    private void report(String rule, String scope, Severity severity, String expected, String found) {
        findings.add(new Finding(rule, scope, severity, expected, found));
    }

    /** C1: the source's disagreement is a warning, one in the dataset an error. */
    private void symmetry() throws IOException {
        Map<String, List<Issue>> input = new TreeMap<>();
        for (Issue issue : dataset.issues()) {
            if (issue.getCode().equals(ConnectomeIssues.ASYMMETRIC_GAP)) {
                String id = issue.getRaw().orElse("").split(" ")[0];
                input.computeIfAbsent(id, key -> new ArrayList<>()).add(issue);
            }
        }
        input.forEach((id, issues) -> report(
                "C1",
                id + ", input",
                Severity.WARNING,
                "electrical weights equal in both directions",
                issues.get(0).getRaw().orElse("") + " at " + issues.get(0).getPlace() + times(issues.size())));
        wirings.forEach((id, own) -> {
            if (own.hasGaps()) {
                skipped.remove("C1");
            }
            List<String> bad = own.asymmetries();
            if (!bad.isEmpty()) {
                String found = bad.get(0) + times(bad.size());
                report("C1", id, Severity.ERROR, "electrical weights equal in both directions", found);
            }
        });
    }

    private static String times(int n) {
        return n == 1 ? "" : " (first of " + n + ")";
    }

    private void weights() {
        wirings.forEach((id, own) -> {
            if (own.edges() > 0) {
                skipped.remove("C2");
            }
            if (!own.wrongWeights().isEmpty()) {
                String found =
                        own.wrongWeights().get(0) + times(own.wrongWeights().size());
                report("C2", id, Severity.ERROR, "weight > 0", found);
            }
        });
    }

    /** C3 and C5: as published, an error when the file is the one that was counted. */
    private void totals() throws IOException {
        Map<String, JsonNode> steps = params();
        for (Recipe recipe : Recipes.shipped()) {
            String id = recipe.recording().id().constant();
            JsonNode step = steps.getOrDefault(id, JSON.missingNode());
            if (recipe.kind() == Kind.CONNECTOME && wirings.containsKey(id) && !isAsPublished(step)) {
                totals(id, recipe.expected(), wirings.get(id).totals(step.path("as_read")));
            }
        }
    }

    private void totals(String id, Expected expected, Map<String, Double> found) {
        boolean pinned = expected.isPinned(connectomes.get(id).getSourceFileIds());
        expected.totals().forEach((name, value) -> {
            String rule = PINNED_BY_C5.contains(id) && name.endsWith("_300") ? "C5" : "C3";
            skipped.remove(rule);
            Double own = found.get(name);
            if (own != null && !own.equals(value)) {
                Severity severity = pinned ? Severity.ERROR : Severity.WARNING;
                report(rule, id + ", " + name, severity, value.toString(), own.toString());
            }
        });
    }

    private Map<String, JsonNode> params() throws IOException {
        Map<String, JsonNode> params = new HashMap<>();
        for (Step step : dataset.steps()) {
            try {
                params.put(step.getOutput(), JSON.readTree(step.getParams()));
            } catch (JsonProcessingException e) {
                throw new DataException(
                        "steps",
                        step.getStepId(),
                        "unreadable_json",
                        "expected JSON in params, found " + e.getMessage(),
                        e);
            }
        }
        return params;
    }

    /** C6: matrices and list of one source, entry by entry. */
    private void sameSource() throws IOException {
        WiringFigures one = wirings.get(SAME_SOURCE.get(0));
        WiringFigures other = wirings.get(SAME_SOURCE.get(1));
        // read as published, the list lacks one kind of its synapses
        if (one == null
                || other == null
                || isAsPublished(params().getOrDefault(SAME_SOURCE.get(1), JSON.missingNode()))) {
            return;
        }
        skipped.remove("C6");
        List<String> differences = one.differences(other);
        if (!differences.isEmpty()) {
            report(
                    "C6",
                    String.join(" and ", SAME_SOURCE),
                    Severity.ERROR,
                    one.edges() + " equal entries",
                    differences.size() + " unequal, first " + differences.get(0));
        }
    }

    /** C7: chemical weight in the order of the stages. */
    private void ageing() {
        List<Double> sums = wirings.entrySet().stream()
                .filter(entry -> entry.getKey().matches(AGEING + "\\d"))
                .map(entry -> entry.getValue().chemicalWeight())
                .toList();
        if (sums.size() < 2) {
            return;
        }
        skipped.remove("C7");
        for (int i = 1; i < sums.size(); i++) {
            if (sums.get(i) <= sums.get(i - 1)) {
                report("C7", AGEING + "*", Severity.WARNING, "chemical weight that grows with stage", sums.toString());
                return;
            }
        }
    }
}
