package org.neurobeam.ingest.calcium;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.ingest.recipe.Glob;
import org.neurobeam.ingest.recipe.RecordingKeys;
import org.neurobeam.ingest.recipe.Value;

/** What a recipe or the file says about a recording. */
final class RecordingWords {
    private final OpenRecording recording;
    private final RecordingKeys keys;

    RecordingWords(OpenRecording recording) {
        this.recording = recording;
        this.keys = recording.source().recipe().recording();
    }

    /** A word by its column. */
    Optional<String> word(String column) throws IOException {
        Value value = keys.words().get(column);
        if (value == null) {
            return Optional.empty();
        }
        Optional<String> word = word(value);
        return column.equals("sex") ? word.flatMap(RecordingWords::sex) : word;
    }

    List<String> conditions() throws IOException {
        java.util.ArrayList<String> words = new java.util.ArrayList<>();
        for (Value value : keys.condition()) {
            word(value).ifPresent(words::add);
        }
        return words;
    }

    private Optional<String> word(Value value) throws IOException {
        Map<String, String> words = recording.source().words();
        if (!value.at().isEmpty()) {
            return recording.one(value.at(), value.file()).stream()
                    .flatMap(item -> OpenRecording.texts(item).stream())
                    .filter(text -> !text.isBlank())
                    .findFirst();
        }
        return value.ofPath(Glob.plain(recording.source().path())).map(text -> Words.fill(text, words));
    }

    /** O or M; what is neither is not known. */
    private static Optional<String> sex(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "o", "h", "xx", "hermaphrodite" -> Optional.of("O");
            case "m", "xo", "male" -> Optional.of("M");
            default -> Optional.empty();
        };
    }
}
