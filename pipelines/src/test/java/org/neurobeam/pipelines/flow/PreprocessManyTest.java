package org.neurobeam.pipelines.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.fmri.FmriIngest;
import org.neurobeam.ingest.simulate.SimulatedGrid;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Covariate;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Recording;

/** Several recordings: a bad one never stops the others. */
class PreprocessManyTest {
    private static final SimulatedGrid SMALL = new SimulatedGrid(8, 8, 8, 3);
    private static final SimulatedGrid LARGE = new SimulatedGrid(24, 24, 24, 3);

    @TempDir
    Path folder;

    /** A ball that flickers, around the middle of the grid. */
    private static float[] ball(SimulatedGrid grid, int t) {
        float[] volume = new float[grid.voxels()];
        double radius = 0.4 * grid.nx();
        for (int v = 0; v < volume.length; v++) {
            double i = v % grid.nx() - (grid.nx() - 1) / 2.0;
            double j = v / grid.nx() % grid.ny() - (grid.ny() - 1) / 2.0;
            double k = v / (grid.nx() * grid.ny()) - (grid.nz() - 1) / 2.0;
            boolean inside = Math.sqrt(i * i + j * j + k * k) <= radius;
            volume[v] = (float) ((inside ? 1000 : 10) + Math.sin(v + t * (1 + v % 7)));
        }
        return volume;
    }

    private StudyFolder images(int shortVolumes) throws IOException {
        StudyFolder study = StudyFolder.of(folder);
        study.image("study/large.nii", LARGE, 40, t -> ball(LARGE, t));
        study.image("study/small.nii", SMALL, shortVolumes, t -> ball(SMALL, t));
        return study.ingested();
    }

    @Test
    void anEmptyMaskRefusesItsRecordingsAlone() throws IOException {
        StudyFolder study = images(40);
        Outcome outcome = study.run("masked", "mask: {kind: epi, opening: 3}\n");
        Dataset done = study.open("masked");
        assertThat(outcome.exitCode()).isEqualTo(Outcome.REFUSED);
        assertThat(done.recordings()).extracting(Recording::getRecordingId).containsExactly("study/large");
        assertThat(done.issues())
                .filteredOn(i -> i.getSeverity().equals("error"))
                .singleElement()
                .satisfies(i -> {
                    assertThat(i.getFile()).isEqualTo("study/small");
                    assertThat(i.getCode()).isEqualTo("empty_mask");
                });
    }

    @Test
    void everyGridHasItsOwnMask() throws IOException {
        StudyFolder study = images(40);
        assertThat(study.run("grids", "mask: {kind: epi, opening: 1}\n").exitCode())
                .isZero();
        for (Recording r : study.open("grids").recordings()) {
            SimulatedGrid grid = r.getRecordingId().endsWith("large") ? LARGE : SMALL;
            double ball = 4 * Math.PI / 3 * Math.pow(0.4 * grid.nx(), 3);
            assertThat(r.getNRois() / ball).as(r.getRecordingId()).isBetween(0.6, 1.5);
        }
    }

