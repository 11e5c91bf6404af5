package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.or;
import static org.neurobeam.pipelines.config.Settings.range;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Which voxels are kept.
 *
 * @param kind all voxels; the non-zero voxels of a file; the EPI intensity heuristic on the mean volume of each run
 * @param path mask image for {@code kind: file}
 * @param opening erosions of the EPI heuristic, 0 for none
 * @param threshold share of a subject's runs whose masks must contain a voxel, 0-1; 1 is the intersection
 * @param onMismatch what happens when the mask file has another grid than the data: refuse (default) or resample
 */
public record MaskConfig(Kind kind, String path, Integer opening, Double threshold, OnMismatch onMismatch) {
    /** What happens when grids differ. */
    public enum OnMismatch {
        /** An error that names both grids. */
        @JsonProperty("refuse")
        REFUSE,
        /** The nearest voxel. */
        @JsonProperty("resample")
        RESAMPLE
    }

    /** Where the mask comes from. */
    public enum Kind {
        /** Every voxel of the image. */
        @JsonProperty("all")
        ALL,
        /** The non-zero voxels of a file. */
        @JsonProperty("file")
        FILE,
        /** The intensity heuristic on the mean volume. */
        @JsonProperty("epi")
        EPI
    }

    private static final int OPENING = 2;
    private static final int MAX_OPENING = 10;

    /** Fills defaults and checks ranges. */
    public MaskConfig {
        kind = or(kind, path == null ? Kind.EPI : Kind.FILE);
        path = or(path, "");
        opening = range("mask.opening", or(opening, OPENING), 0, MAX_OPENING);
        threshold = range("mask.threshold", or(threshold, 1.0), 0, 1);
        onMismatch = or(onMismatch, OnMismatch.REFUSE);
        if (kind == Kind.FILE && path.isEmpty()) {
            throw new ConfigException("mask.path is missing; kind: file needs the path of a mask image");
        }
    }
}
