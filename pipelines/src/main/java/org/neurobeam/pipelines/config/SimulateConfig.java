package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.listOr;
import static org.neurobeam.pipelines.config.Settings.or;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.neurobeam.ingest.nifti.NiftiOutEncoding;
import org.neurobeam.ingest.simulate.FmriSimulation;
import org.neurobeam.ingest.simulate.SimulatedFiles;
import org.neurobeam.ingest.simulate.SimulatedGrid;
import org.neurobeam.ingest.simulate.calcium.CalciumSimulation;
import org.neurobeam.ingest.simulate.calcium.Damage;
import org.neurobeam.ingest.simulate.calcium.SourceLayout;
import org.neurobeam.ingest.simulate.connectome.ConnectomeSimulation;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of {@code simulate}.
 *
 * @param kind what is simulated: fmri, calcium or connectome
 * @param output folder of the files; the truth of fmri goes to its folder {@code truth}, that of others beside them
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
 * @param worms calcium: recordings
 * @param neurons calcium: ROIs of each worm
 * @param frames calcium: samples of each worm
 * @param dt calcium: mean time between frames, s
 * @param labelled calcium: share of ROIs with a label
 * @param layout calcium: whose files they look like: csv, dag2023, flavell2023, leifer2023
 * @param damage calcium: one worm each is truncated, has missing samples (nan), a repeated label (duplicate), or times
 *     that do not grow (time)
 * @param animals connectome: wiring diagrams
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
        Boolean noiseFree,
        Integer worms,
        Integer neurons,
        Integer frames,
        Double dt,
        Double labelled,
        String layout,
        List<String> damage,
        Integer animals) {
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
    private static final CalciumSimulation WORMS = CalciumSimulation.defaults();
    private static final ConnectomeSimulation WIRING = ConnectomeSimulation.defaults();
    private static final List<String> FMRI = List.of(
            "subjects",
            "runs",
            "shape",
            "volumes",
            "tr",
            "voxelsWithSignal",
            "conditions",
            "gzip",
            "datatype",
            "noiseFree");
    private static final List<String> CALCIUM =
            List.of("worms", "neurons", "frames", "dt", "labelled", "layout", "damage");
    private static final List<String> CONNECTOME = List.of("animals");
    private static final Map<String, List<String>> KEYS =
            Map.of("fmri", FMRI, "calcium", CALCIUM, "connectome", CONNECTOME);
    private static final List<String> KINDS = List.of("fmri", "calcium", "connectome");
    private static final int AXES = 3;

    /** Fills defaults; ranges are checked by {@link #study}. */
    public SimulateConfig {
        kind = or(kind, "");
        refuse(kind, FMRI, subjects, runs, shape, volumes, tr, voxelsWithSignal, conditions, gzip, datatype, noiseFree);
        refuse(kind, CALCIUM, worms, neurons, frames, dt, labelled, layout, damage);
        refuse(kind, CONNECTOME, animals);
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
        worms = or(worms, WORMS.worms());
        neurons = or(neurons, WORMS.neurons());
        frames = or(frames, WORMS.frames());
        dt = or(dt, WORMS.dtSeconds());
        labelled = or(labelled, WORMS.labelled());
        layout = word(or(layout, "csv"));
        damage = words(listOr(damage, List.of()));
        animals = or(animals, WIRING.animals());
        extents(shape);
        constant(SourceLayout.class, "layout", layout);
        damage.forEach(kindOf -> constant(Damage.class, "damage", kindOf));
    }

    /** Settings of another kind would be left unused without a word. */
    private static void refuse(String kind, List<String> keys, Object... values) {
        List<String> own = KEYS.getOrDefault(kind, keys);
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null && !own.equals(keys)) {
                throw new ConfigException(keys.get(i) + ": " + values[i] + "; simulate " + kind
                        + " has no such setting; allowed: output, seed, " + String.join(", ", own));
            }
        }
    }

    /** The settings with a known kind and an output. */
    public SimulateConfig checked() {
        if (!KINDS.contains(kind)) {
            throw new ConfigException("kind: " + (kind.isEmpty() ? "is missing" : kind) + "; allowed: "
                    + String.join(", ", KINDS) + ", as in neurobeam simulate fmri --output DIR");
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

    /** The worms that these settings describe. */
    public CalciumSimulation calcium() {
        Set<Damage> kinds = EnumSet.noneOf(Damage.class);
        damage.forEach(word -> kinds.add(constant(Damage.class, "damage", word)));
        return WORMS.withSize(worms, neurons, frames)
                .withSampling(dt, labelled)
                .withLayout(constant(SourceLayout.class, "layout", layout))
                .withDamage(kinds)
                .withSeed(seed);
    }

    /** The wiring diagrams that these settings describe. */
    public ConnectomeSimulation wiring() {
        return WIRING.withAnimals(animals).withSeed(seed);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String key, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> word(value.name()).equals(word))
                .findFirst()
                .orElseThrow(() -> new ConfigException(key + ": " + word + "; allowed: "
                        + Arrays.stream(type.getEnumConstants())
                                .map(value -> word(value.name()))
                                .collect(Collectors.joining(", "))));
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static List<String> words(List<String> listed) {
        return listed.stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(text -> word(text.trim()))
                .filter(text -> !text.isEmpty())
                .toList();
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
