package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.netcdf.NetcdfReader;
import org.neurobeam.schemas.table.Score;

/**
 * Two feature spaces, words and motion, and targets that follow the words and not the motion, in a folder, with the
 * commands that fit and predict them. The sixth target is constant.
 */
final class PlantedArrays {
    static final int WORDS = 4;
    static final int TARGETS = 6;
    static final int CONSTANT = 5;
    static final int RUNS = 3;
    /** Float32 weights and predictions of size one. */
    static final double SINGLE = 1e-4;

    private final Path folder;
    private final SplittableRandom random;
    private final FloatMatrix words;
    private final FloatMatrix motion;
    private final double gain;
    private final int[] runs;

    /**
     * How large the numbers are.
     *
     * @param gain of the words in the targets, whose noise has variance 1
     */
    record Scale(double words, double motion, double gain) {}

    PlantedArrays(Path folder, int samples, int motionFeatures, Scale scale) throws IOException {
        this.folder = folder;
        this.random = new SplittableRandom(17);
        this.runs = IntStream.range(0, samples).map(i -> i / (samples / RUNS)).toArray();
        this.words = noise(WORDS, scale.words());
        this.motion = noise(motionFeatures, scale.motion());
        this.gain = scale.gain();
        FloatMatrix numbers = FloatMatrix.zeros(samples, 1);
        for (int i = 0; i < samples; i++) {
            numbers.set(i, 0, runs[i]);
        }
        save("runs", numbers);
        save("y", responses(TARGETS));
        save("words", words);
        save("motion", motion);
    }

    FloatMatrix noise(int columns, double scale) {
        FloatMatrix m = FloatMatrix.zeros(runs.length, columns);
        for (int i = 0; i < m.values().length; i++) {
            m.values()[i] = (float) (scale * random.nextGaussian());
        }
        return m;
    }

    FloatMatrix responses(int targets) {
        FloatMatrix y = noise(targets, 1);
        for (int i = 0; i < y.rows(); i++) {
            for (int v = 0; v < targets; v++) {
                y.set(i, v, v == CONSTANT ? 1 : (float) (5 + y.get(i, v) + gain * words.get(i, v % WORDS)));
            }
        }
        return y;
    }

    FloatMatrix words() {
        return words;
    }

    FloatMatrix motion() {
        return motion;
    }

    /** Words, then motion. */
    FloatMatrix features() {
        FloatMatrix x = FloatMatrix.zeros(runs.length, WORDS + motion.columns());
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < x.columns(); j++) {
                x.set(i, j, j < WORDS ? words.get(i, j) : motion.get(i, j - WORDS));
            }
        }
        return x;
    }

    int[] runs() {
        return runs.clone();
    }

    String path(String name) {
        return folder.resolve(name).toString();
    }

    void save(String name, FloatMatrix m) throws IOException {
        NpyFile.write(DataStore.local(folder), name + ".npy", List.of(m));
    }

    FloatMatrix load(String name) throws IOException {
        try (NpyFile file = NpyFile.open(DataStore.local(folder), name)) {
            return file.readFloats();
        }
    }

    /** Fits the model of some settings, e.g. {@code {kind: banded}}. */
    CommandLineRun encode(String results, String model, String... more) throws IOException {
        return encode(results, List.of("linear", "linear"), model, more);
    }

    /** The same with a kernel for words and one for motion. */
    CommandLineRun encode(String results, List<String> kernels, String model, String... more) throws IOException {
        Path settings = Files.writeString(
                folder.resolve(results + ".yaml"),
                "features:\n  - {name: words, source: " + path("words.npy") + ", kernel: " + kernels.get(0)
                        + "}\n  - {name: motion, source: " + path("motion.npy") + ", kernel: " + kernels.get(1)
                        + "}\nmodel: " + model + "\n");
        List<String> all = new ArrayList<>(List.of("encode", "--config", settings.toString()));
        all.addAll(List.of("--responses", path("y.npy"), "--runs", path("runs.npy"), "--output", path(results)));
        all.addAll(List.of(more));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    void encoded(String results, String model, String... more) throws IOException {
        ended(encode(results, model, more));
    }

    static void ended(CommandLineRun run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    static void refused(CommandLineRun run, int exitCode, String... texts) {
        assertThat(run.err()).contains(texts).doesNotContain("\tat ");
        assertThat(run.exitCode()).isEqualTo(exitCode);
    }

    /** What a saved model says about the features that it was fitted on. */
    FloatMatrix predict(String results) throws IOException {
        String[] arguments = {
            "predict", "--model", path(results), "--output", path(results + "-out"), "--runs", path("runs.npy")
        };
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--features", path("words.npy"), "--features", path("motion.npy")));
        ended(CommandLineRun.of(all.toArray(String[]::new)));
        return load(results + "-out/predictions.npy");
    }

    List<Score> scores(String results) throws IOException {
        return TableFile.read(DataStore.local(folder.resolve(results)), "scores.parquet", Table.SCORES);
    }

    byte[] bytes(String results, String file) throws IOException {
        return Files.readAllBytes(folder.resolve(results).resolve(file));
    }

    String text(String results, String file) throws IOException {
        return Files.readString(folder.resolve(results).resolve(file));
    }

    float[] bands(String results, String variable, int targets) throws IOException {
        try (NetcdfReader file = NetcdfReader.open(DataStore.local(folder.resolve(results)), "bands.nc")) {
            assertThat(file.readTexts("band")).containsExactly("words", "motion");
            return file.readFloats(variable, 0, targets);
        }
    }
}
