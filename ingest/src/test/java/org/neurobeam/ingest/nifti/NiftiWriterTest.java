package org.neurobeam.ingest.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.io.DataStore;

class NiftiWriterTest {
    private static final DoubleMatrix AFFINE =
            DoubleMatrix.wrap(4, 4, -2, 0, 0, 90, 0, 2.5, 0, -126, 0, 0, 3, -72, 0, 0, 0, 1);
    private static final NiftiOutGrid GRID = new NiftiOutGrid(3, 4, 5, AFFINE, 4);

    @TempDir
    Path folder;

    private DataStore store;

    @BeforeEach
    void openStore() {
        store = DataStore.local(folder);
    }

    @Test
    void headerFieldsStandAtTheirOffsets() throws IOException {
        NiftiOutImage image =
                NiftiOutImage.series(GRID, 2, 1.5).withDescription("a test").withIntent(3, "t");
        write("a.nii", image, random(1), random(2));
        ByteBuffer bytes = bytes("a.nii");
        assertThat(bytes.capacity()).isEqualTo(352 + 2 * 60 * 4);
        assertThat(bytes.getInt(0)).isEqualTo(348);
        assertThat(shorts(bytes, 40, 8)).containsExactly(4, 3, 4, 5, 2, 1, 1, 1);
        assertThat(shorts(bytes, 68, 3)).containsExactly(3, 16, 32);
        assertThat(floats(bytes, 76, 5)).containsExactly(-1, 2, 2.5f, 3, 1.5f);
        assertThat(floats(bytes, 108, 3)).containsExactly(352, 1, 0);
        assertThat(bytes.get(123)).isEqualTo((byte) 10);
        assertThat(text(bytes, 148, 7)).isEqualTo("a test\0");
        assertThat(shorts(bytes, 252, 2)).containsExactly(4, 4);
        assertThat(floats(bytes, 268, 3)).containsExactly(90, -126, -72);
        assertThat(floats(bytes, 280, 12)).containsExactly(-2, 0, 0, 90, 0, 2.5f, 0, -126, 0, 0, 3, -72);
        assertThat(text(bytes, 328, 2)).isEqualTo("t\0");
        assertThat(text(bytes, 344, 8)).isEqualTo("n+1\0\0\0\0\0");
    }

    @Test
    void aMapHasThreeDimensionsAndNoTimeUnit() throws IOException {
        write("m.nii", NiftiOutImage.map(GRID), random(1));
        ByteBuffer bytes = bytes("m.nii");
        assertThat(shorts(bytes, 40, 5)).containsExactly(3, 3, 4, 5, 1);
        assertThat(bytes.getFloat(76 + 16)).isZero();
        assertThat(bytes.get(123)).isEqualTo((byte) 2);
    }

    @Test
    void aLongSeriesBecomesNifti2() throws IOException {
        int volumes = 40_000;
        NiftiOutImage image = NiftiOutImage.series(new NiftiOutGrid(1, 1, 1, AFFINE, 1), volumes, 0.5)
                .withDescription("long")
                .withIntent(5, "z");
        try (NiftiWriter out = NiftiWriter.open(store, "long.nii", image)) {
            for (int t = 0; t < volumes; t++) {
                out.append(new float[] {t});
            }
        }
        ByteBuffer bytes = bytes("long.nii");
        assertThat(bytes.getInt(0)).isEqualTo(540);
        assertThat(text(bytes, 4, 8)).isEqualTo("n+2\0\r\n\u001a\n");
        assertThat(shorts(bytes, 12, 2)).containsExactly(16, 32);
        assertThat(bytes.getLong(16)).isEqualTo(4);
        assertThat(bytes.getLong(16 + 4 * 8)).isEqualTo(volumes);
        assertThat(bytes.getDouble(104)).isEqualTo(-1);
        assertThat(bytes.getDouble(104 + 4 * 8)).isEqualTo(0.5);
        assertThat(bytes.getLong(168)).isEqualTo(544);
        assertThat(bytes.getDouble(176)).isEqualTo(1);
        assertThat(text(bytes, 240, 5)).isEqualTo("long\0");
        assertThat(bytes.getInt(344)).isEqualTo(1);
        assertThat(bytes.getInt(348)).isEqualTo(1);
        assertThat(bytes.getDouble(376)).isEqualTo(90);
        assertThat(bytes.getDouble(400)).isEqualTo(-2);
        assertThat(bytes.getInt(500)).isEqualTo(10);
        assertThat(bytes.getInt(504)).isEqualTo(5);
        assertThat(text(bytes, 508, 2)).isEqualTo("z\0");
        assertThat(bytes.getFloat(544 + 4 * 39_999)).isEqualTo(39_999f);
    }

