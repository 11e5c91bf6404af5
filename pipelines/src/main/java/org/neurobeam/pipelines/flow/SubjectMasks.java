package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptions;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.beam.Work;
import org.neurobeam.pipelines.config.MaskConfig;
import org.neurobeam.pipelines.config.PreprocessConfig;
import org.neurobeam.preprocess.image.Mask;
import org.neurobeam.preprocess.image.Masks;
import org.neurobeam.preprocess.image.OnMismatch;
import org.neurobeam.preprocess.image.VolumeGrid;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.error.NeurobeamException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Recording;

/** The mask of every subject: the same voxels in all of a subject's runs of one grid. */
final class SubjectMasks {
    private final PreprocessConfig config;
    private final Dataset input;
    private final DataStore output;
    private final Map<String, NeurobeamException> refused = new TreeMap<>();

    private SubjectMasks(PreprocessConfig config, Dataset input) {
        this.config = config;
        this.input = input;
        this.output = Stores.of(config.output());
    }

    /**
     * Computes the masks of all recordings and leaves them beside the parts of the output.
     *
     * @return the recordings that have no mask, and why
     * @throws org.neurobeam.schemas.error.ConfigException if the mask file of the settings does not exist
     */
    static Map<String, NeurobeamException> write(
            PreprocessConfig config, Dataset input, List<Recording> recordings, PipelineOptions options)
            throws IOException {
        return new SubjectMasks(config, input).write(recordings, options);
    }

    private Map<String, NeurobeamException> write(List<Recording> recordings, PipelineOptions options)
            throws IOException {
        boolean epi = config.mask().kind() == MaskConfig.Kind.EPI;
        Mask ofFile = config.mask().kind() == MaskConfig.Kind.FILE
                ? Mask.nonZero(VoxelGrids.read("mask.path", config.mask().path(), "choose one and save it as 3-D"))
                : null;
        if (epi) {
            List<String> without = recordings.stream()
                    .filter(r -> !output.exists(MaskRecording.path(config, input, r)))
                    .map(Recording::getRecordingId)
                    .toList();
            if (!without.isEmpty()) {
                Work.run("mask recordings", without, new MaskRecording(config), options);
            }
        }
        for (List<Group> ofSubject : groups(recordings).values()) {
            for (Group group : ofSubject) {
                if (epi) {
                    writeEpi(group);
                } else {
                    write(group, ofFile);
                }
            }
        }
        return refused;
    }

    /** Runs of one subject, space and grid. */
    private record Group(VolumeGrid grid, List<Recording> runs) {}

    private Map<String, List<Group>> groups(List<Recording> recordings) {
        Map<String, List<Group>> subjects = new TreeMap<>();
        for (Recording r : recordings) {
            try {
                VolumeGrid grid = VoxelGrids.of(r);
                String key = r.getDatasetId() + "/" + r.getSubjectId() + "/"
                        + r.getSpace().orElse("native");
                List<Group> groups = subjects.computeIfAbsent(key, k -> new ArrayList<>());
                Group group = groups.stream()
                        .filter(g -> g.grid.isSame(grid))
                        .findFirst()
                        .orElseGet(() -> {
                            groups.add(new Group(grid, new ArrayList<>()));
                            return groups.get(groups.size() - 1);
                        });
                group.runs.add(r);
            } catch (DataException e) {
                refused.put(r.getRecordingId(), e);
            }
        }
        return subjects;
    }

    private void writeEpi(Group group) throws IOException {
        List<Mask> masks = new ArrayList<>();
        List<Recording> runs = new ArrayList<>();
        for (Recording run : group.runs) {
            try {
                masks.add(MaskFiles.read(output, MaskRecording.path(config, input, run), group.grid));
                runs.add(run);
            } catch (DataException e) {
                refused.put(run.getRecordingId(), e);
            }
        }
        if (!masks.isEmpty()) {
            keep(Masks.intersect(masks, config.mask().threshold()), runs);
        }
    }

    private void write(Group group, Mask ofFile) throws IOException {
        try {
            Mask mask = ofFile == null
                    ? Mask.full(group.grid)
                    : Masks.onto(
                            ofFile,
                            config.mask().path(),
                            group.grid,
                            group.runs.get(0).getRecordingId(),
                            OnMismatch.valueOf(config.mask().onMismatch().name()));
            keep(mask, group.runs);
        } catch (DataException e) {
            group.runs.forEach(run -> refused.put(run.getRecordingId(), e));
        }
    }

    private void keep(Mask mask, List<Recording> runs) throws IOException {
        for (Recording run : runs) {
            if (mask.count() == 0) {
                refused.put(
                        run.getRecordingId(),
                        new DataException(
                                run.getRecordingId(),
                                "mask",
                                "empty_mask",
                                "expected voxels in the mask of " + runs.size() + " runs of the subject, found 0 of "
                                        + mask.grid().voxels()
                                        + "; give a mask, or lower mask.opening or mask.threshold"));
            } else {
                MaskFiles.write(output, MaskFiles.path(run), mask);
            }
        }
    }
}