    @Test
    void aRunThatIsTooShortForTheFilterIsRefusedAlone() throws IOException {
        StudyFolder study = images(12);
        Outcome outcome = study.run(
                "short", "mask: {kind: all}\ncleaning: {filter: butterworth, highPassHz: 0.02}\nmaxBadRecords: 1\n");
        Dataset done = study.open("short");
        assertThat(outcome.exitCode()).isZero();
        assertThat(done.recordings()).extracting(Recording::getRecordingId).containsExactly("study/large");
        assertThat(done.issues())
                .filteredOn(i -> i.getSeverity().equals("error"))
                .extracting(Issue::getCode, Issue::getFile)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("ill_posed", "study/small"));
    }

    @Test
    void aMaskOnAnotherGridIsRefusedOrResampled() throws IOException {
        StudyFolder study = images(40);
        study.image("mask.nii", SMALL, 1, t -> {
            float[] all = new float[SMALL.voxels()];
            java.util.Arrays.fill(all, 1);
            return all;
        });
        String mask = "path: '" + folder.resolve("mask.nii") + "'";
        assertThat(study.run("refuse", "mask: {" + mask + "}\n").exitCode()).isEqualTo(Outcome.REFUSED);
        assertThat(study.open("refuse").recordings())
                .extracting(Recording::getRecordingId)
                .containsExactly("study/small");
        assertThat(study.run("resample", "mask: {" + mask + ", onMismatch: resample}\n")
                        .exitCode())
                .isZero();
        assertThat(study.open("resample").recordings())
                .extracting(Recording::getNRois)
                .containsOnly(SMALL.voxels());
    }

    @Test
    void nonFiniteValuesAreNamedOrReplaced() throws IOException {
        StudyFolder study = StudyFolder.of(folder);
        study.image("study/hole.nii", SMALL, 40, t -> {
            float[] volume = ball(SMALL, t);
            volume[100] = t == 7 ? Float.NaN : volume[100];
            return volume;
        });
        study.ingested();
        assertThat(study.run("hole", "mask: {kind: all}\n").exitCode()).isEqualTo(Outcome.REFUSED);
        assertThat(study.open("hole").issues())
                .filteredOn(i -> i.getSeverity().equals("error"))
                .singleElement()
                .satisfies(i -> {
                    assertThat(i.getFile()).isEqualTo("study/hole");
                    assertThat(i.getPlace()).isEqualTo("unit 100, volume 7");
                });
        Dataset filled = study.preprocess("filled", "mask: {kind: all}\ncleaning: {ensureFinite: true}\n");
        assertThat(StudyFolder.series(filled, FmriIngest.ORIGINAL, "raw").get(100, 7))
                .isZero();
    }

    @Test
    void displacementComesFromMotionWhereItIsAbsent() {
        RunQuality quality = new RunQuality(3);
        quality.add(FloatMatrix.wrap(2, 3, 1, 2, 4, 3, 3, 3));
        Recording run = Recording.newBuilder()
                .setRecordingId("d/r")
                .setDatasetId("d")
                .setModality("fmri")
                .setSubjectId("1")
                .setEntities(List.of())
                .setSourceFileIds(List.of())
                .setCondition(List.of())
                .setDurationS(4.0)
                .setOriginalNSamples(3)
                .setNSamples(3)
                .setTimeSource("json")
                .setIsRegular(true)
                .setShape(List.of())
                .setAffine(List.of())
                .setNRois(2)
                .setNLabelled(0)
                .setNAmbiguous(0)
                .setSignalUnit("raw")
                .setTransformChain(List.of())
                .setQcStatus("pass")
                .setQcReasons(List.of())
                .build();
        List<Covariate> motion = RunCleaning.motionColumns().stream()
                .map(name -> Covariate.newBuilder()
                        .setRecordingId("d/r")
                        .setName(name)
                        .setKind("confound")
                        .setGrid("original")
                        .setValues(name.equals("rot_z") ? List.of(0.0, 0.01, 0.01) : List.of(0.0, 0.0, 0.25))
                        .build())
                .toList();
        List<Covariate> all = quality.with(motion, run);
        assertThat(values(all, "framewise_displacement")).containsExactly(0.0, 0.5, 0.25 * 3 + 50 * 0.25 * 2);
        assertThat(values(all, "dvars")).containsExactly(Double.NaN, Math.sqrt(0.5), Math.sqrt(2));
        assertThat(values(all, "global_signal_in_mask")).containsExactly(2.0, 2.5, 3.5);
        assertThat(quality.with(motion.subList(0, 5), run)).hasSize(7);
    }

    private static List<Double> values(List<Covariate> all, String name) {
        return all.stream()
                .filter(c -> c.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getValues()
                .orElseThrow();
    }
}
