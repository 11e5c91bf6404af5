package org.neurobeam.schemas.io.netcdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.netcdf.NetcdfLayout.Kind;

class NetcdfReaderTest {
    private static final String PATH = "weights.nc";
    /** More than one piece of reading. */
    private static final int FEATURES = 70_000;

    private static final int TARGETS = 9;

    @TempDir
    Path folder;

    private DataStore store() {
        return DataStore.local(folder);
    }

    private float[] write() throws IOException {
        float[] weights = new float[TARGETS * FEATURES];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i % 1013 == 5 ? Float.NaN : i * 0.25f;
        }
        NetcdfLayout layout = NetcdfLayout.empty()
                .attribute("title", "é weights")
                .dimension("target", TARGETS)
                .dimension("feature", FEATURES)
                .text("label", "target", 5, Map.of("long_name", "name"))
                .variable("x", Kind.DOUBLE, List.of("target"), Map.of("units", "mm"))
                .variable("target", Kind.INT, List.of("target"), Map.of())
                .variable("weights", Kind.FLOAT, List.of("target", "feature"), Map.of());
        try (NetcdfFile file = NetcdfFile.create(store(), PATH, layout)) {
            file.write("label", List.of("a", "", "éx", "abcde", "f", "g", "h", "i", "j"));
            file.write("x", new double[TARGETS]);
            file.write("target", new int[TARGETS]);
            file.write("weights", weights);
            file.finish();
        }
        return weights;
    }

    @Test
    void rowsComeBackBitForBit() throws IOException {
        float[] weights = write();
        try (NetcdfReader file = NetcdfReader.open(store(), PATH)) {
            assertThat(file.shape("weights")).containsExactly(TARGETS, FEATURES);
            assertThat(file.readFloats("weights", 0, TARGETS)).isEqualTo(weights);
            assertThat(file.readFloats("weights", 3, 5))
                    .isEqualTo(Arrays.copyOfRange(weights, 3 * FEATURES, 5 * FEATURES));
            assertThat(file.readFloats("weights", 4, 4)).isEmpty();
            assertThat(file.readTexts("label")).containsExactly("a", "", "éx", "abcde", "f", "g", "h", "i", "j");
            assertThat(file.attribute("title")).contains("é weights");
            assertThat(file.attribute("none")).isEmpty();
            assertThat(file.has("x")).isTrue();
        }
    }

    @Test
    void whatIsMissingOrCutShortIsTold() throws IOException {
        write();
        try (NetcdfReader file = NetcdfReader.open(store(), PATH)) {
            assertThatThrownBy(() -> file.shape("other"))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("other")
                    .hasMessageContaining("weights");
            assertThatThrownBy(() -> file.readFloats("x", 0, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> file.readFloats("weights", 0, TARGETS + 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        byte[] bytes = Files.readAllBytes(folder.resolve(PATH));
        Files.write(folder.resolve("short.nc"), Arrays.copyOf(bytes, bytes.length - FEATURES));
        try (NetcdfReader file = NetcdfReader.open(store(), "short.nc")) {
            assertThatThrownBy(() -> file.readFloats("weights", TARGETS - 1, TARGETS))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("short.nc");
        }
        Files.write(folder.resolve("cut.nc"), Arrays.copyOf(bytes, 60));
        assertThatThrownBy(() -> NetcdfReader.open(store(), "cut.nc")).isInstanceOf(DataException.class);
        Files.writeString(folder.resolve("text.nc"), "no netCDF at all");
        assertThatThrownBy(() -> NetcdfReader.open(store(), "text.nc"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("CDF");
    }
}
