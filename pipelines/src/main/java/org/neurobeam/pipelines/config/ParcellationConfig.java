package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.listOr;
import static org.neurobeam.pipelines.config.Settings.or;
import static org.neurobeam.pipelines.config.Settings.range;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.neurobeam.preprocess.image.ParcelStatistic;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Voxels to parcels.
 *
 * @param kind none, labels, maps or spheres
 * @param atlas label image or 4-D maps image
 * @param names tab separated table of label numbers and names ({@code index}, {@code name}), or lines of number and
 *     name without header ({@code .txt}); maps and spheres are named in the order of the numbers; empty for numbers
 * @param statistic mean, median, sum, minimum, maximum, standard_deviation or variance (labels, spheres)
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
        statistic = or(statistic, "mean").toLowerCase(Locale.ROOT);
        seedsMm = listOr(seedsMm, List.of());
        radiusMm = range("parcellation.radiusMm", or(radiusMm, RADIUS_MM), 0, MAX_RADIUS_MM);
        minCoverage = range("parcellation.minCoverage", or(minCoverage, COVERAGE), 0, 1);
        checkStatistic(kind, statistic);
        if ((kind == Kind.LABELS || kind == Kind.MAPS) && atlas.isEmpty()) {
            throw new ConfigException("parcellation.atlas is missing; kind: " + lower(kind) + " needs the path of "
                    + (kind == Kind.MAPS ? "a 4-D image of maps" : "an image of labels"));
        }
        if (kind == Kind.SPHERES) {
            checkSeeds(seedsMm);
        }
    }

    private static void checkStatistic(Kind kind, String statistic) {
        List<String> allowed = Arrays.stream(ParcelStatistic.values())
                .map(ParcellationConfig::lower)
                .toList();
        if (!allowed.contains(statistic)) {
            throw new ConfigException(
                    "parcellation.statistic: " + statistic + "; allowed: " + String.join(", ", allowed));
        }
        if (kind == Kind.MAPS && !statistic.equals(lower(ParcelStatistic.MEAN))) {
            throw new ConfigException("parcellation.statistic: " + statistic
                    + " with kind: maps; maps are always fitted by least squares, leave statistic out");
        }
    }

    private static void checkSeeds(List<List<Double>> seedsMm) {
        if (seedsMm.isEmpty()) {
            throw new ConfigException(
                    "parcellation.seedsMm is missing; kind: spheres needs centres, e.g. [[-42, -20, 50], [0, -52, 18]]");
        }
        for (List<Double> seed : seedsMm) {
            if (seed.size() != 3 || seed.stream().anyMatch(x -> x == null || !Double.isFinite(x))) {
                throw new ConfigException(
                        "parcellation.seedsMm: " + seed + "; each centre is three finite numbers x, y, z in mm");
            }
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static ParcellationConfig defaults() {
        return new ParcellationConfig(null, null, null, null, null, null, null);
    }
}
