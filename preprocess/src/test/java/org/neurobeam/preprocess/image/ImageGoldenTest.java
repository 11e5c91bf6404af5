package org.neurobeam.preprocess.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.neurobeam.preprocess.design.Golden.assertClose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.preprocess.design.Golden;
import org.neurobeam.preprocess.image.ParcelOptions.Arithmetic;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

class ImageGoldenTest {
    /** float32 sums of a few dozen terms. */
    private static final double SMOOTH = 1e-5;

    /** float32 spline coefficients; also within one voxel of the border. */
    private static final double RESAMPLE = 1e-4;

    private static final double SERIES_RTOL = 1e-10;
    private static final double SERIES_ATOL = 1e-9;
    /** The float32 result holds 24 bits. */
    private static final double FLOAT32 = 1e-7;

    @Test
    void smoothingEqualsTheReference() {
        VolumeGrid grid = fmriGrid();
        float[] x = fileOrder(Golden.array("img/input_vol"), grid);
        assertSmooth(Smoothing.isotropic(grid, 4), x, "img/smooth_4.0");
        assertSmooth(Smoothing.anisotropic(grid, 3, 6, 9), x, "img/smooth_aniso");
        assertSmooth(Smoothing.fast(grid), x, "img/smooth_fast");
        x[grid.index(2, 3, 4)] = Float.NaN;
        assertSmooth(Smoothing.isotropic(grid, 6), x, "img/smooth_nan");
    }

    private static void assertSmooth(Smoothing smoothing, float[] x, String golden) {
        VolumeGrid grid = fmriGrid();
        DoubleMatrix expected = Golden.array(golden);
        Volume smooth = smoothing.of(Volume.wrap(grid, x));
        assertClose(rows(smooth), expected, SMOOTH, SMOOTH * max(expected));
    }

    @ParameterizedTest
    @CsvSource({"continuous, CONTINUOUS", "nearest, NEAREST"})
    void resamplingToFiveMillimetresEqualsTheReference(String name, Interpolation interpolation) {
        VolumeGrid grid = fmriGrid();
        VolumeGrid target = Resampling.gridWithDirections(grid, Affine.scaling(5, 5, 5));
        DoubleMatrix affine = Golden.array("img/resample5mm_" + name + "_affine");
        assertClose(matrix(target.affine()), affine, 1e-12, 1e-10);
        assertThat(List.of(target.nx(), target.ny(), target.nz())).containsExactly(5, 10, 7);
        Volume x = Volume.wrap(grid, fileOrder(Golden.array("img/input_vol"), grid));
        DoubleMatrix expected = Golden.array("img/resample5mm_" + name);
        Volume y = Resampling.between(grid, target, interpolation).of(x);
        assertClose(rows(y), expected, 0, RESAMPLE * max(expected));
    }

    @Test
    void linearResamplingOntoAnotherImageEqualsTheReference() {
        RawNifti anatomical = RawNifti.read("nifti_zoo/nibabel/anatomical.nii");
        RawNifti functional = RawNifti.read("nifti_zoo/nibabel/functional.nii");
        VolumeGrid source = anatomical.grid(affine("img/anat_affine"));
        VolumeGrid target = functional.grid(affine("img/func_affine"));
        DoubleMatrix expected = Golden.array("img/anat_to_func_linear");
        float[] y = Resampling.between(source, target, Interpolation.LINEAR).apply(anatomical.volume(0));
        assertClose(rows(Volume.wrap(target, y)), expected, 0, RESAMPLE * max(expected));
    }

    @Test
    void meanImageAndEpiMaskEqualTheReference() {
        RawNifti fmri = RawNifti.read("nitime/fmri1.nii.gz");
        VolumeMoments moments = new VolumeMoments(fmriGrid());
        for (int t = 0; t < fmri.shape[3]; t++) {
            moments.add(fmri.volume(t));
        }
        assertClose(rows(moments.mean()), Golden.array("img/mean_img"), FLOAT32, 0);
        Mask mask = Masks.epi(moments.mean(), EpiMaskOptions.defaults());
        float[] ones = new float[mask.count()];
        Arrays.fill(ones, 1);
        assertClose(rows(mask.scatter(ones, 0)), Golden.array("img/epi_mask_fmri1"), 0, 1e-300);
    }

    @ParameterizedTest
    @CsvSource({
        "mean, MEAN",
        "median, MEDIAN",
        "minimum, MINIMUM",
        "maximum, MAXIMUM",
        "standard_deviation, STANDARD_DEVIATION"
    })
    void labelSeriesEqualTheReference(String name, ParcelStatistic statistic) {
        ParcelOptions options = ParcelOptions.defaults().withStatistic(statistic);
        ParcelSeries series = extract(labels(), options);
        assertThat(series.names()).containsExactly("3", "7", "12");
        assertThat(series.coverage(1)).isEqualTo(1);
        assertClose(series.values(), Golden.array("img/labels_" + name), SERIES_RTOL, SERIES_ATOL);
    }

