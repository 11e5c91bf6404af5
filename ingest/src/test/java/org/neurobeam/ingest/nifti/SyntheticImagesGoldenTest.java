package org.neurobeam.ingest.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.testing.SharedData;

/** Every row of EXPECTED.csv, and section 6.7 for the six files on which the reference is wrong. */
class SyntheticImagesGoldenTest {
    private static final String FOLDER = "data/fmri/nifti_zoo/synthetic";
    /** Zooms and affines are printed with six digits or from float32. */
    private static final double PRINTED = 1e-5;
    /** Section 6.7: the table there holds instead of the row. */
    private static final Set<String> EXCEPTIONS = Set.of(
            "dim0_zero.nii",
            "dim_zero.nii",
            "ext_esize_bad.nii",
            "nii_named_gz.nii.gz",
            "truncated_gz.nii.gz",
            "vox_offset_0.nii");

    static Stream<Arguments> rows() {
        Path folder = SharedData.path(FOLDER);
        try (Reader in = Files.newBufferedReader(folder.resolve("EXPECTED.csv"))) {
            List<CSVRecord> rows = CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(in)
                    .getRecords();
            return rows.stream()
                    .filter(row -> !EXCEPTIONS.contains(row.get("file")))
                    .map(row -> Arguments.of(row.get("file"), row));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataStore store() {
        return DataStore.local(SharedData.path(FOLDER));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void readsAsExpected(String file, CSVRecord row) throws IOException {
        if (!row.get("error").isEmpty() && row.get("shape").isEmpty()) {
            assertRefused(file, "byte 0", "field");
            return;
        }
        NiftiImage image = NiftiImage.open(store(), file);
        ImageHeader header = image.header();
        assertThat(header.shapeLabel()).isEqualTo(row.get("shape"));
        assertThat(spelled(header)).isEqualTo(row.get("dtype"));
        assertThat(units(header)).isEqualTo(unitsOf(row.get("units")));
        checkZooms(header, row.get("zooms"));
        checkAffine(header, row.get("affine"));
        if (row.get("first").isEmpty()) {
            assertThat(catchData(image::values))
                    .as(row.get("data") + row.get("error"))
                    .startsWith(file)
                    .containsAnyOf("header claims", ".img");
        } else {
            checkValues(image, row);
        }
    }

    private static void assertRefused(String file, String... places) {
        DataException refused = catchThrown(() -> NiftiImage.open(store(), file));
        assertThat(refused.file()).isEqualTo(file);
        assertThat(refused.place()).containsAnyOf(places);
        assertThat(refused.problem()).containsAnyOf("not a NIfTI image", "unsupported type");
    }

    private static DataException catchThrown(Runnable call) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(DataException.class, call::run);
    }

    private static String catchData(Runnable call) {
        DataException thrown = catchThrown(call);
        assertThat(thrown).isNotNull();
        return thrown.getMessage();
    }

    private static String spelled(ImageHeader header) {
        String label = header.type().label(true);
        return switch (header.type()) {
            case UINT8 -> "|u1";
            case INT8 -> "|i1";
            case RGB24 -> "RGB";
            default -> (header.isBigEndian() ? ">" : "<") + label.substring(1);
        };
    }

    private static String units(ImageHeader header) {
        return header.spaceUnit().label() + "/" + header.timeUnit().label();
    }

    private static String unitsOf(String golden) {
        if (golden.equals("KeyError")) {
            return "unknown/unknown";
        }
        return golden.equals("AttributeError")
                ? "unknown/unknown"
                : golden.replace("msec", "ms").replace("sec", "s");
    }

    private static void checkZooms(ImageHeader header, String zooms) {
        String[] wanted = zooms.split(" ");
        for (int axis = 0; axis < wanted.length; axis++) {
            double found =
                    axis < 3 ? header.stepSizes().get(axis) : header.stored().pixdim(axis + 1);
            assertThat(found).isCloseTo(Double.parseDouble(wanted[axis]), within(PRINTED));
        }
    }

    private static void checkAffine(ImageHeader header, String affine) {
        List<Double> wanted = numbers(affine);
        for (int i = 0; i < 16; i++) {
            assertThat(header.affine().get(i / 4, i % 4)).isCloseTo(wanted.get(i), within(PRINTED));
        }
    }

    private static List<Double> numbers(String text) {
        String plain =
                text.replaceAll("[\\[\\]()]", " ").replace("inf", "Infinity").replace("nan", "NaN");
        return Arrays.stream(plain.split("[, ]+"))
                .filter(s -> !s.isBlank())
                .map(Double::valueOf)
                .collect(Collectors.toList());
    }

    private static void checkValues(NiftiImage image, CSVRecord row) throws IOException {
        List<Double> found = new ArrayList<>();
        double[] values = all(image);
        int components = image.header().type().components();
        if (image.header().type().kind() == VoxelType.Kind.COMPLEX) {
            assertThat(values).startsWith(0, 0, 30, 30, 60, 60);
            assertThat(Arrays.stream(values).sum()).isEqualTo(2 * 7140);
            return;
        }
        for (int i = 0; i < 3 * components; i++) {
            found.add(values[i]);
        }
        assertThat(found).isEqualTo(numbers(row.get("first")));
        if (!row.get("sum").isEmpty()) {
            double sum = Arrays.stream(values).filter(Double::isFinite).sum();
            assertThat(sum).isEqualTo(Double.parseDouble(row.get("sum").toLowerCase(Locale.ROOT)));
        }
    }

    private static double[] all(NiftiImage image) throws IOException {
        try (VoxelStream stream = image.values()) {
            double[] values = new double[(int) stream.remaining()];
            assertThat(stream.read(values, 0, values.length)).isEqualTo(values.length);
            assertThat(stream.read(values, 0, 1)).isZero();
            stream.finish();
            return values;
        }
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {"ext_esize_bad.nii", "nii_named_gz.nii.gz", "vox_offset_0.nii"})
    void readsWhereTheReferenceFails(String file) throws IOException {
        NiftiImage image = NiftiImage.open(store(), file);
        double[] values = all(image);
        assertThat(values).startsWith(0, 30, 60, 90);
        assertThat(Arrays.stream(values).sum()).isEqualTo(7140);
        assertThat(image.header().warnings()).isNotEmpty();
        assertThat(image.header().extensions()).isEmpty();
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {"dim0_zero.nii", "dim_zero.nii"})
    void refusesExtentsOfZero(String file) {
        assertThat(catchData(() -> NiftiImage.open(store(), file)))
                .contains("field dim")
                .contains("found 0");
    }

    @org.junit.jupiter.api.Test
    void givesTheCompleteVolumesOfATruncatedGzipFile() throws IOException {
        NiftiImage image = NiftiImage.open(store(), "truncated_gz.nii.gz");
        float[] volume = new float[24];
        try (VolumeReader strict = image.volumes()) {
            for (int t = 0; t < 4; t++) {
                assertThat(strict.next(volume)).isTrue();
                assertThat(volume).startsWith(t, 30 + t, 60 + t, 90 + t);
            }
            assertThat(catchData(() -> strict.next(volume)))
                    .contains("header claims 240 bytes of voxel data, file has 222");
        }
        try (VolumeReader lenient = image.volumes(VolumeReader.Damage.KEEP_COMPLETE)) {
            int complete = 0;
            while (lenient.next(volume)) {
                complete++;
            }
            assertThat(complete).isEqualTo(4);
            assertThat(lenient.damage()).isPresent();
        }
    }
}
