package org.neurobeam.pipelines.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.pipelines.config.IngestConfig;
import org.neurobeam.pipelines.flow.IngestFlow;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.CheckReport;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.SourceFile;

/** The totals of a lab's own recipe are checked in the dataset that was made with it. */
class ExpectedTotalsRuleTest {
    private static final String RECIPE = """
            id: our_lab
            kind: calcium
            format: csv
            files: ["worm*.csv"]
            ids: {at: header}
            traces: {raw: {at: "2..-1", axes: [time, roi]}}
            time: {at: time_s}
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void twoWorms() throws IOException {
        Path raw = Files.createDirectories(folder.resolve("raw"));
        Files.writeString(raw.resolve("worm1.csv"), "time_s,AVAL,VB02,SAAD?\n0,1,2,3\n1,2,3,4\n");
        Files.writeString(raw.resolve("worm2.csv"), "time_s,RIML,RIML\n0,1,2\n1,2,3\n");
    }

    private CheckReport check(String expected, String mode) throws IOException {
        return DatasetRules.check(ingest(expected, mode));
    }

    private Dataset ingest(String expected, String mode) throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), RECIPE + "expected: " + expected + "\n");
        Path output = Files.createTempDirectory(folder, "dataset");
        IngestConfig config = new IngestConfig(
                folder.resolve("raw").toString(),
                output.toString(),
                null,
                null,
                List.of(recipe.toString()),
                mode,
                null,
                null);
        IngestFlow.run(config, List.of());
        return Dataset.open(DataStore.local(output));
    }

    private static List<String> findings(CheckReport report) {
        return report.findings().stream()
                .map(f -> f.rule() + " " + f.severity() + " " + f.scope() + ": " + f.expected() + ", " + f.found())
                .toList();
    }

    @Test
    void totalsThatAreRightAreSilent() throws IOException {
        assertThat(findings(check("{recordings: 2, units: 5, labelled: 2, ambiguous: 1, duplicate: 2}", "fixed")))
                .isEmpty();
    }

    @Test
    void wrongTotalsOfOtherFilesWarn() throws IOException {
        assertThat(findings(check("{recordings: 3, labelled: 2, duplicate: 0}", "fixed")))
                .containsExactly("totals WARNING our_lab, duplicate: 0, 2", "totals WARNING our_lab, recordings: 3, 2");
    }

    @Test
    void wrongTotalsOfThePinnedFilesAreErrors() throws IOException {
        List<String> digests = ingest("{recordings: 2}", "fixed").files().stream()
                .map(SourceFile::getFileId)
                .toList();
        assertThat(digests).hasSize(2);
        CheckReport report = check("{recordings: 3, sha256: " + digests + "}", "fixed");
        assertThat(findings(report)).containsExactly("totals ERROR our_lab, recordings: 3, 2");
        assertThat(report.isGood()).isFalse();
        assertThat(findings(check("{recordings: 3, sha256: [" + digests.get(0) + ", ab]}", "fixed")))
                .containsExactly("totals WARNING our_lab, recordings: 3, 2");
    }

    @Test
    void totalsAreThoseOfFixedMode() throws IOException {
        CheckReport fixed = check("{recordings: 2}", "fixed");
        CheckReport published = check("{recordings: 3}", "paper-faithful");
        assertThat(published.findings()).isEmpty();
        assertThat(published.summary().skipped()).isEqualTo(fixed.summary().skipped() + 1);
    }
}
