package org.neurobeam.ingest.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.DatasetCheck;
import org.neurobeam.schemas.io.dataset.Finding;
import org.neurobeam.schemas.testing.Mutations;
import org.neurobeam.schemas.testing.SharedData;

/**
 * Ingests a folder again and again, each time with other damage to its first file. What comes out must be a valid
 * dataset whose errors name the file; nothing else may be thrown, and no damage may cost more than two seconds.
 *
 * <p>The number of mutations is {@code -Dneurobeam.mutations}, which the Maven profile {@code fuzz} sets to 1,000 (with a
 * heap of 512 MB); without it there are as many as the gate has time for.
 */
public final class MutatedFolder {
    private static final int MUTATIONS = Integer.getInteger("neurobeam.mutations", 8);
    private static final long SEED = 20240607;
    /** Processor seconds of one mutation, on any machine. */
    private static final double MOST_SECONDS = 2;
    /** A hang, however loaded the machine is. */
    private static final Duration HANGS = Duration.ofSeconds(60);

    private final Path source;
    private final List<String> files;
    private final Path work;

    /** How a folder becomes a dataset. */
    @FunctionalInterface
    public interface Ingest {
        /** Ingests input to output. */
        Dataset run(Path input, Path output) throws IOException;
    }

    /**
     * @param folder below the shared data
     * @param files the file to damage, then those that it needs
     * @param work an empty folder
     */
    public MutatedFolder(String folder, List<String> files, Path work) {
        this.source = SharedData.path(folder);
        this.files = List.copyOf(files);
        this.work = work;
    }

    /** Damages, ingests and verifies, again and again. */
    public void check(Ingest ingest) throws IOException {
        Path input = work.resolve("in");
        for (String file : files) {
            Path copy = input.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(source.resolve(file), copy);
        }
        Path damaged = input.resolve(files.get(0));
        Mutations mutations = new Mutations(Files.readAllBytes(damaged), SEED);
        // the whole file comes first: it must be good, and it warms the machine
        one(-1, input, ingest);
        double slowest = 0;
        for (int k = 0; k < MUTATIONS; k++) {
            Files.write(damaged, mutations.next());
            slowest = Math.max(slowest, one(k, input, ingest));
        }
        System.out.printf("%s: %d mutations, slowest %.2f CPU s%n", files.get(0), MUTATIONS, slowest);
        assertThat(slowest).as("CPU seconds of the slowest mutation").isLessThan(MOST_SECONDS);
    }

    /** Processor seconds that the reading took. */
    private double one(int k, Path input, Ingest ingest) throws IOException {
        Path output = work.resolve("out" + k);
        double seconds = assertTimeoutPreemptively(HANGS, () -> {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            Dataset dataset = ingest(k, input, output, ingest);
            double spent = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
            verify(k, dataset);
            return spent;
        });
        try (Stream<Path> all = Files.walk(output)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        return seconds;
    }

    private Dataset ingest(int k, Path input, Path output, Ingest ingest) {
        try {
            return ingest.run(input, output);
        } catch (IOException | RuntimeException | Error e) {
            throw new AssertionError("mutation " + k + " of " + files.get(0), e);
        }
    }

    private void verify(int k, Dataset dataset) throws IOException {
        String what = "mutation " + k + " of " + files.get(0);
        assertThat(DatasetCheck.run(dataset).findings())
                .as(what)
                .noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
        assertThat(dataset.issues()).as(what).allSatisfy(issue -> {
            assertThat(issue.getFile()).isNotBlank();
            assertThat(issue.getMessage()).isNotBlank();
        });
        // damage that the reader cannot see is in the values; anything else is said
        assertThat(dataset.recordings().size()
                        + dataset.issues().size()
                        + dataset.all(Table.CONNECTOMES).size())
                .as(what)
                .isPositive();
    }
}
