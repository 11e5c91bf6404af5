package org.neurobeam.ingest.bids;

/** What can be had from an image file. */
public enum ImageState {
    /** Header and all data. */
    READABLE,
    /** The header is whole, the data are missing or cut short. */
    HEADER_ONLY,
    /** The file has no bytes, or is a symbolic link without content. */
    EMPTY,
    /** Not an image, or its header is damaged. */
    REFUSED
}
