package org.neurobeam.preprocess.cleaning.confounds;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.neurobeam.preprocess.cleaning.confounds.ConfoundStrategy.Expansion;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.DataException;

/**
 * Applies a strategy to the confounds of a run.
 *
 * <p>Non-steady-state volumes are always removed through the kept volumes. A value that is missing in row 0, as in
 * derivatives, takes the value of row 1. Columns are demeaned over the kept rows.
 */
public final class ConfoundSelector {
    private static final Pattern COSINE = Pattern.compile("cosine\\d+");
    private static final Pattern NON_STEADY = Pattern.compile("non_steady_state_outlier\\d+");
    private static final Pattern AROMA = Pattern.compile("aroma_motion_\\d+");
    private static final Pattern TEMPORAL = Pattern.compile("t_comp_cor_\\d+");
    private static final Pattern ANATOMICAL = Pattern.compile("[acw]_comp_cor_\\d+");
    private static final double HALF = 0.5;

    private final ConfoundStrategy strategy;

    /** A selector for the strategy. */
    public ConfoundSelector(ConfoundStrategy strategy) {
        this.strategy = strategy;
    }

    /**
     * Selects the regressors.
     *
     * @param metadata of the CompCor components; {@link CompCorMetadata#none()} where CompCor is not used
     * @throws DataException if a column is missing (naming what was asked and found), has missing values after row 0,
     *     or the masks of CompCor components are unknown
     */
    public ConfoundSelection select(ConfoundTable table, CompCorMetadata metadata) {
        Set<String> names = new TreeSet<>();
        List<String> missing = new ArrayList<>();
        expanded(strategy.motion(), List.of("trans_x", "trans_y", "trans_z", "rot_x", "rot_y", "rot_z"), names);
        expanded(strategy.wmCsf(), List.of("csf", "white_matter"), names);
        expanded(strategy.globalSignal(), List.of("global_signal"), names);
        names.stream().filter(n -> !table.has(n)).forEach(missing::add);
        if (strategy.highPass()) {
            numbered(table, COSINE, "cosine00", names, missing);
        }
        if (strategy.aroma() == ConfoundStrategy.Aroma.BASIC) {
            numbered(table, AROMA, "aroma_motion_00", names, missing);
        }
        strategy.compCor().ifPresent(c -> compCor(c, table, metadata, names, missing));
        if (strategy.scrub().isPresent()) {
            List.of("framewise_displacement", "std_dvars").stream()
                    .filter(n -> !table.has(n))
                    .forEach(missing::add);
        }
        if (!missing.isEmpty()) {
            throw table.missing(missing);
        }
        boolean[] keep = keep(table);
        List<String> sorted = List.copyOf(names);
        return new ConfoundSelection(sorted, values(table, sorted, keep), keep);
    }

    private static void expanded(Expansion expansion, List<String> regressors, Set<String> names) {
        for (String r : regressors) {
            switch (expansion) {
                case NONE -> {}
                case BASIC -> names.add(r);
                case POWER2 -> names.addAll(List.of(r, r + "_power2"));
                case DERIVATIVES -> names.addAll(List.of(r, r + "_derivative1"));
                case FULL -> names.addAll(List.of(r, r + "_derivative1", r + "_power2", r + "_derivative1_power2"));
            }
        }
    }

    private static void numbered(
            ConfoundTable table, Pattern pattern, String first, Set<String> names, List<String> missing) {
        List<String> found = table.matching(pattern);
        names.addAll(found);
        if (found.isEmpty()) {
            missing.add(first);
        }
    }

