package org.neurobeam.schemas.io.dataset;

import java.util.Optional;

/**
 * A source that a dataset was made from; one entry of {@code sources} in {@code dataset.json}.
 *
 * @param datasetId id of the source, as in {@code recordings.dataset_id}
 * @param title name for people
 * @param species NCBITaxon CURIE
 * @param citation how to cite it
 * @param doi digital object identifier
 * @param licence SPDX id or LicenseRef-...; absent when the source states none
 * @param licenceUrl where the licence stands
 * @param sourceUrl where the files come from
 * @param version commit, release or version of the files
 * @param redistribute whether the files and what is made of them may be passed on, as the source's recipe states it;
 *     absent where only the licence speaks
 */
public record Source(
        String datasetId,
        String title,
        Optional<String> species,
        Optional<String> citation,
        Optional<String> doi,
        Optional<String> licence,
        Optional<String> licenceUrl,
        Optional<String> sourceUrl,
        Optional<String> version,
        Optional<Boolean> redistribute) {
    /** A source that states no more than its licence. */
    public Source(
            String datasetId,
            String title,
            Optional<String> species,
            Optional<String> citation,
            Optional<String> doi,
            Optional<String> licence,
            Optional<String> licenceUrl,
            Optional<String> sourceUrl,
            Optional<String> version) {
        this(datasetId, title, species, citation, doi, licence, licenceUrl, sourceUrl, version, Optional.empty());
    }

    /** A source of which only id and title are known. */
    public static Source of(String datasetId, String title) {
        Optional<String> none = Optional.empty();
        return new Source(datasetId, title, none, none, none, none, none, none, none);
    }

    /** The same source without a statement on which of its releases the files are. */
    public Source withoutVersion() {
        return new Source(
                datasetId,
                title,
                species,
                citation,
                doi,
                licence,
                licenceUrl,
                sourceUrl,
                Optional.empty(),
                redistribute);
    }

    /** The same source with a statement on redistribution. */
    public Source withRedistribute(boolean allowed) {
        return new Source(
                datasetId,
                title,
                species,
                citation,
                doi,
                licence,
                licenceUrl,
                sourceUrl,
                version,
                Optional.of(allowed));
    }
}
