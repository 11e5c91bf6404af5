package org.neurobeam.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.neurobeam.ingest.nifti.NiftiOutEncoding;
import org.neurobeam.schemas.error.ConfigException;

class FmriSimulationTest {
    private static final FmriSimulation STUDY = FmriSimulation.defaults();

    @Test
    void wrongSettingsNameTheKeyTheValueAndWhatIsAllowed() {
        refused(() -> STUDY.withSize(0, 1, 100), "subjects: 0; must be 1 to 9999");
        refused(() -> STUDY.withSize(1, 0, 100), "runs: 0");
        refused(() -> STUDY.withSize(1, 1, 25), "volumes: 25; must be at least 26");
        refused(() -> STUDY.withDesign(0, 6), "trSeconds: 0.0");
        refused(() -> STUDY.withDesign(Double.NaN, 6), "trSeconds: NaN");
        refused(() -> STUDY.withDesign(2, 0), "conditions: 0; must be 1 to 64");
        refused(() -> STUDY.withGrid(STUDY.grid(), 0), "voxelsWithSignal: 0");
        refused(() -> STUDY.withGrid(STUDY.grid(), 1_000_000), "voxelsWithSignal: 1000000; must be 1 to ");
        refused(() -> STUDY.withSize(1, 1, 28).withNoise(noise(0.3, 1, 0, 1, 3)), "spikesPerRun: 3");
        refused(() -> new SimulatedGrid(7, 8, 8, 3), "shape: 7,8,8");
        refused(() -> new SimulatedGrid(2000, 2000, 2000, 3), "2^31");
        refused(() -> new SimulatedGrid(8, 8, 8, 0), "voxelMm: 0.0");
        refused(() -> noise(1, 1, 0, 1, 0), "noise.ar1: 1.0");
        refused(() -> noise(0, 0, 0, 1, 0), "noise.noisePercent: 0.0");
        refused(() -> noise(0, 1, 2, 1, 0), "noise.snrMin, noise.snrMax: 2.0, 1.0");
        refused(() -> noise(0, 1, 0, 1, -1), "noise.spikesPerRun: -1");
        refused(() -> new NoiseLevels(0, 1, 0, 1, -1, 0, 0, 0), "noise.driftPercent: -1.0");
        refused(() -> new SimulatedFiles(true, 10, NiftiOutEncoding.Type.INT16, false), "files.gzipLevel: 10");
        refused(() -> new SimulatedFiles(true, 1, NiftiOutEncoding.Type.UINT8, false), "files.type: UINT8");
    }

    @Test
    void theSmallestStudyWorks() {
        FmriSimulation study = STUDY.withGrid(new SimulatedGrid(8, 8, 8, 1), 1)
                .withDesign(2, 1)
                .withSize(1, 1, 20);
        PlantedSignal planted = PlantedSignal.of(study);
        assertThat(planted.events(0, 0)).isNotEmpty();
        assertThat(planted.phantom().fluid()).isNotEmpty();
        assertThat(planted.phantom().white()).isNotEmpty();
    }

    @Test
    void labelsHoldAllNumbers() {
        FmriSimulation study = STUDY.withSize(120, 4, 200).withDesign(2, 12);
        assertThat(study.runLabel(0, 3)).isEqualTo("sub-001_task-demo_run-04");
        assertThat(study.runLabel(119, 0)).isEqualTo("sub-120_task-demo_run-01");
        assertThat(study.conditionNames())
                .hasSize(12)
                .contains("face")
                .endsWith("stimulus12")
                .doesNotHaveDuplicates();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> study.runKey(120, 0))
                .withMessageContaining("subject 120, run 0");
    }

    private static NoiseLevels noise(double ar1, double percent, double snrMin, double snrMax, int spikes) {
        return new NoiseLevels(ar1, percent, snrMin, snrMax, 1, 0.2, 0.3, spikes);
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ConfigException.class).hasMessageContaining(message);
    }
}
