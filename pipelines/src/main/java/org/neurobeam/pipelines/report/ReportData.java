package org.neurobeam.pipelines.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that the report of an encoding run shows.
 *
 * @param heading title and origin
 * @param summary the numbers on top
 * @param groups one per fitted model, in the order shown
 * @param issues everything refused or doubtful
 * @param warnings sentences for the top of the page
 * @param configuration the resolved configuration, YAML
 * @param provenance versions, JVM, BLAS, seed, input digests; in the order given
 * @param methods the methods paragraph
 * @param truth planted against recovered, for simulated data
 */
public record ReportData(
        Heading heading,
        Summary summary,
        List<GroupReport> groups,
        List<IssueRow> issues,
        List<String> warnings,
        String configuration,
        Map<String, String> provenance,
        Methods methods,
        Optional<Truth> truth) {
    public ReportData {
        Objects.requireNonNull(heading, "heading");
        Objects.requireNonNull(summary, "summary");
        groups = List.copyOf(groups);
        issues = List.copyOf(issues);
        warnings = List.copyOf(warnings);
        Objects.requireNonNull(configuration, "configuration");
        // Map.copyOf loses the order
        provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
        Objects.requireNonNull(methods, "methods");
        Objects.requireNonNull(truth, "truth");
    }

    /** A report of groups and nothing else. */
    public static ReportData of(Heading heading, Summary summary, List<GroupReport> groups) {
        Methods noMethods = new Methods(List.of(), List.of());
        return new ReportData(
                heading, summary, groups, List.of(), List.of(), "", Map.of(), noMethods, Optional.empty());
    }

    /** The same report with issues. */
    public ReportData withIssues(List<IssueRow> value) {
        return new ReportData(heading, summary, groups, value, warnings, configuration, provenance, methods, truth);
    }

    /** The same report with warnings. */
    public ReportData withWarnings(List<String> value) {
        return new ReportData(heading, summary, groups, issues, value, configuration, provenance, methods, truth);
    }

    /** The same report with the resolved configuration, YAML. */
    public ReportData withConfiguration(String yaml) {
        return new ReportData(heading, summary, groups, issues, warnings, yaml, provenance, methods, truth);
    }

    /** The same report with provenance, in the map's order. */
    public ReportData withProvenance(Map<String, String> value) {
        return new ReportData(heading, summary, groups, issues, warnings, configuration, value, methods, truth);
    }

    /** The same report with a methods paragraph. */
    public ReportData withMethods(Methods value) {
        return new ReportData(heading, summary, groups, issues, warnings, configuration, provenance, value, truth);
    }

    /** The same report with the planted truth. */
    public ReportData withTruth(Truth value) {
        return new ReportData(
                heading, summary, groups, issues, warnings, configuration, provenance, methods, Optional.of(value));
    }

    /**
     * Title and origin.
     *
     * @param title e.g. {@code Voxelwise encoding: sub-01, object viewing}
     * @param subtitle a line beneath it, may be empty
     * @param generatedBy program and version
     */
    public record Heading(String title, String subtitle, String generatedBy) {
        public Heading {
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(subtitle, "subtitle");
            Objects.requireNonNull(generatedBy, "generatedBy");
        }
    }
}
