package org.neurobeam.pipelines.beam;

import java.util.List;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.NeurobeamException;

/** Runs independent units of work, each named by a string, on the runner that the user chose. */
public final class Work {
    /** Name space of the counters of finished units. */
    public static final String COUNTERS = "neurobeam";
    /** The counter that every worker function increments once a unit is finished. */
    public static final String DONE = "done";

    private static final Duration POLL = Duration.millis(400);

    private Work() {}

    /**
     * Options of the runner: DirectRunner on all cores unless the arguments say otherwise.
     *
     * @param arguments what followed after {@code --}
     * @throws ConfigException if an option is unknown or wrong
     */
    public static PipelineOptions options(List<String> arguments) {
        try {
            PipelineOptions options = PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new))
                    .create();
            if (options.getRunner() == DirectRunner.class) {
                // the checks that Beam's own tests need cost most of the throughput of large elements
                DirectOptions direct = options.as(DirectOptions.class);
                direct.setEnforceImmutability(false);
                direct.setEnforceEncodability(false);
                direct.setBlockOnRun(false);
            }
            if (options.getRunner() == FlinkRunner.class) {
                options.as(FlinkPipelineOptions.class).setFasterCopy(true);
            }
            FileSystems.setDefaultPipelineOptions(options);
            return options;
        } catch (IllegalArgumentException e) {
            throw new ConfigException("runner options " + arguments + ": " + e.getMessage(), e);
        }
    }

    /**
     * Runs one function on every unit.
     *
     * @param stage verb and unit for progress, e.g. {@code "ingest recordings"}
     * @param units names of the units of work
     * @param function what a worker does with one unit; increments {@link #DONE}
     * @param options from {@link #options}
     */
    public static void run(String stage, List<String> units, DoFn<String, String> function, PipelineOptions options) {
        Pipeline pipeline = Pipeline.create(forUnits(units.size(), options));
        build(pipeline, stage, units, function);
        run(stage, units.size(), pipeline);
    }

    /**
     * Runs a transform whose functions increment {@link #DONE} once for each unit.
     *
     * @param stage verb and unit for progress, e.g. {@code "encode tiles"}
     * @param units number of units of work
     * @param options from {@link #options}
     */
    public static void run(
            String stage, int units, PTransform<PBegin, PCollection<String>> work, PipelineOptions options) {
        Pipeline pipeline = Pipeline.create(forUnits(units, options));
        pipeline.apply(stage, work);
        run(stage, units, pipeline);
    }

    /** A thread of the DirectRunner without a unit would look for work without a pause, at the cost of the others. */
    private static PipelineOptions forUnits(int units, PipelineOptions options) {
        if (options.getRunner() == DirectRunner.class) {
            int cores = Runtime.getRuntime().availableProcessors();
            options.as(DirectOptions.class).setTargetParallelism(Math.max(1, Math.min(units, cores)));
        }
        return options;
    }

    private static void run(String stage, int units, Pipeline pipeline) {
        try (Progress progress = new Progress(stage.split(" ")[0], stage.split(" ")[1], units)) {
            PipelineResult result = pipeline.run();
            for (PipelineResult.State state = null; state == null || !state.isTerminal(); ) {
                state = result.waitUntilFinish(POLL);
                progress.at(finished(result));
                if (state == null) {
                    state = result.getState();
                }
            }
            if (result.getState() != PipelineResult.State.DONE) {
                throw new IllegalStateException(stage + ": the runner ended with state " + result.getState());
            }
        } catch (Pipeline.PipelineExecutionException e) {
            throw unwrap(e);
        }
    }

    /** The pipeline of {@link #run}: units, spread over the workers, through the function. */
    public static PCollection<String> build(
            Pipeline pipeline, String stage, List<String> units, DoFn<String, String> function) {
        return pipeline.apply("Units", Create.of(units).withCoder(StringUtf8Coder.of()))
                .apply("Spread", Reshuffle.viaRandomKey())
                .apply(stage, ParDo.of(function));
    }

    private static RuntimeException unwrap(Pipeline.PipelineExecutionException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof NeurobeamException known) {
                return known;
            }
        }
        return e;
    }

    private static long finished(PipelineResult result) {
        try {
            MetricQueryResults found = result.metrics()
                    .queryMetrics(MetricsFilter.builder()
                            .addNameFilter(MetricNameFilter.named(COUNTERS, DONE))
                            .build());
            long count = 0;
            for (var counter : found.getCounters()) {
                count += counter.getAttempted();
            }
            return count;
        } catch (UnsupportedOperationException e) {
            // some runners have no counters while a job runs: progress then shows at the end only
            return 0;
        }
    }
}
