package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.pipelines.beam.LoopbackFlink;

/** The same encode gives the same bytes on every runner, and when a worker is killed while it works. */
class EncodeRunnersIT {
    private static final String TILE = "40";

    @TempDir
    static Path folder;

    private static byte[] expected;

    @BeforeAll
    static void studyAndScoresOfTheDirectRunner() throws IOException {
        String study = folder.resolve("study").toString();
        CommandLineRun.json(
                "simulate",
                "fmri",
                "--output",
                study,
                "--subjects",
                "1",
                "--runs",
                "3",
                "--shape",
                "14,14,12",
                "--volumes",
                "80",
                "--tr",
                "2",
                "--voxels-with-signal",
                "300",
                "--seed",
                "7");
        String bids = Files.isDirectory(folder.resolve("study/bids")) ? study + "/bids" : study;
        String raw = folder.resolve("raw").toString();
        CommandLineRun.json("ingest", "--input", bids, "--output", raw);
        CommandLineRun.json(
                "preprocess",
                "--input",
                raw,
                "--output",
                folder.resolve("clean").toString());
        encode("direct");
        expected = scores("direct");
    }

    private static void encode(String name, String... runner) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("encode", "--input", folder.resolve("clean").toString()));
        arguments.addAll(List.of("--output", folder.resolve(name).toString(), "--tile", TILE));
        // draws of all tiles count together
        arguments.addAll(List.of("--set", "test.correction=max"));
        arguments.addAll(Arrays.asList(runner));
        CommandLineRun.json(arguments.toArray(String[]::new));
    }

    private static byte[] scores(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name).resolve("scores.parquet"));
    }

    private static String[] cluster(LoopbackFlink flink) {
        // the workers have the classes on their own class path: one small jar stands for what is staged
        String jar = org.slf4j.Logger.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return new String[] {
            "--", "--runner=FlinkRunner", "--flinkMaster=" + flink.master(), "--parallelism=2", "--filesToStage=" + jar
        };
    }

    @Test
    void embeddedFlinkGivesTheSameBytes() throws IOException {
        encode("embedded", "--", "--runner=FlinkRunner", "--flinkMaster=[local]", "--parallelism=2");
        assertThat(scores("embedded")).isEqualTo(expected);
    }

    @Test
    void aClusterGivesTheSameBytesAlsoWhenItsWorkerIsKilled() throws Exception {
        Path logs = Files.createDirectories(folder.resolve("flink"));
        try (LoopbackFlink flink = new LoopbackFlink(logs)) {
            encode("cluster", cluster(flink));
            assertThat(scores("cluster")).isEqualTo(expected);

            String[] arguments = cluster(flink);
            CompletableFuture<Void> job = CompletableFuture.runAsync(() -> {
                try {
                    encode("killed", arguments);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            awaitFirstTile(folder.resolve("killed/.state/tiles"), job);
            flink.killTaskManager();
            assertThat(job).isNotDone();
            flink.startTaskManager();
            job.get(3, TimeUnit.MINUTES);
            assertThat(scores("killed")).isEqualTo(expected);
        }
    }

    private static void awaitFirstTile(Path tiles, CompletableFuture<Void> job) throws Exception {
        for (int i = 0; i < 2000 && !job.isDone(); i++) {
            if (Files.isDirectory(tiles)) {
                try (var files = Files.list(tiles)) {
                    if (files.anyMatch(f -> f.toString().endsWith(".digest"))) {
                        return;
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError("no tile was finished");
    }
}