    @Test
    void floatsComeBackBitForBitAlsoAcrossBuffers() throws IOException {
        NiftiOutGrid grid = new NiftiOutGrid(40, 40, 21, AFFINE, 1);
        float[] first = random(3, grid.voxels());
        float[] second = random(4, grid.voxels());
        first[7] = Float.NaN;
        first[8] = Float.NEGATIVE_INFINITY;
        for (String path : new String[] {"x.nii", "deep/er/x.nii.gz"}) {
            write(path, NiftiOutImage.series(grid, 2, 2), first, second);
            float[] back = floats(bytes(path), 352, 2 * grid.voxels());
            assertThat(Arrays.copyOf(back, grid.voxels())).containsExactly(first);
            assertThat(Arrays.copyOfRange(back, grid.voxels(), back.length)).containsExactly(second);
        }
    }

    @Test
    void int16KeepsARangeWithinItsErrorBound() throws IOException {
        float[][] ranges = {{-3.7f, 12.1f}, {1e6f, 1e6f + 3}, {-2e-5f, -1e-5f}, {5, 5}, {0, 1e30f}};
        for (float[] range : ranges) {
            NiftiOutEncoding encoding = NiftiOutEncoding.int16(range[0], range[1]);
            float[] values = new float[60];
            Random random = new Random(5);
            for (int v = 0; v < values.length; v++) {
                values[v] =
                        v == 0 ? range[0] : v == 1 ? range[1] : range[0] + (range[1] - range[0]) * random.nextFloat();
            }
            write("i.nii", NiftiOutImage.map(GRID).withEncoding(encoding), values);
            ByteBuffer bytes = bytes("i.nii");
            assertThat(shorts(bytes, 70, 2)).containsExactly(4, 16);
            double slope = bytes.getFloat(112);
            double intercept = bytes.getFloat(116);
            // the bound holds in exact arithmetic; this much is lost to rounding in float64
            double rounding = 1e-12 * Math.max(Math.abs(range[0]), Math.abs(range[1]));
            for (int v = 0; v < values.length; v++) {
                double back = bytes.getShort(352 + 2 * v) * slope + intercept;
                assertThat(back).isCloseTo(values[v], within(encoding.errorBound() + rounding));
            }
        }
        assertThat(NiftiOutEncoding.int16(-1, 1).errorBound()).isCloseTo(1 / 32767.0 / 2, within(1e-10));
        assertThat(NiftiOutEncoding.float32().errorBound()).isZero();
    }

    @Test
    void integersAreRoundedToNearest() throws IOException {
        float[] values = new float[60];
        values[0] = 1.4f;
        values[1] = -1.6f;
        values[2] = 32767;
        values[3] = -32768;
        write("i.nii", NiftiOutImage.map(GRID).withEncoding(NiftiOutEncoding.int16()), values);
        assertThat(shorts(bytes("i.nii"), 352, 4)).containsExactly(1, -2, 32767, -32768);
        values[2] = 255;
        values[1] = values[3] = 1;
        write("u.nii", NiftiOutImage.mask(GRID), values);
        ByteBuffer bytes = bytes("u.nii");
        assertThat(shorts(bytes, 70, 2)).containsExactly(2, 8);
        assertThat(bytes.capacity()).isEqualTo(352 + 60);
        assertThat(new byte[] {bytes.get(352), bytes.get(353), bytes.get(354), bytes.get(356)})
                .containsExactly(1, 1, -1, 0);
    }

