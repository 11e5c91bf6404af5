package org.neurobeam.ingest.recipe;

/** The container that the files of a source are. */
public enum Format {
    HDF5,
    MATLAB5,
    MATLAB73,
    NWB,
    JSON,
    CSV,
    TEXT,
    NPY,
    NPZ,
    SUITE2P,
    WCON,
    XLS,
    XLSX,
    GRAPHML
}
