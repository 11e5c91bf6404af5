package org.neurobeam.pipelines.cli;

import java.util.List;
import org.neurobeam.pipelines.config.SimulateConfig;
import org.neurobeam.pipelines.flow.Outcome;
import org.neurobeam.pipelines.flow.SimulateFlow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code simulate}: recordings with known truth. The fields declare options for help and parsing; their values reach the settings through the base class. */
@Command(
        name = "simulate",
        description = "Data with planted truth: fMRI, calcium recordings of worms, or wiring diagrams.",
        footer = {
            "",
            "Example: ./neurobeam simulate fmri --output study --seed 1 --subjects 1 --runs 2",
            "         ./neurobeam simulate calcium --output worms --worms 5 --damage truncated,time"
        })
@SuppressWarnings({"unused", "UnusedVariable"})
final class SimulateCommand extends FlowCommand<SimulateConfig> {

    @Parameters(index = "0", arity = "0..1", paramLabel = "KIND", description = "fmri, calcium or connectome.")
    private String kind;

    @Option(names = "--output", paramLabel = "DIR", description = "Folder to write: empty or new.")
    private String output;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all random numbers (default 1).")
    private Long seed;

    @Option(names = "--subjects", paramLabel = "N", description = "Subjects (default 2).")
    private Integer subjects;

    @Option(names = "--runs", paramLabel = "N", description = "Runs of each subject (default 4).")
    private Integer runs;

    @Option(names = "--shape", paramLabel = "X,Y,Z", description = "Voxels along each axis (default 32,32,20).")
    private String shape;

    @Option(names = "--volumes", paramLabel = "N", description = "Volumes of each run (default 200).")
    private Integer volumes;

    @Option(names = "--tr", paramLabel = "S", description = "Seconds between volumes (default 2).")
    private Double tr;

    @Option(
            names = "--voxels-with-signal",
            paramLabel = "N",
            description = "Voxels with planted weights (default 2000).")
    private Integer voxelsWithSignal;

    @Option(names = "--conditions", paramLabel = "N", description = "Trial types (default 6).")
    private Integer conditions;

    @Option(names = "--gzip", arity = "1", paramLabel = "BOOL", description = "Compress images (default true).")
    private Boolean gzip;

    @Option(names = "--datatype", paramLabel = "TYPE", description = "int16 (default) or float32.")
    private String datatype;

    @Option(names = "--noise-free", description = "Also write the series without noise, below the truth.")
    private boolean noiseFree;

    @Option(names = "--worms", paramLabel = "N", description = "calcium: recordings (default 5).")
    private Integer worms;

    @Option(names = "--neurons", paramLabel = "N", description = "calcium: ROIs of each worm (default 150).")
    private Integer neurons;

    @Option(names = "--frames", paramLabel = "N", description = "calcium: samples of each worm (default 1600).")
    private Integer frames;

    @Option(names = "--dt", paramLabel = "S", description = "calcium: seconds between frames (default 0.6).")
    private Double dt;

    @Option(names = "--labelled", paramLabel = "P", description = "calcium: share of labelled ROIs (default 0.7).")
    private Double labelled;

    @Option(
            names = "--layout",
            paramLabel = "NAME",
            description = "calcium: csv (default), dag2023, flavell2023, leifer2023.")
    private String layout;

    @Option(
            names = "--damage",
            paramLabel = "KIND,...",
            description = "calcium: truncated, nan, duplicate, time; one worm each.")
    private String damage;

    @Option(names = "--animals", paramLabel = "N", description = "connectome: wiring diagrams (default 4).")
    private Integer animals;

    SimulateCommand() {
        super(SimulateConfig.class);
    }

    @Override
    Outcome run(SimulateConfig settings, List<String> runnerArguments) throws Exception {
        return SimulateFlow.run(settings.checked());
    }
}
