package org.neurobeam.ingest.calcium.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.neurobeam.ingest.recipe.Format;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.testing.SharedData;

/** What every container does: opens its sample, lists it, reads an array, and refuses a damaged file with its name. */
class ContainerContractTest {
    @TempDir
    Path folder;

    private record Sample(
            String path, String format, Format recipe, String selector, List<Integer> shape, double first) {
        @Override
        public String toString() {
            return format;
        }
    }

    static Stream<Sample> samples() {
        return Stream.of(
                new Sample(
                        "dag2023/swf702_with_id/2022-07-26-31-data.h5",
                        "hdf5",
                        Format.HDF5,
                        "gcamp/idx_splits",
                        List.of(2, 1),
                        1),
                new Sample(
                        "derived/sub-2022-07-26-31_ophys.nwb",
                        "nwb",
                        Format.NWB,
                        "processing/behavior/velocity/timestamps",
                        List.of(800),
                        0),
                new Sample(
                        "seeelegans/neurons_reconstructed_max_2_c.mat",
                        "matlab73",
                        Format.MATLAB73,
                        "neurons_reconstructed_max_2(61).coords",
                        List.of(26, 5),
                        Double.NaN),
                new Sample(
                        "seeelegans/Dataset2.mat",
                        "matlab5",
                        Format.MATLAB5,
                        "neurons_identified.id",
                        List.of(1, 12),
                        24),
                new Sample(
                        "derived/2022-07-26-31.flavell.json.gz",
                        "json",
                        Format.JSON,
                        "/reversal_events",
                        List.of(34, 2),
                        28),
                new Sample("wcon/minimax.wcon", "wcon", Format.WCON, "/$worms/1/t", List.of(4), 1.3),
                new Sample(
                        "zebrafish_triplett2018/zf_20151104-f1_activity_matrix.csv.gz",
                        "csv",
                        Format.CSV,
                        "1..-1",
                        List.of(114, 4245),
                        0.19215),
                new Sample("derived/leifer/0_t.txt", "text", Format.TEXT, "matrix", List.of(800), 0),
                new Sample("suite2p/iscell.npy", "npy", Format.SUITE2P, "array", List.of(219, 2), Double.NaN),
                new Sample(
                        "caiman/groundtruth_demoMovie.npz",
                        "npz",
                        Format.NPZ,
                        "rig_shifts",
                        List.of(2000, 2),
                        Double.NaN));
    }

    private static DataStore store() {
        return DataStore.local(SharedData.path("data/calcium"));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void opensListsAndReads(Sample sample) throws IOException {
        try (Container container = Containers.open(store(), sample.path, sample.recipe)) {
            assertThat(container.format()).isEqualTo(sample.format);
            assertThat(Contents.of(container.root()).variables()).isNotEmpty();
            List<Selector.Found> found =
                    Selector.of(sample.selector, container.format()).find(container.root());
            assertThat(found).hasSize(1);
            NumberArray numbers = (NumberArray) found.get(0).item();
            assertThat(numbers.shape()).isEqualTo(sample.shape);
            assertThat(numbers.values()).hasSize(numbers.count());
            if (!Double.isNaN(sample.first)) {
                assertThat(numbers.values()[0]).isEqualTo(sample.first);
            }
            assertThat(Selector.of("no_such_thing", container.format()).find(container.root()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void refusesATruncatedFileByName(Sample sample) throws IOException {
        Path whole = SharedData.path("data/calcium/" + sample.path);
        byte[] bytes;
        try (InputStream in = sample.path.endsWith(".gz")
                ? new GZIPInputStream(Files.newInputStream(whole))
                : Files.newInputStream(whole)) {
            bytes = in.readAllBytes();
        }
        String name =
                "cut" + sample.path.substring(sample.path.lastIndexOf('.')).replace(".gz", ".part");
        // half of a text is a text: numbers end within a number or a row is short only by chance
        boolean isText = sample.format.equals("text") || sample.format.equals("csv");
        byte[] damaged = java.util.Arrays.copyOf(bytes, bytes.length / 2);
        if (isText) {
            damaged[damaged.length - 1] = 'x';
        }
        Files.write(folder.resolve(name), damaged);
        assertThatThrownBy(() -> {
                    try (Container container = Containers.open(DataStore.local(folder), name, sample.recipe)) {
                        readAll(container.root(), 0);
                        NumberArray numbers = (NumberArray) Selector.of(sample.selector, container.format())
                                .find(container.root())
                                .get(0)
                                .item();
                        numbers.values();
                    }
                })
                .isInstanceOf(DataException.class)
                .hasMessageContaining(name);
    }

    private static void readAll(Item item, int depth) {
        if (item instanceof Item.Folder folder && depth < 8) {
            folder.names().forEach(n -> folder.child(n).ifPresent(child -> readAll(child, depth + 1)));
        } else if (item instanceof Item.Cells cells && depth < 8) {
            for (int i = 0; i < cells.size(); i++) {
                readAll(cells.get(i), depth + 1);
            }
        } else if (item instanceof NumberArray numbers) {
            assertThat(numbers.values()).hasSize(numbers.count());
        }
    }
}
