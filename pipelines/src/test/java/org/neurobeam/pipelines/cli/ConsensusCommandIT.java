package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sources of a consensus as a user names them. */
class ConsensusCommandIT {
    @TempDir
    Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private Console preprocess(String source) {
        return Console.run(
                "preprocess",
                "--input",
                path("dataset"),
                "--output",
                path("consensus"),
                "--set",
                "consensus.mode=fixed",
                "--set",
                "consensus.sources=" + source);
    }

    @Test
    void aMisspeltSourceEndsTheRunBeforeItBegins() {
        assertThat(Console.run("simulate", "connectome", "--output", path("wiring"), "--animals", "2")
                        .exitCode())
                .isZero();
        Console ingest = Console.run("ingest", "--input", path("wiring"), "--output", path("dataset"));
        assertThat(ingest.exitCode()).as(ingest.err()).isZero();
        Console wrong = preprocess("witvliet");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("consensus.sources: witvliet is no connectome of the dataset and of no recipe")
                .contains("did you mean witvliet2020_1, ")
                .contains("allowed: all, ")
                .contains("cook2019")
                .doesNotContain("dag2023");
        assertThat(folder.resolve("consensus")).doesNotExist();
        Console absent = preprocess("cook2019");
        assertThat(absent.exitCode())
                .as("a shipped source may be absent, but not all of them")
                .isEqualTo(3);
        assertThat(absent.err()).contains("expected connectomes of [cook2019], found none");
    }
}
