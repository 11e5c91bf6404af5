package org.neurobeam.pipelines.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.pipelines.config.PreprocessConfig;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.DatasetInfo;
import org.neurobeam.schemas.io.dataset.DatasetWriter;
import org.neurobeam.schemas.io.dataset.RecordingWriter;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Unit;

class CalciumPreprocessTest {
    private static final String ID = "lab/worm";

    @TempDir
    Path folder;

    private Optional<String> leftOut(String mode, Unit unit) throws IOException {
        DataStore store = DataStore.local(folder.resolve(mode + unit.getLabel().isPresent()));
        DatasetWriter writer = DatasetWriter.open(store);
        try (RecordingWriter part = writer.begin(ID, ID)) {
            part.write(Table.UNITS, List.of(unit));
            part.recording(recording());
            part.finish();
        }
        DatasetInfo info = new DatasetInfo("lab", "lab", Optional.empty(), Optional.empty(), List.of());
        PreprocessConfig config = ConfigLoader.parse(
                PreprocessConfig.class, "input: a\noutput: b\ncalcium: {mode: " + mode + ", min_frames: 600}\n");
        return new CalciumPreprocess(DatasetView.of(writer.finish(info)), config.calcium(), ID).leftOut();
    }

    private static Recording recording() {
        return Recording.newBuilder()
                .setRecordingId(ID)
                .setDatasetId("lab")
                .setModality("calcium")
                .setSubjectId("worm")
                .setEntities(List.of())
                .setSourceFileIds(List.of())
                .setCondition(List.of())
                .setDurationS(300.0)
                .setOriginalNSamples(601)
                .setNSamples(601)
                .setTimeSource("file")
                .setIsRegular(true)
                .setShape(List.of())
                .setAffine(List.of())
                .setNRois(1)
                .setNLabelled(0)
                .setNAmbiguous(0)
                .setSignalUnit("F")
                .setTransformChain(List.of())
                .setQcStatus("pass")
                .setQcReasons(List.of())
                .build();
    }

    private static Unit.Builder unit(String status) {
        return Unit.newBuilder()
                .setUnitId(ID + "/0")
                .setRecordingId(ID)
                .setRoiIndex(0)
                .setSourceLabel("SAA")
                .setLabelStatus(status)
                .setCandidates(List.of())
                .setNanFraction(0.0)
                .setLongestNanRun(0)
                .setConstant(false);
    }

    /** Section 2 step 3b and 4.2 of the homogenization: labelled is what has a name of the vocabulary. */
    @Test
    void inferredLabelsKeepARecordingInThePublishedDataSet() throws IOException {
        assertThat(leftOut("paper-faithful", unit("inferred").setLabel("SAADL").build()))
                .isEmpty();
        assertThat(leftOut("paper-faithful", unit("unknown").build())).contains("NO_LABELLED_NEURON");
        assertThat(leftOut("fixed", unit("unknown").build())).isEmpty();
    }
}
