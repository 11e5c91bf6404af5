package org.neurobeam.ingest.calcium;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.neurobeam.ingest.recipe.RecipeChoice;
import org.neurobeam.schemas.error.DataException;

/**
 * Joins the files of one recording: those in whose paths the pattern of the recipe finds the same. The file with the
 * traces comes first; selectors look for the rest in the others too.
 */
final class RecordingGroups {
    private record Key(String datasetId, String recipe, String group) {}

    private record Member(String path, List<CalciumSource> recordings) {}

    private final Map<Key, List<Member>> groups = new LinkedHashMap<>();

    /**
     * Takes a file that belongs to a group.
     *
     * @param recordings those of which it has the traces
     * @return whether its recipe groups files, and its path is one of them
     */
    boolean take(String path, RecipeChoice choice, String datasetId, List<CalciumSource> recordings) {
        Optional<String> group = choice.recipe().recording().groupOf(path);
        group.ifPresent(found -> groups.computeIfAbsent(
                        new Key(datasetId, choice.recipe().id(), found), key -> new ArrayList<>())
                .add(new Member(path, recordings)));
        return group.isPresent();
    }

    /**
     * Gives the recordings of all groups.
     *
     * @param withoutTraces takes the path of a file whose group has no traces
     * @param refused takes the path and failure of a file whose group has them several times
     */
    void join(
            Consumer<CalciumSource> recordings,
            Consumer<String> withoutTraces,
            BiConsumer<String, DataException> refused) {
        groups.forEach((key, members) -> {
            List<Member> full = members.stream()
                    .filter(member -> !member.recordings().isEmpty())
                    .toList();
            if (full.isEmpty()) {
                members.forEach(member -> withoutTraces.accept(member.path()));
            } else if (full.size() > 1) {
                DataException repeated = repeated(key, full);
                members.forEach(member -> refused.accept(member.path(), repeated));
            } else {
                List<String> others = members.stream()
                        .map(Member::path)
                        .filter(path -> !path.equals(full.get(0).path()))
                        .toList();
                full.get(0).recordings().forEach(recording -> recordings.accept(recording.joined(others)));
            }
        });
    }

    private static DataException repeated(Key key, List<Member> full) {
        return new DataException(
                full.get(1).path(),
                "recording.group",
                "repeated_traces",
                "expected the traces of group " + key.group() + " in one file, found them in "
                        + full.get(0).path() + " too; narrow files or group of recipe " + key.recipe());
    }
}
