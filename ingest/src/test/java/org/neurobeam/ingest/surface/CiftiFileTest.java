package org.neurobeam.ingest.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

class CiftiFileTest {
    private static final String NAME = "x.ptseries.nii";

    @TempDir
    Path folder;

    private DataStore with(byte[] bytes) throws IOException {
        Files.write(folder.resolve(NAME), bytes);
        return DataStore.local(folder);
    }

    private CiftiFile open(CiftiBytes bytes) throws IOException {
        return CiftiFile.open(with(bytes.build()), NAME);
    }

    @Test
    void parcelSeriesGiveNamesMembersAndTiming() throws IOException {
        CiftiFile file = open(new CiftiBytes());
        CiftiAxis.Series series = (CiftiAxis.Series) file.rowAxis();
        assertThat(series.trSeconds()).hasValue(0.72);
        assertThat(series.startSeconds()).hasValue(0.5);
        CiftiAxis.Parcels parcels = (CiftiAxis.Parcels) file.columnAxis();
        assertThat(parcels.parcels()).extracting(CiftiAxis.Parcel::name).containsExactly("V1", "Thal");
        Grayordinates v1 = parcels.parcels().get(0).members().get(0);
        Grayordinates thalamus = parcels.parcels().get(1).members().get(0);
        assertThat(v1.vertex(2)).isEqualTo(9);
        assertThat(v1).hasToString("Grayordinates[CORTEX_LEFT, 3 vertices]").isNotEqualTo(thalamus);
        assertThat(thalamus.size()).isEqualTo(2);
        assertThat(thalamus.voxel(1, 2)).isEqualTo(5);
        assertThatThrownBy(() -> thalamus.vertex(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> v1.voxel(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(parcels.volume().orElseThrow().ijkToMm().get(0, 3)).isCloseTo(-10, within(1e-12));
        assertThat(file.metadata()).containsEntry("k", "v");
        assertThat(file.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "UINT8,2",
        "INT16,4",
        "INT32,8",
        "FLOAT32,16",
        "FLOAT64,64",
        "INT8,256",
        "UINT16,512",
        "UINT32,768",
        "INT64,1024",
        "UINT64,1280"
    })
    void everyTypeAndByteOrderGivesTheSameMatrix(ElementType type, int code) throws IOException {
        FloatMatrix expected = FloatMatrix.of(new float[][] {{1, 4}, {2, 5}, {3, 6}});
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            assertThat(open(new CiftiBytes().type(type, code).order(order)).read())
                    .isEqualTo(expected);
        }
    }

    @Test
    void scalingAppliesAndGzipIsRecognisedByContent() throws IOException {
        byte[] bytes = new CiftiBytes().scaling(2, -1).build();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        CiftiFile file = CiftiFile.open(with(packed.toByteArray()), NAME);
        assertThat(file.read()).isEqualTo(FloatMatrix.of(new float[][] {{1, 7}, {3, 9}, {5, 11}}));
        byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 20);
        ObjectNode json = SurfaceInspection.cifti(with(cut), NAME, false);
        assertThat(json.has("data_error") || json.has("load_error")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void everyChunkSizeStreamsTheSameColumns(int columnsAtOnce) throws IOException {
        CiftiFile file = open(new CiftiBytes());
        FloatMatrix table = file.read();
        int[] next = {0};
        file.forEachColumns(columnsAtOnce, (first, block) -> {
            assertThat(first).isEqualTo(next[0]);
            for (int c = 0; c < block.rows(); c++) {
                assertThat(block.row(c)).containsExactly(table.column(first + c));
            }
            next[0] += block.rows();
        });
        assertThat(next[0]).isEqualTo(2);
        assertThatThrownBy(() -> file.forEachColumns(0, (first, block) -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void dataShorterThanTheHeaderClaimsAreRefusedBeforeReading() throws IOException {
        byte[] bytes = new CiftiBytes().build();
        DataStore store = with(Arrays.copyOf(bytes, bytes.length - 4));
        assertThatThrownBy(() -> CiftiFile.open(store, NAME).read())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("header claims 24 bytes, file has 20 bytes");
        ObjectNode json = SurfaceInspection.cifti(store, NAME, false);
        assertThat(json.get("shape").asText()).isEqualTo("3x2");
        assertThat(json.has("data_error")).isTrue();
        assertThat(SurfaceInspection.cifti(store, NAME, true).has("data_error")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NumberOfSeriesPoints=\"3\"|NumberOfSeriesPoints=\"4\"|4 indices but dim[5]",
                "\"CIFTI_INDEX_TYPE_SERIES\"|\"CIFTI_INDEX_TYPE_FANCY\"|FANCY",
                "SeriesStep=\"720\"|SeriesStep=\"x\"|'x'",
                "0 3 9|0 3 10|not below 10",
                "3 4 5|3 4 6|outside of the volume",
                "3 4 5|3 4|three indices",
                "3 4 5|3 4 five|'five'",
                "4,5,6|4,5|VolumeDimensions",
                "0 0 0 1</Tr|0 0 0</Tr|16 numbers",
                "Version=\"2\"|Version=\"1\"|version 2",
                "</CIFTI>|</CIFTY>|XML",
                "Dimension=\"1\"|Dimension=\"2\"|three dimensions",
                "Dimension=\"0\"|Dimension=\"1\"|dimension 0",
                "NumberOfSeriesPoints=\"3\"|NumberOfSeriesPoints=\"\"|NumberOfSeriesPoints"
            })
    void damagedXmlNamesThePlace(String from, String to, String message) throws IOException {
        assertThat(CiftiBytes.PARCEL_SERIES).contains(from);
        String xml = CiftiBytes.PARCEL_SERIES.replace(from, to);
        assertThatThrownBy(() -> open(new CiftiBytes().xml(xml)))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.place()).startsWith("CIFTI extension, line "))
                .hasMessageContaining(message)
                .hasMessageStartingWith(NAME + ": ");
    }

    @Test
    void damagedHeadersAreRefused() throws IOException {
        byte[] good = new CiftiBytes().build();
        assertThat(CiftiFile.recognises(with(good), NAME)).isTrue();
        assertThat(CiftiFile.recognises(with(new byte[0]), NAME)).isFalse();
        assertThatThrownBy(() -> CiftiFile.open(with(new byte[0]), NAME)).hasMessageContaining("540 bytes");
        refuse(good, 6, 'x', "not_cifti");
        refuse(good, 16, 4, "bad_cifti_header");
        refuse(good, 24, 9, "bad_cifti_header");
        refuse(good, 63, 9, "bad_cifti_header");
        refuse(good, 12, 77, "unsupported_type");
        refuse(good, 169, 0, "bad_cifti_header");
        refuse(good, 540, 0, "bad_cifti_header");
        refuse(good, 546, 9, "bad_cifti_header");
        refuse(good, 548, 4, "bad_cifti_header");
    }

    private void refuse(byte[] good, int at, int value, String code) throws IOException {
        byte[] bad = good.clone();
        bad[at] = (byte) value;
        DataStore store = with(bad);
        assertThatThrownBy(() -> CiftiFile.open(store, NAME))
                .as("byte %d", at)
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.code()).isEqualTo(code));
        assertThat(SurfaceInspection.cifti(store, NAME, true).has("load_error")).isTrue();
    }
}
