package org.neurobeam.ingest.vocabulary;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The label of one ROI as the source has it.
 *
 * @param names the spellings; empty when the ROI has none, several where the source lists candidates
 * @param confidence on the source's own scale
 */
public record SourceLabel(List<String> names, OptionalDouble confidence) {
    private static final SourceLabel ABSENT = new SourceLabel(List.of(), OptionalDouble.empty());

    public SourceLabel {
        names = List.copyOf(names);
    }

    /** An ROI without label. */
    public static SourceLabel absent() {
        return ABSENT;
    }

    /** One spelling; the empty text is no label. */
    public static SourceLabel of(String name) {
        return name.isEmpty() ? ABSENT : new SourceLabel(List.of(name), OptionalDouble.empty());
    }

    /** One spelling with a confidence on the source's scale; NaN is none. */
    public static SourceLabel of(String name, double confidence) {
        OptionalDouble stated = Double.isNaN(confidence) ? OptionalDouble.empty() : OptionalDouble.of(confidence);
        return new SourceLabel(of(name).names, stated);
    }

    /** A list of candidates as the source has it; empty entries are left out. */
    public static SourceLabel list(List<String> candidates) {
        return new SourceLabel(
                candidates.stream().filter(name -> !name.isBlank()).toList(), OptionalDouble.empty());
    }

    /** The text for {@code source_label}: a list is joined with slashes. */
    public Optional<String> text() {
        return names.isEmpty() ? Optional.empty() : Optional.of(String.join("/", names));
    }
}
