package org.neurobeam.pipelines.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.neurobeam.pipelines.bench.IngestBench;
import org.neurobeam.pipelines.bench.IngestBenchOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: the benchmarks, one sub-command each. */
@Command(
        name = "bench",
        description = "Benchmark of a kernel or flow on files: seconds per phase, rates, peak memory as JSON.",
        subcommands = {BenchCommand.Ingest.class, BenchEncodeCommand.class},
        footer = {"", "Example: ./neurobeam bench ingest --input run.nii.gz --json"})
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "the name of a benchmark is missing");
    }

    /** {@code bench ingest}. */
    @Command(
            name = "ingest",
            description = {
                "One image to Parquet traces, as the command ingest does, against plain decompression.",
                "mb: voxels as stored, uncompressed, 10^6 bytes. *_mb_per_s: per second of wall clock of one worker, "
                        + "whose stages overlap. *_mb_per_cpu_s: per processor second of all threads, that is per "
                        + "core. The plain names: file to voxel-major chunks; dataset_*: with the Parquet file of ingest. "
                        + "gunzip_ratio: mb_per_s / gunzip_mb_per_s. Every figure is that of the fastest round."
            },
            footer = {"", "Example: ./neurobeam bench ingest --input run.nii.gz --json --repeat 5"})
    @SuppressWarnings("UnusedVariable")
    static final class Ingest implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--input", required = true, paramLabel = "FILE", description = "Image of several volumes.")
        private Path input = Path.of("");

        @Option(names = "--output", paramLabel = "DIR", description = "Where temporary files go.")
        private Optional<Path> output = Optional.empty();

        @Option(
                names = "--memory-mb",
                paramLabel = "MB",
                description = "Memory for the transposition; longer runs use one scratch file (default 256).")
        private int memoryMb = IngestBenchOptions.MEMORY_MB;

        @Option(names = "--repeat", paramLabel = "N", description = "Rounds (default 3).")
        private int repeat = IngestBenchOptions.REPEAT;

        @Option(names = "--json", description = "One JSON object on stdout; the default and only form.")
        private boolean json;

        @Option(names = "--stacktrace", description = "Print the stack trace of a failure.")
        private boolean stacktrace;

        @Override
        public Integer call() throws Exception {
            ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            var result = IngestBench.run(new IngestBenchOptions(input, output, memoryMb, repeat));
            spec.commandLine().getOut().println(mapper.writeValueAsString(result));
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
