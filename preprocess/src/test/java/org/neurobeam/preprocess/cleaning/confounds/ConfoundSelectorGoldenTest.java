package org.neurobeam.preprocess.cleaning.confounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.neurobeam.preprocess.cleaning.Golden;
import org.neurobeam.preprocess.cleaning.confounds.ConfoundStrategy.Expansion;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.testing.SharedData;

/** Selection from real fMRIPrep tables against nilearn. */
class ConfoundSelectorGoldenTest {
    private static final double RELATIVE = 1e-10;
    private static final double ABSOLUTE = 1e-12;
    private static final String OLD = "test_desc-confounds_regressors";
    private static final String V21 = "test-v21_desc-confounds_timeseries";

    @TestFactory
    Stream<DynamicTest> strategies() {
        ConfoundStrategy simple = ConfoundStrategy.simple();
        ConfoundStrategy acompcor5 = ConfoundStrategy.of(Expansion.DERIVATIVES, Expansion.NONE, Expansion.NONE)
                .withCompCor(CompCor.first(5, CompCor.Masks.ANAT_COMBINED));
        return Map.of(
                        "motion_full_hp_wmcsf", simple,
                        "strategy_simple", ConfoundStrategy.named("simple"),
                        "scrub", simple.withScrub(Scrub.defaults()),
                        "acompcor5", acompcor5,
                        "strategy_compcor", ConfoundStrategy.named("compcor"))
                .entrySet()
                .stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(e.getKey(), e.getValue())));
    }

    private static void check(String name, ConfoundStrategy strategy) throws IOException {
        ConfoundSelection found = new ConfoundSelector(strategy).select(table(OLD), metadata(OLD));
        List<String> lines = Files.readAllLines(SharedData.path("golden/fmri/confounds/" + name + ".csv"));
        String[] header = lines.get(0).split(",", -1);
        assertThat(found.names()).containsExactly(Arrays.copyOfRange(header, 1, header.length));
        double[][] expected = lines.stream()
                .skip(1)
                .map(l -> Arrays.stream(l.split(",", -1))
                        .skip(1)
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
        Golden.assertClose(found.values(), DoubleMatrix.of(expected), RELATIVE, ABSOLUTE);
        boolean[] keep = new boolean[expected.length];
        for (double kept : Golden.array("confounds/" + name + "_sample_mask").values()) {
            keep[(int) kept] = true;
        }
        assertThat(found.keep()).isEqualTo(keep);
    }

    @Test
    void masksOfTheOlderNamingComeFromTheMetadata() throws IOException {
        ConfoundStrategy separated = ConfoundStrategy.of(Expansion.NONE, Expansion.NONE, Expansion.NONE)
                .withCompCor(CompCor.first(2, CompCor.Masks.TEMPORAL_ANAT_SEPARATED));
        assertThat(new ConfoundSelector(separated)
                        .select(table(OLD), metadata(OLD))
                        .names())
                .containsExactly(
                        "a_comp_cor_57",
                        "a_comp_cor_58",
                        "a_comp_cor_70",
                        "a_comp_cor_71",
                        "cosine00",
                        "cosine01",
                        "cosine02",
                        "cosine03",
                        "t_comp_cor_00",
                        "t_comp_cor_01");
    }

    @Test
    void masksOfTheNewerNaming() throws IOException {
        ConfoundStrategy separated = ConfoundStrategy.of(Expansion.NONE, Expansion.NONE, Expansion.NONE)
                .withCompCor(CompCor.halfOfVariance(CompCor.Masks.ANAT_SEPARATED));
        ConfoundSelection found = new ConfoundSelector(separated).select(table(V21), metadata(V21));
        assertThat(found.names())
                .containsExactly(
                        "c_comp_cor_00",
                        "c_comp_cor_01",
                        "c_comp_cor_02",
                        "cosine00",
                        "w_comp_cor_00",
                        "w_comp_cor_01",
                        "w_comp_cor_02",
                        "w_comp_cor_03");
        assertThat(found.keptVolumes()).isEqualTo(27);
        assertThat(new ConfoundSelector(ConfoundStrategy.named("36P"))
                        .select(table(V21), CompCorMetadata.none())
                        .names())
                .hasSize(36 + 1);
        assertThat(new ConfoundSelector(ConfoundStrategy.named("27P"))
                        .select(table(V21), CompCorMetadata.none())
                        .names())
                .hasSize(27 + 1);
    }

    private static CompCorMetadata metadata(String name) throws IOException {
        String file = "data/fmri/fmriprep_confounds/" + name + ".json";
        return CompCorMetadata.parse(file, Files.readString(SharedData.path(file)));
    }

    private static ConfoundTable table(String name) throws IOException {
        String file = "data/fmri/fmriprep_confounds/" + name + ".tsv";
        List<String[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(SharedData.path(file))) {
            rows.add(line.split("\t", -1));
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (int j = 0; j < rows.get(0).length; j++) {
            double[] values = new double[rows.size() - 1];
            for (int t = 0; t < values.length; t++) {
                String cell = rows.get(t + 1)[j];
                values[t] = cell.equals("n/a") ? Double.NaN : Double.parseDouble(cell);
            }
            columns.put(rows.get(0)[j], values);
        }
        return ConfoundTable.of(file, columns);
    }
}
