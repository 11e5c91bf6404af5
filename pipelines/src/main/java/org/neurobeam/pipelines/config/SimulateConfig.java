package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.listOr;
import static org.neurobeam.pipelines.config.Settings.or;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import org.neurobeam.ingest.nifti.NiftiOutEncoding;
import org.neurobeam.ingest.simulate.FmriSimulation;
import org.neurobeam.ingest.simulate.SimulatedFiles;
import org.neurobeam.ingest.simulate.SimulatedGrid;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of {@code simulate}.
 *
 * @param kind what is simulated: fmri
 * @param output folder of the BIDS tree; the truth goes to its folder {@code truth}
 * @param seed of all random numbers
 * @param subjects subjects
 * @param runs runs of each subject
 * @param shape voxels along x, y, z: {@code 64,64,40} or a list of three numbers
 * @param volumes volumes of each run
 * @param tr time between volumes, s
 * @param voxelsWithSignal voxels with planted weights; at most two thirds of the brain
 * @param conditions trial types
 * @param gzip compress the images
 * @param datatype how series are stored
 * @param noiseFree also write the series without noise, below the truth
 */
public record SimulateConfig(
        String kind,
        String output,
        Long seed,
        Integer subjects,
        Integer runs,
        List<String> shape,
        Integer volumes,
        Double tr,
        Integer voxelsWithSignal,
        Integer conditions,
        Boolean gzip,
        Datatype datatype,
        Boolean noiseFree) {
    /** How series are stored. */
    public enum Datatype {
        /** Scaled 16-bit integers, as scanners write. */
        @JsonProperty("int16")
        INT16,
        /** 32-bit floating point. */
        @JsonProperty("float32")
        FLOAT32
    }

    private static final FmriSimulation STUDY = FmriSimulation.defaults();
    private static final int AXES = 3;

    /** Fills defaults; ranges are checked by {@link #study}. */
    public SimulateConfig {
        kind = or(kind, "");
        output = or(output, "");
        seed = or(seed, STUDY.seed());
        subjects = or(subjects, STUDY.subjects());
        runs = or(runs, STUDY.runs());
        SimulatedGrid grid = STUDY.grid();
        shape = listOr(shape, List.of(grid.nx() + "," + grid.ny() + "," + grid.nz()));
        volumes = or(volumes, STUDY.volumes());
        tr = or(tr, STUDY.trSeconds());
        voxelsWithSignal = or(voxelsWithSignal, STUDY.voxelsWithSignal());
        conditions = or(conditions, STUDY.conditions());
        gzip = or(gzip, true);
        datatype = or(datatype, Datatype.INT16);
        noiseFree = or(noiseFree, false);
        extents(shape);
    }

    /** The settings with a known kind and an output. */
    public SimulateConfig checked() {
        if (!"fmri".equals(kind)) {
            throw new ConfigException("kind: " + (kind.isEmpty() ? "is missing" : kind)
                    + "; allowed: fmri, as in neurobeam simulate fmri --output DIR");
        }
        Settings.require(output, "output");
        return this;
    }

    /** The study that these settings describe. */
    public FmriSimulation study() {
        List<Integer> extents = extents(shape);
        SimulatedGrid grid = new SimulatedGrid(
                extents.get(0), extents.get(1), extents.get(2), STUDY.grid().voxelMm());
        int level = SimulatedFiles.defaults().gzipLevel();
        SimulatedFiles files =
                new SimulatedFiles(gzip, level, NiftiOutEncoding.Type.valueOf(datatype.name()), noiseFree);
        return new FmriSimulation(
                subjects, runs, grid, volumes, tr, conditions, voxelsWithSignal, STUDY.noise(), files, seed);
    }

    private static List<Integer> extents(List<String> shape) {
        List<String> words = Arrays.stream(String.join(",", shape).split(",", -1))
                .map(String::trim)
                .toList();
        if (words.size() != AXES || !words.stream().allMatch(w -> w.matches("[1-9]\\d{0,4}"))) {
            throw new ConfigException(
                    "shape: " + String.join(",", shape) + "; allowed: three whole numbers of voxels, e.g. 64,64,40");
        }
        return words.stream().map(Integer::valueOf).toList();
    }
}
