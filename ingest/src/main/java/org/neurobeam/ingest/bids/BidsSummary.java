package org.neurobeam.ingest.bids;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.neurobeam.schemas.io.DataStore;

/**
 * What a folder of BIDS data holds, in numbers.
 *
 * @param files all files, those in hidden folders not counted
 * @param datasets data sets, derivatives included
 * @param subjects different subjects; one of a study and its derivatives counts once
 * @param sessions different sessions of subjects
 * @param runs different runs that have a recording, whatever their spaces and echoes
 * @param recordings images of activity over time, see {@link BidsIndex#recordings()}
 * @param tasks task names, sorted
 * @param images NIfTI and CIFTI files (.nii, .nii.gz) by state, sourcedata included
 * @param seconds from the start of indexing to the end of reading headers
 */
public record BidsSummary(
        int files,
        int datasets,
        int subjects,
        int sessions,
        int runs,
        int recordings,
        List<String> tasks,
        Map<ImageState, Integer> images,
        double seconds) {
    private static final double NANOS = 1e-9;

    /** Copies the collections. */
    public BidsSummary {
        tasks = List.copyOf(tasks);
        images = Map.copyOf(images);
    }

    /**
     * Indexes a folder and looks at the header of every image.
     *
     * @param states reads a header; not asked for files of 0 bytes
     */
    public static BidsSummary of(DataStore store, ImageStates states) throws IOException {
        long start = System.nanoTime();
        return of(BidsIndex.of(store), states, start);
    }

    /**
     * Sums up an index and looks at the header of every image.
     *
     * @param states reads a header; not asked for files of 0 bytes
     * @param start when indexing began, by {@link System#nanoTime()}
     */
    public static BidsSummary of(BidsIndex index, ImageStates states, long start) throws IOException {
        Map<ImageState, Integer> images = images(index, states);
        Counts counts = new Counts();
        index.files().forEach(counts::add);
        List<BidsRecording> recordings = index.recordings();
        recordings.forEach(r -> counts.addRun(r.file()));
        return new BidsSummary(
                index.paths().size(),
                index.datasets().size(),
                counts.subjects.size(),
                counts.sessions.size(),
                counts.runs.size(),
                recordings.size(),
                List.copyOf(counts.tasks),
                images,
                (System.nanoTime() - start) * NANOS);
    }

    private static Map<ImageState, Integer> images(BidsIndex index, ImageStates states) throws IOException {
        Map<ImageState, Integer> images = new EnumMap<>(ImageState.class);
        for (ImageState state : ImageState.values()) {
            images.put(state, 0);
        }
        for (String path : index.paths()) {
            String name = path.toLowerCase(Locale.ROOT);
            if (name.endsWith(".nii") || name.endsWith(".nii.gz")) {
                images.merge(
                        empty(index.store(), path) ? ImageState.EMPTY : states.of(index.store(), path),
                        1,
                        Integer::sum);
            }
        }
        return images;
    }

    /** A link to nothing is as empty as a file without bytes. */
    private static boolean empty(DataStore store, String path) throws IOException {
        try {
            return store.size(path) == 0;
        } catch (NoSuchFileException link) {
            return true;
        }
    }

    /** Sets of what is counted once. */
    private static final class Counts {
        private final Set<String> subjects = new HashSet<>();
        private final Set<String> sessions = new HashSet<>();
        private final Set<String> runs = new HashSet<>();
        private final Set<String> tasks = new TreeSet<>();

        void add(BidsFile file) {
            Optional<String> subject = file.name().entity("sub");
            if (subject.isPresent()) {
                String key = file.dataset().study() + '\n' + subject.get();
                subjects.add(key);
                file.name().entity("ses").ifPresent(s -> sessions.add(key + '\n' + s));
            }
            file.name().entity("task").ifPresent(tasks::add);
        }

        void addRun(BidsFile file) {
            runs.add(file.dataset().study() + '\n' + Entities.runKey(file.entities()));
        }
    }

    /** The object that {@code inspect FOLDER --json} prints. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("files", files);
        json.put("datasets", datasets);
        json.put("subjects", subjects);
        json.put("sessions", sessions);
        json.put("runs", runs);
        json.put("recordings", recordings);
        json.put("tasks", tasks.size());
        tasks.forEach(json.putArray("task_names")::add);
        ObjectNode states = json.putObject("images");
        int total = 0;
        for (ImageState state : ImageState.values()) {
            int count = images.getOrDefault(state, 0);
            states.put(state.name().toLowerCase(Locale.ROOT), count);
            total += count;
        }
        json.put("images_total", total);
        json.put("seconds", seconds);
        return json;
    }
}
