package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.table.Score;
import org.neurobeam.schemas.testing.Python;
import org.neurobeam.schemas.testing.SharedData;

/**
 * The main job on a real recording: Haxby's BOLD runs from BIDS to voxelwise scores.
 *
 * <p>Data: Haxby et al. 2001, doi:10.1126/science.1063736. The figures come from an independent implementation.
 */
class HaxbyEncodeIT {
    /** Solvers and folds of different programs agree to this. */
    private static final double TOLERANCE = .002;

    private static final double VOXELS = 10;

    @TempDir
    static Path folder;

    private static Path clean;

    @BeforeAll
    static void ingestAndClean() throws IOException {
        String bids = SharedData.path("data/fmri/bids_haxby").toString();
        Path raw = folder.resolve("raw");
        clean = folder.resolve("clean");
        JsonNode ingested =
                CommandLineRun.json("ingest", "--input", bids, "--select", "acq=1slice", "--output", raw.toString());
        assertThat(ingested.get("recordings").asInt()).isEqualTo(12);
        assertThat(ingested.get("units").asInt()).isEqualTo(12 * 800);
        Path settings = folder.resolve("preprocess.yaml");
        String example = Files.readString(Path.of("examples/haxby-preprocess.yaml"));
        String mask =
                SharedData.path("data/fmri/pymvpa/mask.nii.gz").toAbsolutePath().toString();
        Files.writeString(settings, example.replaceAll("path: .*", "path: " + mask));
        JsonNode cleaned = CommandLineRun.json(
                "preprocess", "--input", raw.toString(), "--output", clean.toString(), "--config", settings.toString());
        assertThat(cleaned.get("units").asInt()).isEqualTo(12 * 530);
    }

