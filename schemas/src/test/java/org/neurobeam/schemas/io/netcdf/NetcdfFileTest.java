package org.neurobeam.schemas.io.netcdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.WrittenFile;
import org.neurobeam.schemas.io.netcdf.NetcdfLayout.Kind;
import org.neurobeam.schemas.testing.Python;

class NetcdfFileTest {
    private static final String PATH = "weights.nc";
    private static final int TARGETS = 5;
    private static final NetcdfLayout LAYOUT = NetcdfLayout.empty()
            .attribute("title", "weights")
            .dimension("feature", 3)
            .dimension("target", TARGETS)
            .dimension("delay", 2)
            .text("feature", "feature", 4, Map.of("long_name", "feature name"))
            .variable("delay", Kind.DOUBLE, List.of("delay"), Map.of("units", "s"))
            .variable("target", Kind.INT, List.of("target"), Map.of())
            .variable("weight", Kind.FLOAT, List.of("delay", "feature", "target"), Map.of("units", "1"));

    @TempDir
    Path folder;

    private static float weight(int delay, int feature, int target) {
        return delay == 1 && feature == 2 && target == 4 ? Float.NaN : 100 * delay + 10 * feature + target;
    }

    private WrittenFile write(String path) throws IOException {
        try (NetcdfFile file = NetcdfFile.create(DataStore.local(folder), path, LAYOUT)) {
            file.write("feature", List.of("a", "bcd", "éx"));
            file.write("delay", new double[] {2, 4});
            file.write("target", new int[] {7, 8, 9, 10, 11});
            for (int from = 0; from < TARGETS; from += 2) {
                int width = Math.min(2, TARGETS - from);
                float[] slab = new float[2 * 3 * width];
                int at = 0;
                for (int d = 0; d < 2; d++) {
                    for (int f = 0; f < 3; f++) {
                        for (int t = 0; t < width; t++) {
                            slab[at++] = weight(d, f, from + t);
                        }
                    }
                }
                file.write("weight", new int[] {0, 0, from}, new int[] {2, 3, width}, slab);
            }
            return file.finish();
        }
    }

    /** The order of an immutable map changes from process to process. */
    @Test
    void bytesDoNotDependOnTheOrderOfAttributes() throws IOException {
        for (List<String> names : List.of(List.of("units", "long_name"), List.of("long_name", "units"))) {
            Map<String, String> attributes = new LinkedHashMap<>();
            names.forEach(name -> attributes.put(name, name));
            NetcdfLayout layout = NetcdfLayout.empty()
                    .dimension("target", 1)
                    .variable("target", Kind.INT, List.of("target"), attributes);
            try (NetcdfFile file = NetcdfFile.create(DataStore.local(folder), names.get(0), layout)) {
                file.write("target", new int[] {1});
                file.finish();
            }
        }
        assertThat(Files.readAllBytes(folder.resolve("units")))
                .isEqualTo(Files.readAllBytes(folder.resolve("long_name")));
    }

    @Test
    void slabsAndCoordinatesComeBack() throws IOException {
        WrittenFile written = write(PATH);
        byte[] magic = Files.readAllBytes(folder.resolve(PATH));
        assertThat(new byte[] {magic[0], magic[1], magic[2], magic[3]}).containsExactly('C', 'D', 'F', 2);
        assertThat(written.bytes()).isEqualTo(magic.length);
        try (ucar.nc2.NetcdfFile file =
                ucar.nc2.NetcdfFile.open(folder.resolve(PATH).toString())) {
            assertThat(file.findGlobalAttribute("Conventions").getStringValue()).isEqualTo("CF-1.8");
            assertThat(file.findVariable("delay").findAttribute("units").getStringValue())
                    .isEqualTo("s");
            assertThat((double[]) file.findVariable("delay").read().copyTo1DJavaArray())
                    .containsExactly(2, 4);
            assertThat((int[]) file.findVariable("target").read().copyTo1DJavaArray())
                    .containsExactly(7, 8, 9, 10, 11);
            float[] weights = (float[]) file.findVariable("weight").read().copyTo1DJavaArray();
            for (int i = 0; i < weights.length; i++) {
                assertThat(weights[i]).isEqualTo((Float) weight(i / 15, i / 5 % 3, i % 5));
            }
            char[] text = (char[]) file.findVariable("feature").read().copyTo1DJavaArray();
            byte[] last = {(byte) text[8], (byte) text[9], (byte) text[10]};
            assertThat(new String(last, StandardCharsets.UTF_8)).isEqualTo("éx");
        }
    }

    @Test
    void equalValuesGiveEqualBytes() throws IOException {
        assertThat(write("a.nc").sha256()).isEqualTo(write("b.nc").sha256());
    }

    @Test
    void pythonReadsIt() throws IOException {
        Python.assumeModules("netCDF4");
        write(PATH);
        Python.run(
                "import netCDF4, sys; d = netCDF4.Dataset(sys.argv[1]);"
                        + "assert d['weight'].dimensions == ('delay', 'feature', 'target');"
                        + "assert d['weight'][1, 1, 3] == 113; assert list(d['feature'][:]) == ['a', 'bcd', 'éx']",
                folder.resolve(PATH).toString());
    }

    @Test
    void wrongCallsAreNamedAndLeaveNothing() throws IOException {
        try (NetcdfFile file = NetcdfFile.create(DataStore.local(folder), PATH, LAYOUT)) {
            assertThatThrownBy(() -> file.write("weight", new float[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[2, 3, 5]");
            assertThatThrownBy(() -> file.write("weight", new int[] {0, 0, 4}, new int[] {2, 3, 2}, new float[12]))
                    .hasMessageContaining("not within");
            assertThatThrownBy(() -> file.write("absent", new float[3])).hasMessageContaining("absent");
            assertThatThrownBy(() -> file.write("delay", new float[2])).hasMessageContaining("DOUBLE");
            assertThatThrownBy(() -> file.write("feature", List.of("abcde", "", "")))
                    .hasMessageContaining("5 bytes");
        }
        assertThat(DataStore.local(folder).list("")).isEmpty();
        assertThatThrownBy(() -> LAYOUT.dimension("target", 3)).hasMessageContaining("already");
        assertThatThrownBy(() -> LAYOUT.dimension("x", -3)).hasMessageContaining("-3");
        assertThatThrownBy(() -> LAYOUT.variable("v", Kind.INT, List.of("nope"), Map.of()))
                .hasMessageContaining("nope");
        NetcdfLayout big = NetcdfLayout.empty()
                .dimension("a", 1 << 20)
                .dimension("b", 1 << 12)
                .variable("v", Kind.FLOAT, List.of("a", "b"), Map.of())
                .variable("w", Kind.INT, List.of("b"), Map.of());
        assertThatThrownBy(() -> NetcdfFile.create(DataStore.local(folder), PATH, big))
                .hasMessageContaining("define it last");
    }
}
