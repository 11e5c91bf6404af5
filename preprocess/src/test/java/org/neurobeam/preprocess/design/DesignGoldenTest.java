package org.neurobeam.preprocess.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.preprocess.design.HighResolutionGrid.Occurrence;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.table.Event;

class DesignGoldenTest {
    /** Plain float64 arithmetic in another order. */
    private static final double RTOL = 1e-10;

    private static final double ATOL = 1e-12;
    /** Difference quotients lose two to three digits. */
    private static final double DERIVATIVE_RTOL = 1e-8;
    /** The zeros of a difference quotient are rounding divided by the step. */
    private static final double DERIVATIVE_ATOL = 1e-12;

    private static final double DESIGN_RTOL = 1e-9;
    private static final double DESIGN_ATOL = 1e-11;
    private static final FrameTimes TIMES = FrameTimes.regular(121, 2.5, 0);

    @ParameterizedTest
    @CsvSource({"2.0,1", "2.0,50", "2.5,1", "2.5,50"})
    void kernelsEqualTheReference(double trSeconds, int oversampling) {
        String suffix = "_tr" + trSeconds + "_os" + oversampling;
        for (HemodynamicResponse response : List.of(HemodynamicResponse.spm(), HemodynamicResponse.glover())) {
            String family = "hrf/" + response.family().name().toLowerCase(java.util.Locale.ROOT);
            List<double[]> kernels = response.withDispersion().kernels(trSeconds, oversampling);
            Golden.assertClose(kernels.get(0), Golden.array(family + "_hrf" + suffix), RTOL, ATOL);
            Golden.assertClose(
                    kernels.get(1),
                    Golden.array(family + "_time_derivative" + suffix),
                    DERIVATIVE_RTOL,
                    DERIVATIVE_ATOL);
            Golden.assertClose(
                    kernels.get(2),
                    Golden.array(family + "_dispersion_derivative" + suffix),
                    DERIVATIVE_RTOL,
                    DERIVATIVE_ATOL);
        }
    }

    @Test
    void fineGridAndBoxcarEqualTheReference() {
        DoubleMatrix cond = Golden.array("hrf/cond");
        List<Occurrence> occurrences = new ArrayList<>();
        for (int i = 0; i < cond.columns(); i++) {
            occurrences.add(new Occurrence(cond.get(0, i), cond.get(1, i), cond.get(2, i)));
        }
        HighResolutionGrid grid = HighResolutionGrid.of(TIMES, 50, -24);
        double[] seconds = new double[grid.size()];
        Arrays.setAll(seconds, grid::seconds);
        Golden.assertClose(seconds, Golden.array("hrf/frame_times_high_res"), RTOL, ATOL);
        Golden.assertClose(grid.boxcar(occurrences), Golden.array("hrf/sample_condition"), RTOL, ATOL);
    }

    @ParameterizedTest
    @CsvSource({
        "None, none, 1e-10",
        "spm, spm, 1e-10",
        "spm_derivative, spm + derivative, 1e-8",
        "glover, glover, 1e-10",
        "glover_derivative_dispersion, glover + derivative + dispersion, 1e-8",
        "fir, fir 6, 1e-10"
    })
    void regressorsEqualTheReference(String golden, String words, double rtol) {
        DoubleMatrix cond = Golden.array("hrf/cond");
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < cond.columns(); i++) {
            events.add(Events.of("cond", cond.get(0, i), cond.get(1, i), cond.get(2, i)));
        }
        HemodynamicResponse response = HemodynamicResponse.parse("hrf", words);
        DesignMatrix regressors = EventDesign.regressors(events, TIMES, RegressorOptions.of(response));
        assertThat(regressors.columnNames()).isEqualTo(response.columnNames("cond"));
        Golden.assertClose(regressors.values(), Golden.array("hrf/regressor_" + golden), rtol, ATOL);
    }

    @Test
    void driftsEqualTheReference() {
        Golden.assertClose(
                new Drift.Cosine(0.01).columns(TIMES).values(),
                Golden.array("drift/cosine_n121_hp0.01_tr2.5"),
                RTOL,
                ATOL);
        Golden.assertClose(
                new Drift.Cosine(0.0078125)
                        .columns(FrameTimes.regular(355, 2, 0))
                        .values(),
                Golden.array("drift/cosine_n355_hp0.0078125_tr2.0"),
                RTOL,
                ATOL);
        Golden.assertClose(
                new Drift.Polynomial(3).columns(TIMES).values(), Golden.array("drift/poly3_n121"), RTOL, ATOL);
    }

    @Test
    void designWithCosineDriftEqualsTheReference() {
        assertDesign(DesignOptions.defaults(), "glm/design_glover_cosine.csv");
    }

    @Test
    void finiteImpulseDesignEqualsTheReference() {
        HemodynamicResponse fir = HemodynamicResponse.fir(List.of(0, 1, 2, 3, 4, 5));
        assertDesign(new DesignOptions(RegressorOptions.of(fir), Drift.none()), "glm/design_fir.csv");
    }

    private static void assertDesign(DesignOptions options, String table) {
        List<Event> events = new ArrayList<>();
        for (String line :
                Golden.lines("input/haxby_events.tsv").stream().skip(1).toList()) {
            String[] cells = line.split("\t", -1);
            events.add(Events.of(cells[2], Double.parseDouble(cells[0]), Double.parseDouble(cells[1]), 1));
        }
        DesignMatrix design = EventDesign.design(events, TIMES, options);
        List<String> lines = Golden.lines(table);
        assertThat(design.columnNames())
                .isEqualTo(Arrays.asList(lines.get(0).substring(1).split(",", -1)));
        assertThat(design.notes()).isEmpty();
        DoubleMatrix expected = DoubleMatrix.of(lines.stream()
                .skip(1)
                .map(l -> Arrays.stream(l.split(",", -1))
                        .skip(1)
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new));
        Golden.assertClose(design.values(), expected, DESIGN_RTOL, DESIGN_ATOL);
    }

    @Test
    void delayedFeaturesEqualTheReference() {
        DoubleMatrix x = Golden.array("encoding/X");
        DoubleMatrix expected = Golden.array("encoding/X_delayed_1_2_3_4");
        assertThat(Delays.apply(x, new int[] {0}, Delays.defaults())).isEqualTo(expected);
        assertThat(Delays.apply(narrow(x), new int[] {0}, Delays.defaults())).isEqualTo(narrow(expected));
    }

    private static FloatMatrix narrow(DoubleMatrix m) {
        float[] f = new float[m.values().length];
        for (int i = 0; i < f.length; i++) {
            f[i] = (float) m.values()[i];
        }
        return FloatMatrix.wrap(m.rows(), m.columns(), f);
    }
}
