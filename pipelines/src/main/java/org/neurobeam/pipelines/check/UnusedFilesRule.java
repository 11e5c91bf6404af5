package org.neurobeam.pipelines.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.Finding;
import org.neurobeam.schemas.io.dataset.Finding.Severity;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.SourceFile;

/** P2: a data file that was read gave rows, or an issue says why not. */
final class UnusedFilesRule implements DatasetRule {
    @Override
    public String id() {
        return "P2";
    }

    @Override
    public Optional<List<Finding>> check(Dataset dataset) throws IOException {
        Set<String> accounted = new HashSet<>();
        dataset.recordings().forEach(r -> accounted.addAll(r.getSourceFileIds()));
        dataset.forEach(Table.CONNECTOMES, c -> accounted.addAll(c.getSourceFileIds()));
        dataset.steps().forEach(step -> accounted.addAll(step.getInputIds()));
        for (Issue issue : dataset.issues()) {
            accounted.add(issue.getFile());
            issue.getFileId().ifPresent(accounted::add);
        }
        List<SourceFile> data = dataset.files().stream()
                .filter(file -> file.getRole().equals("data"))
                .toList();
        List<Finding> findings = new ArrayList<>();
        for (SourceFile file : data) {
            if (!accounted.contains(file.getFileId()) && !accounted.contains(file.getPath())) {
                findings.add(new Finding(id(), file.getPath(), Severity.ERROR, "rows of data, or an issue", "neither"));
            }
        }
        return data.isEmpty() ? Optional.empty() : Optional.of(findings);
    }
}
