package org.neurobeam.ingest.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.testing.SharedData;

/** Against what nibabel 5.0 reads from the same files. */
class SurfaceGoldenTest {
    /** The comparison that the specification of inspect prescribes. */
    private static final double RELATIVE = 1e-6;
    /** Sums are given with seven digits. */
    private static final double SUM_RELATIVE = 1e-6;
    /** slope and inter show "NaN" everywhere in the golden file, class is a Python name. */
    private static final Set<String> NOT_COMPARED = Set.of("file", "class", "slope", "inter", "data_error");

    private static DataStore store() {
        return DataStore.local(SharedData.path("data/fmri"));
    }

    private static List<JsonNode> zoo(String pythonClass) throws IOException {
        Path golden = SharedData.path("golden/fmri/image_zoo.json");
        JsonNode all = new JsonMapper().readTree(golden.toFile());
        return StreamSupport.stream(all.spliterator(), false)
                .filter(entry -> entry.path("class").asText().equals(pythonClass))
                .toList();
    }

    private static void compare(JsonNode expected, ObjectNode found) {
        String file = expected.get("file").asText();
        assertThat(found.has("data_error")).as(file).isEqualTo(expected.has("data_error"));
        assertThat(found.has("load_error")).as(file).isFalse();
        expected.fieldNames().forEachRemaining(key -> {
            if (!NOT_COMPARED.contains(key)) {
                compareValue(file + " " + key, expected.get(key), found.path(key));
            }
        });
    }

    private static void compareValue(String what, JsonNode expected, JsonNode found) {
        if (expected.isArray()) {
            assertThat(found.size()).as(what).isEqualTo(expected.size());
            IntStream.range(0, expected.size()).forEach(i -> compareValue(what, expected.get(i), found.get(i)));
        } else if (expected.isNumber()) {
            assertThat(found.isNumber()).as(what).isTrue();
            double value = expected.asDouble();
            assertThat(found.asDouble()).as(what).isCloseTo(value, within(RELATIVE * Math.abs(value)));
        } else {
            assertThat(found.asText()).as(what).isEqualTo(expected.asText());
        }
    }

    @Test
    void everyGiftiFileIsDescribedAsInTheZoo() throws IOException {
        List<JsonNode> entries = zoo("GiftiImage");
        assertThat(entries).hasSize(13);
        for (JsonNode entry : entries) {
            String file = entry.get("file").asText();
            compare(entry, SurfaceInspection.gifti(store(), file, false));
            compare(entry, SurfaceInspection.gifti(store(), file, true));
        }
    }

    @Test
    void everyCiftiFileIsDescribedAsInTheZoo() throws IOException {
        List<JsonNode> entries = zoo("Cifti2Image");
        assertThat(entries).hasSize(6);
        for (JsonNode entry : entries) {
            String file = entry.get("file").asText();
            assertThat(CiftiFile.recognises(store(), file)).as(file).isTrue();
            ObjectNode found = SurfaceInspection.cifti(store(), file, false);
            compare(entry, found);
            assertThat(found.get("format").asText()).isEqualTo("cifti2");
            assertThat(found.has("affine")).isTrue();
            ObjectNode header = SurfaceInspection.cifti(store(), file, true);
            assertThat(header.has("n")).isFalse();
            assertThat(header.has("data_error")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nibabel/gifti/ascii.gii, -184.4645 3",
        "nibabel/gifti/ascii_flat_data.gii, 3590.77 517061",
        "nibabel/gifti/base64bin.gii, 3590.77 517061",
        "nibabel/gifti/external.gii, 0 126",
        "nibabel/gifti/external.gii.gz, 0 126",
        "nibabel/gifti/gzipbase64.gii, -4798.401",
        "nibabel/gifti/label.gii, 32689",
        "nibabel/gifti/rh.shape.curv.gii, -3809.003",
        "nibabel/gifti/task.func.gii, 334971.5 331112 330379.7 330694.6 330803.3 330254.5 330652.9 331097.8 331442.3 331483.1",
        "niivue/ColumnMajorOrder.gii, 7.868919e7 -24479.8",
        "niivue/Lobules.label.gii, 338735",
        "niivue/SUIT.shape.gii, 1539.048"
    })
    void sumsOfTheArrays(String file, String sums) throws IOException {
        GiftiFile gifti = GiftiFile.read(store(), "nifti_zoo/" + file);
        String[] expected = sums.split(" ");
        assertThat(gifti.arrays()).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            GiftiArray array = gifti.arrays().get(i);
            double sum = IntStream.range(0, array.size()).mapToDouble(array::at).sum();
            double value = Double.parseDouble(expected[i]);
            assertThat(sum).isCloseTo(value, within(SUM_RELATIVE * Math.max(1, Math.abs(value))));
        }
    }