    private static void compCor(
            CompCor choice, ConfoundTable table, CompCorMetadata metadata, Set<String> names, List<String> missing) {
        for (String mask : masks(choice.masks())) {
            List<String> columns = table.matching(mask.isEmpty() ? TEMPORAL : ANATOMICAL).stream()
                    .filter(c -> mask.isEmpty() || mask(table, metadata, c).equals(mask))
                    .sorted(Comparator.comparingInt(ConfoundSelector::number))
                    .toList();
            if (columns.isEmpty()) {
                missing.add(mask.isEmpty() ? "t_comp_cor_00" : "a_comp_cor_00 (" + mask + " mask)");
            }
            int count = choice.components().isPresent()
                    ? Math.min(choice.components().getAsInt(), columns.size())
                    : untilHalf(columns, table, metadata);
            names.addAll(columns.subList(0, count));
        }
    }

    private static List<String> masks(CompCor.Masks masks) {
        return switch (masks) {
            case ANAT_COMBINED -> List.of("combined");
            case ANAT_SEPARATED -> List.of("CSF", "WM");
            case TEMPORAL -> List.of("");
            case TEMPORAL_ANAT_COMBINED -> List.of("", "combined");
            case TEMPORAL_ANAT_SEPARATED -> List.of("", "CSF", "WM");
        };
    }

    private static int number(String column) {
        return Integer.parseInt(column.substring(column.lastIndexOf('_') + 1));
    }

    private static String mask(ConfoundTable table, CompCorMetadata metadata, String column) {
        return component(table, metadata, column).mask();
    }

    private static CompCorMetadata.Component component(ConfoundTable table, CompCorMetadata metadata, String column) {
        return metadata.of(column)
                .orElseThrow(() -> new DataException(
                        table.file(),
                        "column " + column,
                        "compcor_metadata",
                        "the JSON file beside the table must describe the component, found nothing for it;"
                                + " restore the JSON file or choose a strategy without CompCor"));
    }

    /** Number of leading components that reach half of the variance; all where that is not known or not reached. */
    private static int untilHalf(List<String> columns, ConfoundTable table, CompCorMetadata metadata) {
        for (int i = 0; i < columns.size(); i++) {
            if (component(table, metadata, columns.get(i)).cumulativeVariance() >= HALF) {
                return i + 1;
            }
        }
        return columns.size();
    }

    private boolean[] keep(ConfoundTable table) {
        boolean[] outlier = new boolean[table.volumes()];
        strategy.scrub().ifPresent(s -> {
            exceeding(table.column("framewise_displacement"), s.fdThresholdMm(), outlier);
            exceeding(table.column("std_dvars"), s.stdDvarsThreshold(), outlier);
        });
        int minimum = strategy.scrub().map(Scrub::minimumSegment).orElse(0);
        boolean[] keep = MotionQuality.keptSegments(outlier, minimum);
        for (String name : table.matching(NON_STEADY)) {
            double[] flags = table.column(name);
            for (int t = 0; t < keep.length; t++) {
                keep[t] &= flags[t] != 1;
            }
        }
        return keep;
    }

    private static void exceeding(double[] values, double threshold, boolean[] outlier) {
        for (int t = 0; t < values.length; t++) {
            // n/a of the first volume is no outlier
            outlier[t] |= values[t] > threshold;
        }
    }

    private static DoubleMatrix values(ConfoundTable table, List<String> names, boolean[] keep) {
        DoubleMatrix values = DoubleMatrix.zeros(table.volumes(), names.size());
        for (int j = 0; j < names.size(); j++) {
            double[] x = table.column(names.get(j));
            if (x.length > 1 && Double.isNaN(x[0])) {
                x[0] = x[1];
            }
            double sum = 0;
            int n = 0;
            for (int t = 0; t < x.length; t++) {
                if (!Double.isFinite(x[t])) {
                    throw new DataException(
                            table.file(),
                            "volume " + t + ", column " + names.get(j),
                            "non_finite",
                            "expected a number, found " + (Double.isNaN(x[t]) ? "n/a" : x[t])
                                    + "; only the first volume may be missing");
                }
                sum += keep[t] ? x[t] : 0;
                n += keep[t] ? 1 : 0;
            }
            for (int t = 0; t < x.length; t++) {
                values.set(t, j, x[t] - (n == 0 ? 0 : sum / n));
            }
        }
        return values;
    }
}
