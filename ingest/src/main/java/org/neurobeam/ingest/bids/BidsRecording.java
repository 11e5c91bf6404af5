package org.neurobeam.ingest.bids;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** One image of brain activity over time, and what belongs to it. Paths are known at once, contents read on demand. */
public final class BidsRecording {
    private static final Set<String> NONE = Set.of();

    private final DataStore store;
    private final BidsFile file;
    private final Companions companions;

    BidsRecording(DataStore store, BidsFile file, Companions companions) {
        this.store = store;
        this.file = file;
        this.companions = companions;
    }

    /** The image. */
    public BidsFile file() {
        return file;
    }

    /** Path of the image in the store. */
    public String path() {
        return file.path();
    }

    /** Its name without suffix and extension, e.g. {@code sub-01_task-rest_run-1}. */
    public String stem() {
        return file.name().stem();
    }

    /** Entities in the order of the name. */
    public Map<String, String> entities() {
        return file.entities();
    }

    /** The data set that it belongs to. */
    public BidsDataset dataset() {
        return file.dataset();
    }

    /** The JSON files that apply to it, the farthest first. */
    public List<String> sidecars() {
        return paths(companions.inherited(file, file.name().suffix(), ".json", NONE));
    }

    /**
     * The sidecar, merged: of every key the nearest file's value.
     *
     * @throws DataException for a malformed file, with line and column
     */
    public ObjectNode sidecar() throws IOException {
        return merge(sidecars());
    }

    private ObjectNode merge(List<String> files) throws IOException {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        for (String path : files) {
            merged.setAll(JsonFile.readObject(store, path));
        }
        return merged;
    }

    /**
     * Repetition time or volume times of the sidecar.
     *
     * @throws DataException for a malformed file, or values that are not positive or not increasing
     */
    public BidsTiming timing() throws IOException {
        List<String> files = sidecars();
        String named = files.isEmpty() ? path() : files.get(files.size() - 1);
        return BidsTiming.of(merge(files), named);
    }

    /** Path of the events table: the nearest that applies; for a derivative without one, the raw data's. */
    public Optional<String> events() {
        return nearest(companions.inheritedOrRaw(file, "events", ".tsv", NONE));
    }

    /**
     * The event rows; empty when there is no table.
     *
     * @throws DataException with file and line for a damaged table
     */
    public Optional<EventTable> readEvents(EventOptions options) throws IOException {
        Optional<String> path = events();
        return path.isEmpty()
                ? Optional.empty()
                : Optional.of(EventTable.of(TsvTable.read(store, path.get()), stem(), options));
    }

    /** Path of the confound table of this run, beside it or in any derivative of the same study. */
    public Optional<String> confounds() {
        return companions.confounds(file).map(BidsFile::path);
    }

    /**
     * The confound table; empty when there is none.
     *
     * @throws DataException with file and line for a damaged table
     */
    public Optional<ConfoundTable> readConfounds() throws IOException {
        Optional<String> path = confounds();
        return path.isEmpty() ? Optional.empty() : Optional.of(ConfoundTable.of(TsvTable.read(store, path.get())));
    }

    /**
     * What the JSON beside the confound table says of its columns; empty object when there is none.
     *
     * @throws DataException for a malformed file, with line and column
     */
    public ObjectNode confoundsSidecar() throws IOException {
        Optional<BidsFile> table = companions.confounds(file);
        return table.isEmpty() ? JsonNodeFactory.instance.objectNode() : sidecarOf(table.get());
    }

    /** Masks on the grid of the image, the brain mask first, the more specific before the general. */
    public List<BidsFile> masks() {
        return companions.masks(file);
    }

    /** Path of the mask {@code desc-brain} or {@code label-brain} on the grid of the image. */
    public Optional<String> brainMask() {
        return masks().stream().filter(Companions::brain).findFirst().map(BidsFile::path);
    }

    /** Physiological recordings and continuous stimuli of the run ({@code _physio.tsv.gz}, {@code _stim.tsv.gz}). */
    public List<BidsFile> continuous() {
        List<BidsFile> found = new ArrayList<>();
        for (String suffix : List.of("physio", "stim")) {
            found.addAll(companions.inheritedOrRaw(file, suffix, ".tsv.gz", Set.of("recording")));
        }
        return found;
    }

    /**
     * The merged sidecar of a file that belongs to the recording, e.g. of {@link #continuous()}.
     *
     * @throws DataException for a malformed file, with line and column
     */
    public ObjectNode sidecarOf(BidsFile other) throws IOException {
        return merge(paths(companions.inherited(other, other.name().suffix(), ".json", NONE)));
    }

    /**
     * Reads a physio or stim table with the columns of its sidecar.
     *
     * @throws DataException when the sidecar has no {@code Columns}, or a row has another length
     */
    public TsvTable readContinuous(BidsFile table) throws IOException {
        List<String> columns = new ArrayList<>();
        sidecarOf(table).path("Columns").forEach(column -> columns.add(column.asText()));
        if (columns.isEmpty()) {
            throw new DataException(
                    table.path(),
                    "",
                    "no_columns",
                    "expected the names of its columns under Columns in a JSON beside it");
        }
        return TsvTable.readHeaderless(store, table.path(), columns);
    }

    private static Optional<String> nearest(List<BidsFile> inherited) {
        return inherited.isEmpty()
                ? Optional.empty()
                : Optional.of(inherited.get(inherited.size() - 1).path());
    }

    private static List<String> paths(List<BidsFile> files) {
        return files.stream().map(BidsFile::path).toList();
    }

    @Override
    public String toString() {
        return "BidsRecording[" + path() + "]";
    }
}
