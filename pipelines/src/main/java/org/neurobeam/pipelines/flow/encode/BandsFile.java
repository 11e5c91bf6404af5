package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.pipelines.report.BandRow;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.netcdf.NetcdfFile;
import org.neurobeam.schemas.io.netcdf.NetcdfLayout;
import org.neurobeam.schemas.io.netcdf.NetcdfLayout.Kind;
import org.neurobeam.schemas.io.netcdf.NetcdfReader;

/**
 * {@code bands.nc} of banded ridge, [target x band]: {@code delta}, the natural logarithm of the weight of a band over
 * the penalty in the fit on all samples (-inf for a band left out), and {@code r2_product_measure}, the share of the
 * held-out R2 that a band explains. {@code r2_offsets} [target] is the R2 of the training means of the folds alone, 0 or
 * a little less; with it the shares sum to the R2 of scores.parquet. Targets that were not fitted are NaN.
 */
final class BandsFile {
    /** Name of the file in the results folder. */
    static final String FILE = "bands.nc";

    static final String BAND = "band";
    static final String DELTA = "delta";
    static final String SHARE = "r2_product_measure";
    static final String OFFSETS = "r2_offsets";
    private static final String TARGET = "target";
    private static final String GROUP = "group";

    private final List<ResponseGroup> groups;
    private final DataStore results;

    BandsFile(List<ResponseGroup> groups, DataStore results) {
        this.groups = groups;
        this.results = results;
    }

    void write(List<TileName> tiles, String digest) throws IOException {
        List<String> bands = BandedFitter.bands(groups.get(0));
        List<String> groupOfTarget = new ArrayList<>();
        int[] first = new int[groups.size()];
        for (int g = 0; g < first.length; g++) {
            first[g] = groupOfTarget.size();
            groupOfTarget.addAll(
                    Collections.nCopies(groups.get(g).targets(), groups.get(g).name()));
        }
        NetcdfLayout layout = layout(bands, groupOfTarget).attribute(WeightsFile.DIGEST, digest);
        try (NetcdfFile file = NetcdfFile.create(results, FILE, layout)) {
            file.write(BAND, bands);
            file.write(TARGET, IntStream.range(0, groupOfTarget.size()).toArray());
            file.write(GROUP, groupOfTarget);
            for (TileName tile : tiles) {
                try (NpyFile npy = NpyFile.open(results, tile.bandsPath())) {
                    FloatMatrix values = npy.readFloats();
                    int[] start = {first[tile.group()] + tile.from(), 0};
                    int[] shape = {values.columns(), bands.size()};
                    file.write(DELTA, start, shape, slab(values, 0, bands.size()));
                    file.write(SHARE, start, shape, slab(values, bands.size(), bands.size()));
                    file.write(
                            OFFSETS,
                            new int[] {start[0]},
                            new int[] {values.columns()},
                            slab(values, 2 * bands.size(), 1));
                }
            }
            file.finish();
        }
    }

    /** The bands of a group with their mean share over targets that have one. */
    static List<BandRow> meanShares(DataStore results, String group) throws IOException {
        try (NetcdfReader file = NetcdfReader.open(results, FILE)) {
            List<String> bands = file.readTexts(BAND);
            List<String> groupOfTarget = file.readTexts(GROUP);
            float[] shares = file.readFloats(SHARE, 0, groupOfTarget.size());
            List<BandRow> rows = new ArrayList<>();
            for (int b = 0; b < bands.size(); b++) {
                int band = b;
                double mean = IntStream.range(0, groupOfTarget.size())
                        .filter(v -> groupOfTarget.get(v).equals(group))
                        .mapToDouble(v -> shares[v * bands.size() + band])
                        .filter(Double::isFinite)
                        .average()
                        .orElse(Double.NaN);
                rows.add(new BandRow(bands.get(b), mean));
            }
            return rows;
        }
    }

    private static NetcdfLayout layout(List<String> bands, List<String> groupOfTarget) {
        return NetcdfLayout.empty()
                .attribute("title", "Bands of banded ridge encoders")
                .attribute("source", "neurobeam " + BuildInfo.version())
                .dimension(TARGET, groupOfTarget.size())
                .dimension(BAND, bands.size())
                .text(BAND, BAND, longest(bands), Map.of("long_name", "feature space"))
                .variable(TARGET, Kind.INT, List.of(TARGET), Map.of("long_name", "row of scores.parquet"))
                .text(GROUP, TARGET, longest(groupOfTarget), Map.of("long_name", "subject"))
                .variable(
                        DELTA,
                        Kind.FLOAT,
                        List.of(TARGET, BAND),
                        Map.of("long_name", "log(weight of the band / penalty), fit on all samples"))
                .variable(
                        SHARE,
                        Kind.FLOAT,
                        List.of(TARGET, BAND),
                        Map.of("long_name", "product measure: share of held-out R2, with r2_offsets they sum to R2"))
                .variable(
                        OFFSETS,
                        Kind.FLOAT,
                        List.of(TARGET),
                        Map.of("long_name", "held-out R2 of the training means of the folds alone"));
    }

    private static int longest(List<String> texts) {
        return texts.stream()
                .mapToInt(t -> t.getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElse(1);
    }

    /** Some rows as columns, [targets x bands]. */
    private static float[] slab(FloatMatrix values, int from, int bands) {
        float[] slab = new float[values.columns() * bands];
        for (int v = 0; v < values.columns(); v++) {
            for (int b = 0; b < bands; b++) {
                slab[v * bands + b] = values.get(from + b, v);
            }
        }
        return slab;
    }
}