    @Test
    void integerTypesRefuseWhatTheyCannotHold() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 32768, -32769}) {
            float[] values = new float[60];
            values[13] = bad;
            NiftiOutImage image = NiftiOutImage.map(GRID).withEncoding(NiftiOutEncoding.int16());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> write("bad.nii.gz", image, values))
                    .withMessageContaining("bad.nii.gz")
                    .withMessageContaining("voxel 13")
                    .withMessageContaining("float32");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileAppearsOnlyWhenItIsWhole() throws IOException {
        NiftiWriter out = NiftiWriter.open(store, "s.nii", NiftiOutImage.series(GRID, 2, 2));
        out.append(random(1));
        assertThat(store.exists("s.nii")).isFalse();
        assertThat(out.written()).isEqualTo(1);
        assertThatThrownBy(out::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2 volumes were announced but 1 appended");
        out.close();
        assertThat(folder).isEmptyDirectory();
        write("s.nii", NiftiOutImage.series(GRID, 2, 2), random(1), random(2));
        assertThat(store.list("")).containsExactly("s.nii");
    }

    @Test
    void wrongCallsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write("s.nii", NiftiOutImage.map(GRID), random(1), random(2)))
                .withMessageContaining("all 1 volumes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write("s.nii", NiftiOutImage.map(GRID), new float[59]))
                .withMessageContaining("59 voxels but the grid has 60 (3x4x5)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> write("s.img", NiftiOutImage.map(GRID), random(1)))
                .withMessageContaining(".nii.gz");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NiftiWriter.open(store, "s.nii.gz", NiftiOutImage.map(GRID), 10));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void wrongDescriptionsAreRefused() {
        DoubleMatrix broken = DoubleMatrix.zeros(4, 4);
        DoubleMatrix nan = DoubleMatrix.wrap(4, 4, AFFINE.values().clone());
        nan.set(1, 1, Double.NaN);
        assertThatIllegalArgumentException().isThrownBy(() -> new NiftiOutGrid(0, 1, 1, AFFINE, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new NiftiOutGrid(2000, 2000, 2000, AFFINE, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new NiftiOutGrid(1, 1, 1, AFFINE.rows(0, 3), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new NiftiOutGrid(1, 1, 1, broken, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new NiftiOutGrid(1, 1, 1, nan, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new NiftiOutGrid(1, 1, 1, AFFINE, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> NiftiOutImage.series(GRID, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> NiftiOutImage.series(GRID, 1, -1));
        NiftiOutImage map = NiftiOutImage.map(GRID);
        assertThatIllegalArgumentException().isThrownBy(() -> map.withDescription("x".repeat(80)));
        assertThatIllegalArgumentException().isThrownBy(() -> map.withIntent(-1, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> NiftiOutEncoding.int16(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> NiftiOutEncoding.int16(Float.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new NiftiOutEncoding(NiftiOutEncoding.Type.INT16, 0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NiftiOutEncoding(NiftiOutEncoding.Type.FLOAT32, 2, 0));
    }

    @Test
    void equalInputGivesEqualBytesAndNoTimeStamp() throws IOException {
        for (String path : new String[] {"a.nii.gz", "b.nii.gz"}) {
            write(path, NiftiOutImage.series(GRID, 2, 2), random(1), random(2));
        }
        byte[] a = Files.readAllBytes(folder.resolve("a.nii.gz"));
        assertThat(a).isEqualTo(Files.readAllBytes(folder.resolve("b.nii.gz")));
        assertThat(Arrays.copyOf(a, 8)).containsExactly(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
    }

    @Test
    void theLevelDecidesTheSize() throws IOException {
        float[] volume = new float[60];
        try (NiftiWriter out = NiftiWriter.open(store, "stored.nii.gz", NiftiOutImage.map(GRID), 0)) {
            out.append(volume);
        }
        NiftiWriter.write(store, "packed.nii.gz", NiftiOutImage.map(GRID), volume);
        assertThat(store.size("stored.nii.gz")).isGreaterThan(352 + 240);
        assertThat(store.size("packed.nii.gz")).isLessThan(200);
        assertThat(bytes("stored.nii.gz")).isEqualTo(bytes("packed.nii.gz"));
    }

    private void write(String path, NiftiOutImage image, float[]... volumes) throws IOException {
        try (NiftiWriter out = NiftiWriter.open(store, path, image)) {
            for (float[] volume : volumes) {
                out.append(volume);
            }
        }
    }

    private ByteBuffer bytes(String path) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(path));
        if (path.endsWith(".gz")) {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                bytes = in.readAllBytes();
            }
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static float[] random(long seed) {
        return random(seed, GRID.voxels());
    }

    private static float[] random(long seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int v = 0; v < count; v++) {
            values[v] = (float) (1000 * random.nextGaussian());
        }
        return values;
    }

    private static int[] shorts(ByteBuffer bytes, int offset, int count) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = bytes.getShort(offset + 2 * i);
        }
        return values;
    }

    private static float[] floats(ByteBuffer bytes, int offset, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = bytes.getFloat(offset + 4 * i);
        }
        return values;
    }

    private static String text(ByteBuffer bytes, int offset, int count) {
        byte[] part = new byte[count];
        bytes.get(offset, part);
        return new String(part, StandardCharsets.ISO_8859_1);
    }
}
