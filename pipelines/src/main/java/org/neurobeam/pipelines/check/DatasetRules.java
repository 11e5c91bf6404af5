package org.neurobeam.pipelines.check;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.neurobeam.ingest.connectome.ConnectomeRules;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.dataset.CheckReport;
import org.neurobeam.schemas.io.dataset.CheckSummary;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetCheck;
import org.neurobeam.schemas.io.dataset.Finding;
import org.neurobeam.schemas.io.dataset.Finding.Severity;

/** All rules that apply to a dataset: those that hold for every dataset, those of wiring diagrams, those of sources. */
public final class DatasetRules {
    private static final List<DatasetRule> RULES = List.of(
            new VocabularyRule(),
            new SlotRule(),
            new AbsentNeuronRule(),
            new NormalisedSignalRule(),
            new SourceLabelsRule(),
            new FourFormsRule(),
            new BilateralRule(),
            new TwoFormsRule(),
            new ExpectedTotalsRule(),
            new PublishedConsensusRule(),
            new UnusedFilesRule());

    private DatasetRules() {}

    /** Checks a dataset; damage becomes findings, not exceptions. */
    public static CheckReport check(Dataset dataset) throws IOException {
        CheckReport general = DatasetCheck.run(dataset);
        if (general.findings().stream().anyMatch(f -> f.rule().equals("readable"))) {
            // what cannot be read has been reported, and nothing else can be said of it
            return general;
        }
        if (general.summary().connectomes() == 0 && areFmri(dataset)) {
            return general;
        }
        ConnectomeRules.Outcome wiring = ConnectomeRules.check(dataset);
        List<Finding> findings = new ArrayList<>(wiring.findings());
        findings.addAll(general.findings());
        long skipped = general.summary().skipped() + wiring.skipped().size();
        for (DatasetRule rule : RULES) {
            Optional<List<Finding>> found = apply(rule, dataset);
            skipped += found.isEmpty() ? 1 : 0;
            found.ifPresent(findings::addAll);
        }
        findings.sort(Comparator.comparing(Finding::rule).thenComparing(Finding::scope));
        return new CheckReport(findings, summary(general.summary(), findings, skipped));
    }

    /** Whether there are recordings and all are of fMRI; recordings that cannot be read are none. */
    public static boolean areFmri(Dataset dataset) throws IOException {
        try {
            return Recordings.areFmri(dataset);
        } catch (DataException | NoSuchFileException unreadable) {
            // the check itself reports them
            return true;
        }
    }

    private static Optional<List<Finding>> apply(DatasetRule rule, Dataset dataset) throws IOException {
        try {
            return rule.check(dataset);
        } catch (DataException e) {
            return Optional.of(List.of(new Finding(
                    rule.id(), e.file() + " " + e.place(), Severity.ERROR, "rows that can be read", e.problem())));
        }
    }

    private static CheckSummary summary(CheckSummary s, List<Finding> findings, long skipped) {
        long errors =
                findings.stream().filter(f -> f.severity() == Severity.ERROR).count();
        return new CheckSummary(
                s.recordings(),
                s.units(),
                s.labelled(),
                s.ambiguous(),
                s.connectomes(),
                s.nodes(),
                s.edges(),
                s.issues(),
                errors,
                findings.size() - errors,
                skipped,
                s.issuesByCode(),
                s.issuesBySeverity(),
                s.sources(),
                s.wiring());
    }
}
