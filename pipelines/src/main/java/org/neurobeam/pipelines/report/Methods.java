package org.neurobeam.pipelines.report;

import java.util.List;
import java.util.Objects;

/**
 * The methods paragraph. A sentence cites the first reference as {@code [1]}.
 *
 * @param sentences in order, joined by blanks
 * @param references in the order of their numbers
 */
public record Methods(List<String> sentences, List<Reference> references) {
    public Methods {
        sentences = List.copyOf(sentences);
        references = List.copyOf(references);
    }

    /**
     * A cited work.
     *
     * @param text authors, year, title, journal
     * @param doi e.g. {@code 10.1016/j.neuroimage.2022.119728}, empty when there is none
     */
    public record Reference(String text, String doi) {
        public Reference {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(doi, "doi");
        }
    }
}
