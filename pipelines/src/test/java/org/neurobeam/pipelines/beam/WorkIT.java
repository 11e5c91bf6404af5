package org.neurobeam.pipelines.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.DataException;

/** The same work on the direct runner, on embedded Flink and on a cluster of two processes. */
class WorkIT {
    private static final List<String> UNITS =
            IntStream.range(0, 20).mapToObj(i -> "unit-" + i).toList();

    @TempDir
    Path folder;

    /** Writes a file for each unit. */
    private static final class Touch extends DoFn<String, String> {
        private static final long serialVersionUID = 1L;
        private final Counter done = Metrics.counter(Work.COUNTERS, Work.DONE);
        private final String to;

        Touch(Path to) {
            this.to = to.toString();
        }

        @ProcessElement
        public void touch(@Element String unit, OutputReceiver<String> out) throws IOException {
            if (unit.equals("bad")) {
                throw new DataException("bad.nii", "byte 3", "damaged", "expected data, found none; copy it again");
            }
            Files.writeString(Path.of(to, unit), unit);
            done.inc();
            out.output(unit);
        }
    }

    private void runs(String... arguments) throws IOException {
        Path to = Files.createDirectories(folder.resolve(
                "out" + arguments.length + String.join("", arguments).hashCode()));
        Work.run("touch units", UNITS, new Touch(to), Work.options(List.of(arguments)));
        try (var files = Files.list(to)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrderElementsOf(UNITS);
        }
    }

    @Test
    void directRunner() throws IOException {
        runs();
    }

    @Test
    void embeddedFlink() throws IOException {
        runs("--runner=FlinkRunner", "--flinkMaster=[local]", "--parallelism=2");
    }

    @Test
    void clusterOfTwoProcesses() throws IOException {
        try (LoopbackFlink flink = new LoopbackFlink(folder)) {
            runs(
                    "--runner=FlinkRunner",
                    "--flinkMaster=" + flink.master(),
                    "--parallelism=2",
                    "--filesToStage=" + stagedJar());
        }
    }

    /** The workers have the classes on their own class path: one small jar stands for what is staged. */
    private static String stagedJar() {
        return org.slf4j.Logger.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
    }

    @Test
    void aFailureOfAWorkerKeepsItsType() {
        assertThatThrownBy(() -> Work.run("touch units", List.of("bad"), new Touch(folder), Work.options(List.of())))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("bad.nii: byte 3");
    }

    @Test
    void unknownRunnerOptionsAreRefused() {
        assertThatThrownBy(() -> Work.options(List.of("--noSuchOption=3")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("noSuchOption");
    }
}
