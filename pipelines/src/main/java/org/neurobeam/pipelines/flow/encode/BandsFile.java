package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
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
 * the penalty in the fit on all samples (-inf for a band left out), and what a band explains of the held-out responses of
 * all outer folds, by conventions that the names of the variables tell. {@code r2_offsets} [target] is the R2 of the
 * training means of the folds alone, 0 or a little less, {@code r_offsets} their share of r; with them {@code
 * r2_product_measure} and {@code r2_split_johnson2000} sum to the R2 and {@code r_split} to the r of scores.parquet. With a
 * partition there is a number for every subset of bands too. Targets that were not fitted are NaN.
 */
final class BandsFile {
    /** Name of the file in the results folder. */
    static final String FILE = "bands.nc";

    static final String BAND = "band";
    private static final String SUBSET = "subset";
    private static final String TARGET = "target";
    private static final String GROUP = "group";

    private final List<ResponseGroup> groups;
    private final DataStore results;

    BandsFile(List<ResponseGroup> groups, DataStore results) {
        this.groups = groups;
        this.results = results;
    }

    void write(List<TileName> tiles, boolean partition, String digest) throws IOException {
        List<String> bands = BandedFitter.bands(groups.get(0));
        List<String> groupOfTarget = new ArrayList<>();
        int[] first = new int[groups.size()];
        for (int g = 0; g < first.length; g++) {
            first[g] = groupOfTarget.size();
            groupOfTarget.addAll(
                    Collections.nCopies(groups.get(g).targets(), groups.get(g).name()));
        }
        List<BandNumbers.Variable> variables = BandNumbers.variables(bands.size(), partition);
        List<String> subsets = partition ? BandNumbers.subsets(bands) : List.of();
        NetcdfLayout layout = layout(bands, subsets, groupOfTarget).attribute(WeightsFile.DIGEST, digest);
        for (BandNumbers.Variable v : variables) {
            layout = layout.variable(v.name(), Kind.FLOAT, axes(v), Map.of("long_name", v.about()));
        }
        try (NetcdfFile file = NetcdfFile.create(results, FILE, layout)) {
            file.write(BAND, bands);
            if (partition) {
                file.write(SUBSET, subsets);
            }
            file.write(TARGET, IntStream.range(0, groupOfTarget.size()).toArray());
            file.write(GROUP, groupOfTarget);
            for (TileName tile : tiles) {
                try (NpyFile npy = NpyFile.open(results, tile.bandsPath())) {
                    FloatMatrix values = npy.readFloats();
                    for (BandNumbers.Variable v : variables) {
                        write(file, v, first[tile.group()] + tile.from(), values);
                    }
                }
            }
            file.finish();
        }
    }

    private static List<String> axes(BandNumbers.Variable variable) {
        return switch (variable.axis()) {
            case BAND -> List.of(TARGET, BAND);
            case SUBSET -> List.of(TARGET, SUBSET);
            case NONE -> List.of(TARGET);
        };
    }

    /** Some rows as columns, [targets x rows]. */
    private static void write(NetcdfFile file, BandNumbers.Variable variable, int target, FloatMatrix values)
            throws IOException {
        boolean alone = variable.axis() == BandNumbers.Axis.NONE;
        int t = values.columns();
        float[] slab = new float[t * variable.rows()];
        for (int v = 0; v < t; v++) {
            for (int i = 0; i < variable.rows(); i++) {
                slab[v * variable.rows() + i] = values.get(variable.first() + i, v);
            }
        }
        file.write(
                variable.name(),
                alone ? new int[] {target} : new int[] {target, 0},
                alone ? new int[] {t} : new int[] {t, variable.rows()},
                slab);
    }

    /** The bands of a group, then subsets of several, with means over targets that have a number. */
    static List<BandRow> means(DataStore results, String group) throws IOException {
        try (NetcdfReader file = NetcdfReader.open(results, FILE)) {
            List<String> bands = file.readTexts(BAND);
            boolean partition = file.has(SUBSET);
            List<String> groupOfTarget = file.readTexts(GROUP);
            int from = groupOfTarget.indexOf(group);
            int to = groupOfTarget.lastIndexOf(group) + 1;
            List<Map<String, Double>> means = new ArrayList<>();
            bands.forEach(band -> means.add(new LinkedHashMap<>()));
            List<String> names = new ArrayList<>(bands);
            if (partition) {
                BandNumbers.subsets(bands).stream()
                        .filter(name -> !bands.contains(name))
                        .forEach(names::add);
            }
            names.subList(bands.size(), names.size()).forEach(subset -> means.add(new LinkedHashMap<>()));
            for (BandNumbers.Variable v : BandNumbers.variables(bands.size(), partition)) {
                // folders of earlier versions have fewer variables
                if (v.axis() != BandNumbers.Axis.NONE && !v.name().equals(BandNumbers.DELTA) && file.has(v.name())) {
                    List<String> columns = v.axis() == BandNumbers.Axis.BAND ? bands : file.readTexts(SUBSET);
                    double[] mean = means(file.readFloats(v.name(), from, to), columns.size());
                    for (int c = 0; c < mean.length; c++) {
                        means.get(names.indexOf(columns.get(c))).put(v.name(), mean[c]);
                    }
                }
            }
            return IntStream.range(0, names.size())
                    .mapToObj(i -> new BandRow(names.get(i), means.get(i)))
                    .toList();
        }
    }

    /** Of each column over the rows that have a number there. */
    private static double[] means(float[] values, int columns) {
        double[] means = new double[columns];
        Arrays.setAll(
                means,
                c -> IntStream.range(0, values.length / columns)
                        .mapToDouble(v -> values[v * columns + c])
                        .filter(Double::isFinite)
                        .average()
                        .orElse(Double.NaN));
        return means;
    }

    private static NetcdfLayout layout(List<String> bands, List<String> subsets, List<String> groupOfTarget) {
        NetcdfLayout layout = NetcdfLayout.empty()
                .attribute("title", "Bands of banded ridge encoders")
                .attribute("source", "neurobeam " + BuildInfo.version())
                .dimension(TARGET, groupOfTarget.size())
                .dimension(BAND, bands.size())
                .text(BAND, BAND, longest(bands), Map.of("long_name", "feature space"))
                .variable(TARGET, Kind.INT, List.of(TARGET), Map.of("long_name", "row of scores.parquet"))
                .text(GROUP, TARGET, longest(groupOfTarget), Map.of("long_name", "subject"));
        return subsets.isEmpty()
                ? layout
                : layout.dimension(SUBSET, subsets.size())
                        .text(SUBSET, SUBSET, longest(subsets), Map.of("long_name", "feature spaces fitted together"));
    }

    private static int longest(List<String> texts) {
        return texts.stream()
                .mapToInt(t -> t.getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElse(1);
    }
}