    @Test
    void columnMajorTrianglesAreReordered() throws IOException {
        GiftiFile gifti = GiftiFile.read(store(), "nifti_zoo/niivue/ColumnMajorOrder.gii");
        GiftiArray triangles = gifti.arrays("TRIANGLE").get(0);
        assertThat(triangles.at(0)).isEqualTo(1121);
        assertThat(triangles.dimensions()).containsExactly(10240, 3);
        int most = IntStream.of(triangles.ints()).max().orElseThrow();
        assertThat(most).isEqualTo(gifti.arrays("POINTSET").get(0).dimensions().get(0) - 1);
        double[] edges = edgeLengths(gifti.arrays("POINTSET").get(0), triangles);
        // a surface read in the wrong order has triangles as wide as the brain
        assertThat(edges[1]).isLessThan(edges[0] / 4);
    }

    /** Extent of the points along the first axis, and the longest first edge of a triangle. */
    private static double[] edgeLengths(GiftiArray points, GiftiArray triangles) {
        float[] xyz = points.floats();
        int[] corners = triangles.ints();
        double longest = 0;
        for (int t = 0; t < corners.length; t += 3) {
            double squares = 0;
            for (int axis = 0; axis < 3; axis++) {
                double difference = xyz[3 * corners[t] + axis] - xyz[3 * corners[t + 1] + axis];
                squares += difference * difference;
            }
            longest = Math.max(longest, Math.sqrt(squares));
        }
        double least = IntStream.range(0, xyz.length / 3)
                .mapToDouble(i -> xyz[3 * i])
                .min()
                .orElseThrow();
        double most = IntStream.range(0, xyz.length / 3)
                .mapToDouble(i -> xyz[3 * i])
                .max()
                .orElseThrow();
        return new double[] {most - least, longest};
    }

    @Test
    void labelsMetadataAndTimeSeries() throws IOException {
        GiftiFile annotation = GiftiFile.read(store(), "nifti_zoo/nibabel/gifti/rh.aparc.annot.gii");
        SurfaceLabel bank = annotation.labels().get(1);
        assertThat(bank.name()).isEqualTo("bankssts");
        assertThat(bank.key()).isEqualTo(2647065);
        assertThat(bank.green()).isCloseTo(0.392157, within(1e-9));
        assertThat(IntStream.of(annotation.arrays().get(0).ints()).anyMatch(v -> v == bank.key()))
                .isTrue();
        assertThat(annotation.metadata()).containsEntry("UserName", "sgerhard");
        GiftiFile old = GiftiFile.read(store(), "nifti_zoo/nibabel/gifti/label.gii");
        assertThat(old.labels()).extracting(SurfaceLabel::name).containsExactly("???", "Positive", "Negative");
        assertThat(old.labels().get(2).key()).isEqualTo(2);
        assertThat(old.labels().get(2).red()).isNaN();
        GiftiFile task = GiftiFile.read(store(), "nifti_zoo/nibabel/gifti/task.func.gii");
        FloatMatrix series = task.series("TIME_SERIES");
        assertThat(series.toString()).isEqualTo("FloatMatrix[10 x 642]");
        assertThat(task.arrays().get(0).metadata()).containsEntry("TimeStep", "0.000000");
        assertThat(task.arrays().get(0).transforms().get(0).matrix().get(3, 3)).isEqualTo(1);
        GiftiFile lobules = GiftiFile.read(store(), "nifti_zoo/niivue/Lobules.label.gii");
        assertThat(lobules.warnings()).singleElement().asString().contains("NumberOfDataArrays is 6");
    }