    private static JsonNode encode(String name, String... more) throws IOException {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "encode",
                "--input",
                clean.toString(),
                "--output",
                folder.resolve(name).toString()));
        arguments.addAll(List.of("--config", "examples/haxby-encode.yaml"));
        arguments.addAll(List.of(more));
        return CommandLineRun.json(arguments.toArray(String[]::new));
    }

    private static void figures(JsonNode found, String metric, double max, double p95, double median) {
        assertThat(found.get(metric).get("max").asDouble()).isCloseTo(max, within(TOLERANCE));
        assertThat(found.get(metric).get("p95").asDouble()).isCloseTo(p95, within(TOLERANCE));
        assertThat(found.get(metric).get("median").asDouble()).isCloseTo(median, within(TOLERANCE));
    }

    private static List<Score> scores(String name) throws IOException {
        return TableFile.read(DataStore.local(folder.resolve(name)), "scores.parquet", Table.SCORES);
    }

    @Test
    void leaveOneOutGivesThePublishedFigures() throws IOException {
        JsonNode json = encode("loo");
        assertThat(json.get("targets").asInt()).isEqualTo(530);
        figures(json, "r", .5493, .3232, .0531);
        assertThat(json.get("r").get("mean").asDouble()).isCloseTo(.0799, within(TOLERANCE));
        figures(json, "r2", .3017, .1043, .0023);
        assertThat(json.get("alpha_at_edge_fraction").asDouble()).isCloseTo(.154, within(TOLERANCE));
        assertThat(json.get("seconds").asDouble()).isPositive();
        assertThat(json.get("peak_rss_mb").asDouble()).isPositive();
        List<Score> scores = scores("loo");
        assertThat(scores.stream().filter(s -> s.getR().orElseThrow() > .1).count())
                .isEqualTo(196);
        Score best = scores.stream()
                .max(java.util.Comparator.comparing(s -> s.getR().orElseThrow()))
                .orElseThrow();
        assertThat(List.of(best.getI().get(), best.getJ().get(), best.getK().get()))
                .containsExactly(10, 13, 0);
        choices(scores, 0, 0, 12, 878, 1961, 1783, 745, 981);
        opensInOtherPrograms(folder.resolve("loo"));
    }

    private static void choices(List<Score> scores, long... expected) {
        for (int a = 0; a < expected.length; a++) {
            double alpha = Math.pow(10, a - 3);
            long n = scores.stream()
                    .flatMap(s -> s.getAlphaFolds().stream())
                    .filter(chosen -> Math.abs(chosen / alpha - 1) < 1e-9)
                    .count();
            assertThat(n).as("choices of alpha 1e" + (a - 3)).isCloseTo(expected[a], within(2L));
        }
    }

    @Test
    void leaveOneRunOutGivesThePublishedFigures() throws IOException {
        JsonNode json = encode("runs", "--set", "model.inner=runs");
        figures(json, "r", .5493, .3232, .0565);
        figures(json, "r2", .3017, .1043, .0026);
        assertThat(json.get("alpha_at_edge_fraction").asDouble()).isCloseTo(.207, within(TOLERANCE));
    }

    @Test
    void oneRegressorForAllStimuliDoesWorseInOneHundredVoxels() throws IOException {
        encode("eight");
        JsonNode json = encodeControl("one-regressor");
        figures(json, "r", .538, .309, .052);
        List<Score> eight = scores("eight");
        List<Score> one = scores("one-regressor");
        double[] gain = new double[eight.size()];
        for (int v = 0; v < gain.length; v++) {
            gain[v] = eight.get(v).getR().orElseThrow() - one.get(v).getR().orElseThrow();
        }
        assertThat((double) java.util.Arrays.stream(gain).filter(g -> g > .05).count())
                .isCloseTo(118, within(VOXELS));
        assertThat(java.util.Arrays.stream(gain).max().orElseThrow()).isCloseTo(.266, within(TOLERANCE));
    }

    @Test
    void eventsOfAnotherRunDoWorse() throws IOException {
        figures(encodeControl("next-run"), "r", .533, .297, .026);
    }

    @Test
    void featuresReversedInTimeDoWorse() throws IOException {
        figures(encodeControl("reversed"), "r", .452, .278, .031);
    }

    @Test
    void regressorsCleanedLikeTheDataAreAnOption() throws IOException {
        Path settings = folder.resolve("cleaned.yaml");
        String example = Files.readString(Path.of("examples/haxby-encode.yaml"));
        Files.writeString(settings, example.replace("oversampling: 50", "oversampling: 50\n    clean: true"));
        JsonNode json = CommandLineRun.json(
                "encode",
                "--input",
                clean.toString(),
                "--output",
                folder.resolve("cleaned").toString(),
                "--config",
                settings.toString());
        figures(json, "r", .567, .342, .063);
    }

    private static JsonNode encodeControl(String control) throws IOException {
        Path settings = folder.resolve(control + ".yaml");
        String example = Files.readString(Path.of("examples/haxby-encode.yaml"));
        Files.writeString(settings, example.replace("oversampling: 50", "oversampling: 50\n    control: " + control));
        return CommandLineRun.json(
                "encode",
                "--input",
                clean.toString(),
                "--output",
                folder.resolve(control).toString(),
                "--config",
                settings.toString());
    }

    private static void opensInOtherPrograms(Path results) throws IOException {
        String script = """
                import sys, glob, numpy as np, nibabel, netCDF4
                im = nibabel.load(glob.glob(sys.argv[1] + '/maps/*stat-r_statmap.nii.gz')[0])
                bold = nibabel.load(sys.argv[2])
                assert im.shape == bold.shape[:3], im.shape
                assert np.allclose(im.affine, bold.affine), im.affine
                r = im.get_fdata()
                assert np.isfinite(r).sum() == 530 and abs(np.nanmax(r) - .5493) < .002
                nc = netCDF4.Dataset(sys.argv[1] + '/weights.nc')
                assert nc.variables['weights'].dimensions == ('target', 'feature')
                assert nc.variables['weights'].shape == (530, 8)
                assert np.isfinite(nc.variables['weights'][:]).all()
                print('read')
                """;
        String bold = SharedData.path(
                        "data/fmri/bids_haxby/sub-1/func/sub-1_task-objectviewing_acq-1slice_run-01_bold.nii.gz")
                .toString();
        Python.assumeModules("nibabel", "netCDF4");
        assertThat(Python.run(script, results.toString(), bold)).endsWith("read");
    }

    @Test
    void aSecondCallFindsEverythingDone() throws IOException {
        encode("again");
        Path scores = folder.resolve("again/scores.parquet");
        var before = Files.getLastModifiedTime(scores);
        JsonNode second = encode("again");
        assertThat(Files.getLastModifiedTime(scores)).isEqualTo(before);
        figures(second, "r", .5493, .3232, .0531);
    }

    @Test
    void wrongSettingsAreToldWithLineAndColumn() throws IOException {
        Path settings = folder.resolve("wrong.yaml");
        Files.writeString(settings, "model:\n  alpha: 3\n");
        CommandLineRun run = CommandLineRun.of(
                "encode",
                "--input",
                clean.toString(),
                "--output",
                folder.resolve("x").toString(),
                "--config",
                settings.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("wrong.yaml:2:")
                .contains("model.alpha")
                .contains("alphas")
                .doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }
}
