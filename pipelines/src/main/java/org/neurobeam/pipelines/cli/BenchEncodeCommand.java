package org.neurobeam.pipelines.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.neurobeam.encoders.ridge.Criterion;
import org.neurobeam.pipelines.bench.EncodeBench;
import org.neurobeam.pipelines.bench.EncodeBenchOptions;
import org.neurobeam.pipelines.bench.Penalties;
import org.neurobeam.pipelines.bench.SimulatedTargets;
import org.neurobeam.schemas.error.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench encode}. */
@Command(
        name = "encode",
        description = {
            "An encoder fitted on arrays: seconds of design, fit and test, peak memory, mean test R2.",
            "cpu_s and wall_s are those of the fit in the fastest round, without reading and testing. "
                    + "sgemm_gflops: float32 product of order 4000 per processor second of one thread, just before. "
                    + "growth_rss_mb: peak resident memory during the fit less that before it."
        },
        footer = {"", "Example: ./neurobeam bench encode --workload W5 --json"})
@SuppressWarnings("UnusedVariable")
final class BenchEncodeCommand implements Callable<Integer> {
    private static final int FOLDS = 5;
    private static final int TILE = 2000;
    private static final int SAMPLES = 1000;
    private static final int FEATURES = 300;

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "NAME", description = "${COMPLETION-CANDIDATES} (default ridge).")
    private EncodeBenchOptions.Model model = EncodeBenchOptions.Model.RIDGE;

    @Option(
            names = "--workload",
            paramLabel = "DIR",
            description = "Folder with X.npy, Y.npy, Xtest.npy, Ytest.npy, alphas.npy and workload.json; sets what "
                    + "the other options do not.")
    private Optional<Path> workload = Optional.empty();

    @Option(names = "--x", paramLabel = "X.npy", description = "Features [samples x features].")
    private Optional<Path> x = Optional.empty();

    @Option(names = "--y", paramLabel = "Y.npy", description = "Targets [samples x targets].")
    private Optional<Path> y = Optional.empty();

    @Option(names = "--xtest", paramLabel = "X.npy", description = "Features of the test.")
    private Optional<Path> xTest = Optional.empty();

    @Option(names = "--ytest", paramLabel = "Y.npy", description = "Targets of the test.")
    private Optional<Path> yTest = Optional.empty();

    @Option(
            names = "--alphas",
            paramLabel = "LIST|logspace:LO:HI:N|FILE.npy",
            description = "Penalties (default logspace:0:5:20).")
    private Optional<String> alphas = Optional.empty();

    @Option(names = "--folds", paramLabel = "K", description = "Contiguous folds of the search (default 5).")
    private int folds = FOLDS;

    @Option(names = "--score", paramLabel = "NAME", description = "${COMPLETION-CANDIDATES} (default neg_mse).")
    private Criterion score = Criterion.NEG_MSE;

    @Option(names = "--intercept", description = "Fit a constant.")
    private boolean intercept;

    @Option(names = "--fast", description = "Factorise kernels in float32: scores err by about 1e-6.")
    private boolean fast;

    @Option(names = "--bands", split = ",", paramLabel = "SIZES", description = "Columns of each feature space.")
    private List<Integer> bands = List.of();

    @Option(names = "--gammas", paramLabel = "FILE.csv", description = "Candidates of a banded search, a row each.")
    private Optional<Path> gammas = Optional.empty();

    @Option(
            names = "--nodes",
            paramLabel = "M",
            description = "A banded search by M alpha nodes; the choices are scored exactly (default 0: exact search).")
    private int nodes;

    @Option(
            names = "--simulate-targets",
            paramLabel = "N",
            description = "Writes N targets with planted signal to --output and fits those.")
    private Optional<Integer> simulated = Optional.empty();

    @Option(names = "--samples", paramLabel = "N", description = "Samples of simulated targets (default 1000).")
    private int samples = SAMPLES;

    @Option(names = "--features", paramLabel = "N", description = "Features of simulated targets (default 300).")
    private int features = FEATURES;

    @Option(names = "--output", paramLabel = "DIR", description = "Where a temporary folder for them is made.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--threads", paramLabel = "N", description = "Workers with one BLAS thread each (default 1).")
    private int threads = 1;

    @Option(names = "--tile", paramLabel = "N", description = "Targets at once (default 2000).")
    private int tile = TILE;

    @Option(names = "--repeat", paramLabel = "N", description = "Rounds (default 1).")
    private int repeat = 1;

    @Option(
            names = "--targets",
            paramLabel = "FILE.csv",
            description = "Writes best_alpha, cv_score and test_r2 of every target.")
    private Optional<Path> table = Optional.empty();

    @Option(names = "--json", description = "One JSON object on stdout; the default and only form.")
    private boolean json;

    @Option(names = "--stacktrace", description = "Print the stack trace of a failure.")
    private boolean stacktrace;

    @Override
    public Integer call() throws Exception {
        ObjectNode result = simulated.isPresent()
                ? EncodeBench.simulated(this::options, new SimulatedTargets(samples, features), simulated.get(), output)
                : EncodeBench.run(options(arrays()), table);
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        spec.commandLine().getOut().println(mapper.writeValueAsString(result));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private EncodeBenchOptions.Arrays arrays() {
        return new EncodeBenchOptions.Arrays(
                file("--x", x, "X.npy").orElseThrow(() -> missing("--x")),
                file("--y", y, "Y.npy").orElseThrow(() -> missing("--y")),
                file("--xtest", xTest, "Xtest.npy"),
                file("--ytest", yTest, "Ytest.npy"));
    }

    private EncodeBenchOptions options(EncodeBenchOptions.Arrays arrays) throws IOException {
        String grid = alphas.orElse(
                workload.map(folder -> folder.resolve("alphas.npy").toString()).orElse("logspace:0:5:20"));
        return new EncodeBenchOptions(
                model,
                arrays,
                Penalties.parse(grid),
                folds,
                score,
                intercept,
                fast,
                bands.isEmpty() ? workloadBands() : bands,
                gammas,
                nodes,
                threads,
                tile,
                repeat);
    }

    private Optional<Path> file(String option, Optional<Path> given, String name) {
        return given.or(() -> workload.map(folder -> folder.resolve(name)));
    }

    private static ConfigException missing(String option) {
        return new ConfigException(option + " is missing; give it, or --workload DIR");
    }

    private List<Integer> workloadBands() throws IOException {
        if (workload.isEmpty() || !Files.isRegularFile(workload.get().resolve("workload.json"))) {
            return List.of();
        }
        JsonNode json = new ObjectMapper()
                .readTree(workload.get().resolve("workload.json").toFile());
        int[] sizes = new int[json.path("bands").size()];
        Arrays.setAll(sizes, i -> json.path("bands").get(i).asInt());
        return Arrays.stream(sizes).boxed().toList();
    }
}