    @Test
    void conte69HasTheGrayordinatesOfTheSpecification() throws IOException {
        String name = "cifti2/Conte69.MyelinAndCorrThickness.32k_fs_LR";
        CiftiFile scalars = CiftiFile.open(store(), name + ".dscalar.nii");
        CiftiFile series = CiftiFile.open(store(), name + ".dtseries.nii");
        CiftiAxis.BrainModels brain = (CiftiAxis.BrainModels) scalars.columnAxis();
        assertThat(brain.models()).hasSize(2);
        CiftiAxis.BrainModel left = brain.models().get(0);
        assertThat(left.members().structure()).isEqualTo("CORTEX_LEFT");
        assertThat(left.members().size()).isEqualTo(30424);
        assertThat(left.surfaceVertices()).isEqualTo(32492);
        assertThat(brain.models().get(1).members().size()).isEqualTo(30527);
        assertThat(series.columnAxis()).isEqualTo(brain);
        CiftiAxis.NamedMaps maps = (CiftiAxis.NamedMaps) scalars.rowAxis();
        assertThat(maps.maps()).extracting(CiftiAxis.NamedMap::name).first().isEqualTo("MyelinMap_BC_decurv");
        assertThat(scalars.trSeconds()).isEmpty();
        assertThat(series.trSeconds()).hasValue(1.0);
        FloatMatrix table = scalars.read();
        assertThat(table.toString()).isEqualTo("FloatMatrix[2 x 60951]");
        assertThat(table).isEqualTo(series.read());
        // myelin lies in 1..2, thickness in 1..4.8
        assertThat(max(table.row(0))).isBetween(1.9, 2.1);
        assertThat(max(table.row(1))).isBetween(4.7, 4.8);
        ObjectNode json = SurfaceInspection.cifti(store(), name + ".dtseries.nii", true);
        assertThat(json.get("space_unit").asText()).isEqualTo("unknown");
        assertThat(json.get("time_unit").asText()).isEqualTo("s");
        assertThat(json.get("tr_s").asDouble()).isEqualTo(1);
        assertThat(json.get("column_axis").asText()).isEqualTo("brain_models");
    }

    private static double max(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .max()
                .orElseThrow();
    }

    @Test
    void voxelsLabelsAndDenseConnectivity() throws IOException {
        CiftiFile dense = CiftiFile.open(store(), "nifti_zoo/nibabel/row_major.dconn.nii");
        CiftiAxis.BrainModels models = (CiftiAxis.BrainModels) dense.rowAxis();
        assertThat(dense.columnAxis()).isSameAs(models);
        assertThat(models.models().get(1).members().voxel(0, 1)).isEqualTo(54);
        VolumeSpace space = models.volume().orElseThrow();
        assertThat(space.dimensions()).containsExactly(128, 128, 75);
        assertThat(space.ijkToMm().get(0, 3)).isEqualTo(-127);
        String atlas = "bids_examples/atlas-4S/sourcedata/atlas-4S/tpl-fsLR/anat/"
                + "tpl-fsLR_atlas-4S_scale-156_den-91k_dseg.dlabel.nii";
        CiftiFile labels = CiftiFile.open(store(), atlas);
        CiftiAxis.NamedMaps maps = (CiftiAxis.NamedMaps) labels.rowAxis();
        assertThat(maps.labels()).isTrue();
        assertThat(maps.maps().get(0).labels()).hasSizeGreaterThan(156);
        assertThat(labels.columnAxis().length()).isEqualTo(91282);
        assertThat(labels.trSeconds()).isEmpty();
    }
}
