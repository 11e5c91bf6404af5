package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.listOr;
import static org.neurobeam.pipelines.config.Settings.or;
import static org.neurobeam.pipelines.config.Settings.range;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Voxels to parcels.
 *
 * @param kind none, labels, maps or spheres
 * @param atlas label image or 4-D maps image
 * @param names tab separated table of label numbers and names ({@code index}, {@code name}); empty for numbers
 * @param statistic mean, median, sum, minimum, maximum, standard_deviation or variance (labels)
 * @param seedsMm centres of spheres, x y z in mm
 * @param radiusMm radius of spheres, mm
 * @param minCoverage parcels with a smaller share of their voxels in the mask become NaN columns, 0-1
 */
public record ParcellationConfig(
        Kind kind,
        String atlas,
        String names,
        String statistic,
        List<List<Double>> seedsMm,
        Double radiusMm,
        Double minCoverage) {
    /** How voxels are gathered. */
    public enum Kind {
        /** Voxels stay. */
        @JsonProperty("none")
        NONE,
        /** One statistic for each label. */
        @JsonProperty("labels")
        LABELS,
        /** Least squares on all maps together. */
        @JsonProperty("maps")
        MAPS,
        /** Means of spheres. */
        @JsonProperty("spheres")
        SPHERES
    }

    private static final double RADIUS_MM = 6;
    private static final double MAX_RADIUS_MM = 1000;
    private static final double COVERAGE = 0.5;

    /** Fills defaults and checks ranges. */
    public ParcellationConfig {
        kind = or(kind, atlas == null ? Kind.NONE : Kind.LABELS);
        atlas = or(atlas, "");
        names = or(names, "");
        statistic = or(statistic, "mean");
        seedsMm = listOr(seedsMm, List.of());
        radiusMm = range("parcellation.radiusMm", or(radiusMm, RADIUS_MM), 0, MAX_RADIUS_MM);
        minCoverage = range("parcellation.minCoverage", or(minCoverage, COVERAGE), 0, 1);
    }

    static ParcellationConfig defaults() {
        return new ParcellationConfig(null, null, null, null, null, null, null);
    }
}