    @Test
    void varianceAndSumFollowFromDeviationAndMean() {
        ParcelOptions options = ParcelOptions.defaults();
        DoubleMatrix variance = extract(labels(), options.withStatistic(ParcelStatistic.VARIANCE))
                .values();
        DoubleMatrix sd = Golden.array("img/labels_standard_deviation");
        DoubleMatrix sum =
                extract(labels(), options.withStatistic(ParcelStatistic.SUM)).values();
        DoubleMatrix mean = Golden.array("img/labels_mean");
        int[] counts = {36, 96, 36};
        for (int t = 0; t < sd.rows(); t++) {
            for (int p = 0; p < 3; p++) {
                sd.set(t, p, sd.get(t, p) * sd.get(t, p));
                mean.set(t, p, mean.get(t, p) * counts[p]);
            }
        }
        assertClose(variance, sd, SERIES_RTOL, SERIES_ATOL);
        assertClose(sum, mean, SERIES_RTOL, SERIES_ATOL);
    }

    @Test
    void integerStatisticsAreReproducedOnRequest() {
        ParcelOptions options = new ParcelOptions(ParcelStatistic.MEAN, 0.5, Arithmetic.INT16_COMPAT);
        assertThat(extract(labels(), options).values()).isEqualTo(Golden.array("img/labels_mean_int16"));
    }

    @Test
    void mapSeriesEqualTheReference() {
        VolumeGrid grid = fmriGrid();
        DoubleMatrix flat = Golden.array("img/maps");
        DoubleMatrix maps = DoubleMatrix.zeros(3, grid.voxels());
        for (int i = 0; i < grid.nx(); i++) {
            for (int c = 0; c < flat.columns(); c++) {
                int jk = c / 3;
                maps.set(c % 3, grid.index(i, jk / grid.nz(), jk % grid.nz()), flat.get(i, c));
            }
        }
        ParcelSeries series = extract(MapParcels.of(List.of("a", "b", "c"), grid, maps), ParcelOptions.defaults());
        assertClose(series.values(), Golden.array("img/maps_ts"), SERIES_RTOL, SERIES_ATOL);
    }

    @Test
    void sphereSeriesEqualTheReference() {
        DoubleMatrix seeds = Golden.array("img/sphere_seeds_mm");
        List<SphereParcels.Sphere> spheres = new ArrayList<>();
        for (int s = 0; s < seeds.rows(); s++) {
            spheres.add(new SphereParcels.Sphere("s" + s, seeds.get(s, 0), seeds.get(s, 1), seeds.get(s, 2), 6));
        }
        ParcelSeries series = extract(new SphereParcels(spheres), ParcelOptions.defaults());
        assertClose(series.values(), Golden.array("img/sphere_ts"), SERIES_RTOL, SERIES_ATOL);
    }

    private static LabelParcels labels() {
        VolumeGrid grid = fmriGrid();
        return LabelParcels.of(Volume.wrap(grid, fileOrder(Golden.array("img/labels"), grid)), Map.of());
    }

    /** The 40 volumes of fmri1, all voxels, in chunks of 700 voxels. */
    private static ParcelSeries extract(Parcellation parcellation, ParcelOptions options) {
        RawNifti fmri = RawNifti.read("nitime/fmri1.nii.gz");
        VolumeGrid grid = fmriGrid();
        FloatMatrix all = FloatMatrix.zeros(grid.voxels(), fmri.shape[3]);
        for (int t = 0; t < all.columns(); t++) {
            float[] x = fmri.volume(t);
            for (int v = 0; v < x.length; v++) {
                all.set(v, t, x[v]);
            }
        }
        ParcelExtraction extraction = parcellation.onGrid(grid).extraction(Mask.full(grid), options, all.columns());
        for (int from = 0; from < all.rows(); from += 700) {
            extraction.add(all.rows(from, Math.min(all.rows(), from + 700)));
        }
        return extraction.finish();
    }

    private static VolumeGrid fmriGrid() {
        return new VolumeGrid(10, 10, 18, affine("img/input_affine"));
    }

    private static Affine affine(String golden) {
        return Affine.of(Golden.array(golden).values());
    }

    private static double[] matrix(Affine a) {
        double[] m = new double[16];
        for (int i = 0; i < 12; i++) {
            m[i] = a.get(i / 4, i % 4);
        }
        m[15] = 1;
        return m;
    }

    /** Rows = i, columns = (j, k) with k fastest, to file order with i fastest. */
    private static float[] fileOrder(DoubleMatrix rows, VolumeGrid grid) {
        float[] x = new float[grid.voxels()];
        for (int i = 0; i < grid.nx(); i++) {
            for (int c = 0; c < rows.columns(); c++) {
                x[grid.index(i, c / grid.nz(), c % grid.nz())] = (float) rows.get(i, c);
            }
        }
        return x;
    }

    private static double[] rows(Volume volume) {
        VolumeGrid grid = volume.grid();
        double[] x = new double[grid.voxels()];
        int n = 0;
        for (int i = 0; i < grid.nx(); i++) {
            for (int j = 0; j < grid.ny(); j++) {
                for (int k = 0; k < grid.nz(); k++) {
                    x[n++] = volume.values()[grid.index(i, j, k)];
                }
            }
        }
        return x;
    }

    private static double max(DoubleMatrix m) {
        double max = 0;
        for (double x : m.values()) {
            max = Math.max(max, Math.abs(x));
        }
        return max;
    }
}
