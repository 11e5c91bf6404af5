package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code report} on dataset folders: the file stands in the folder and disturbs nobody. */
class ReportCommandIT {
    @TempDir
    static Path folder;

    @BeforeAll
    static void dataset() {
        done(
                "simulate",
                "calcium",
                "--worms",
                "1",
                "--neurons",
                "12",
                "--frames",
                "620",
                "--layout",
                "dag2023",
                "--output",
                path("worms"));
        done("ingest", "--input", path("worms"), "--output", path("dataset"));
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static CommandLineRun done(String... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    @Test
    void theReportStandsInTheDatasetAndCheckAndPublishGoOn() throws IOException {
        String before = done("check", path("dataset"), "--json").out();

        CommandLineRun report = done("report", path("dataset"));

        Path file = folder.resolve("dataset/report.html");
        assertThat(report.json().get("report").asText()).isEqualTo(file.toString());
        assertThat(Files.readString(file)).contains("id=\"presence\"", "1 calcium recording", "default-src 'none'");
        assertThat(done("check", path("dataset"), "--json").out()).isEqualTo(before);
        done("publish", "--input", path("dataset"), "--output", path("release"), "--to", "netcdf");
        assertThat(folder.resolve("release/report.html")).doesNotExist();
        Files.delete(file);
    }

    @Test
    void outputIsAFileOrAFolder() throws IOException {
        done("report", path("dataset"), "--output", path("page.html"));
        done("report", path("dataset"), "--output", path("pages"));

        assertThat(folder.resolve("page.html")).hasSameBinaryContentAs(folder.resolve("pages/report.html"));
        assertThat(folder.resolve("dataset/report.html")).doesNotExist();
    }

    @Test
    void aFolderThatIsNeitherIsRefused() {
        CommandLineRun run = CommandLineRun.of("report", path("worms"));

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("expected a results folder", "dataset.json", "found neither");
        assertThat(folder.resolve("worms/report.html")).doesNotExist();
    }
}
