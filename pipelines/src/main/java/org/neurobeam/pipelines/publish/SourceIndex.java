package org.neurobeam.pipelines.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.Source;
import org.neurobeam.schemas.table.Connectome;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.SourceFile;

/** Which source every recording, connectome and file comes from; sources that nobody described have no licence. */
final class SourceIndex {
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final List<Recording> recordings;
    private final Map<String, String> sourceOfConnectome = new LinkedHashMap<>();
    private final Map<String, Set<String>> sourcesOfFile = new HashMap<>();
    private final List<SourceFile> files;

    private SourceIndex(List<Recording> recordings, List<SourceFile> files) {
        this.recordings = recordings;
        this.files = files;
    }

    static SourceIndex of(Dataset dataset) throws IOException {
        SourceIndex index = new SourceIndex(dataset.recordings(), dataset.files());
        dataset.info().sources().forEach(source -> index.sources.put(source.datasetId(), source));
        for (Recording recording : index.recordings) {
            String id = recording.getDatasetId();
            index.sources.computeIfAbsent(id, name -> Source.of(name, name));
            index.attribute(recording.getSourceFileIds(), id);
        }
        Map<String, String> paths = new HashMap<>();
        index.files.forEach(file -> paths.putIfAbsent(file.getFileId(), file.getPath()));
        dataset.forEach(Table.CONNECTOMES, connectome -> index.add(connectome, paths));
        return index;
    }

    private void attribute(List<String> fileIds, String source) {
        fileIds.forEach(file ->
                sourcesOfFile.computeIfAbsent(file, id -> new HashSet<>()).add(source));
    }

    private void add(Connectome connectome, Map<String, String> paths) {
        String id = connectome.getConnectomeId();
        String source = described(connectome, paths).orElse(id);
        sources.computeIfAbsent(source, name -> stranger(name, connectome));
        sourceOfConnectome.put(id, source);
        attribute(connectome.getSourceFileIds(), source);
    }

    /** A described source by the connectome's id, by a folder of its files, or by their citation. */
    private Optional<String> described(Connectome connectome, Map<String, String> paths) {
        String id = connectome.getConnectomeId();
        for (String source : sources.keySet()) {
            if (id.equals(source) || id.startsWith(source + "/")) {
                return Optional.of(source);
            }
        }
        for (String file : connectome.getSourceFileIds()) {
            for (String folder : paths.getOrDefault(file, "").split("/", -1)) {
                if (sources.containsKey(folder)) {
                    return Optional.of(folder);
                }
            }
        }
        return sources.values().stream()
                .filter(source -> source.citation()
                        .filter(text -> text.equals(connectome.getCitation()))
                        .isPresent())
                .map(Source::datasetId)
                .findFirst();
    }

    private static Source stranger(String id, Connectome connectome) {
        Optional<String> none = Optional.empty();
        Optional<String> licence = Optional.of(connectome.getLicence()).filter(text -> !text.isEmpty());
        return new Source(
                id, id, none, Optional.of(connectome.getCitation()), connectome.getDoi(), licence, none, none, none);
    }

    List<Source> sources() {
        return new ArrayList<>(sources.values());
    }

    List<Recording> recordings() {
        return recordings;
    }

    List<SourceFile> files() {
        return files;
    }

    Map<String, String> sourceOfConnectome() {
        return sourceOfConnectome;
    }

    /** The sources that a file belongs to: those that read it, or the one whose id is a folder of its path. */
    Set<String> sourcesOfFile(Optional<String> fileId, String path) {
        Set<String> readers = fileId.map(sourcesOfFile::get).orElse(null);
        if (readers != null) {
            return readers;
        }
        for (String folder : path.split("/", -1)) {
            if (sources.containsKey(folder)) {
                return Set.of(folder);
            }
        }
        return Set.of();
    }
}
