package org.neurobeam.pipelines.publish;

import org.neurobeam.schemas.io.dataset.Source;

/**
 * A source in a release.
 *
 * @param source what the dataset says of it
 * @param permitted whether it is there by the publisher's statement of permission, not by its licence
 * @param recordings how many of it
 * @param units voxels, parcels or neurons of its recordings
 * @param labelled labelled ones of them
 * @param hours recorded
 * @param connectomes how many of it
 */
record ReleasedSource(
        Source source, boolean permitted, long recordings, long units, long labelled, double hours, long connectomes) {
    String id() {
        return source.datasetId();
    }

    /** The licence, and by what right the rows are there. */
    String terms() {
        String licence = source.licence().map(LicenceTerms::spdx).orElse(LicenceTerms.NONE);
        return permitted
                ? "other: " + licence + "; redistributed by permission of the rights holder, as the publisher states"
                : licence;
    }
}
