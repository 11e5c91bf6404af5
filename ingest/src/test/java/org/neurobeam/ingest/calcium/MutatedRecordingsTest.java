package org.neurobeam.ingest.calcium;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.ingest.mutation.MutatedFolder;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.schemas.io.DataStore;

/** Damaged recordings of every container, from the choice of a recipe to the dataset. */
class MutatedRecordingsTest {
    @TempDir
    Path work;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dag2023/swf415_no_id/2022-01-16-01-data.h5",
                "derived/2022-07-26-31.flavell.json.gz",
                "derived/leifer/0_gcamp.txt.gz derived/leifer/0_labels.txt derived/leifer/0_t.txt",
                "derived/leifer/0_labels.txt derived/leifer/0_gcamp.txt.gz derived/leifer/0_t.txt",
                "derived/sub-2022-07-26-31_ophys.nwb",
                "nwb/nwb_explorer/test_RoiResponseSeries.nwb",
                "nwb/nwb_explorer/test_timestamps_linking.nwb",
                "venkatachalam_neuropal/herm_data.mat",
                "venkatachalam_neuropal/neuron_props.mat",
                "seeelegans/neurons_reconstructed_max_2_c.mat",
                "nguyen2016/worm2-filtered.npy",
                "nguyen2016/pnas.1507110112.sd10.csv",
                "zebrafish_triplett2018/zf_20151104-f1_activity_matrix.csv.gz",
                "caiman/groundtruth_demoMovie.npz",
                "suite2p/F.npy.gz suite2p/Fneu.npy.gz suite2p/iscell.npy",
                "suite2p/iscell.npy suite2p/F.npy.gz suite2p/Fneu.npy.gz",
                "wcon/minimax.wcon"
            })
    void givesAValidDatasetThatNamesTheFile(String files) throws IOException {
        new MutatedFolder("data/calcium", List.of(files.split(" ")), work).check((input, output) -> {
            DataStore store = DataStore.local(input);
            return IngestedCalcium.ingest(store, output, CalciumSources.of(store, List.of(), IngestMode.FIXED));
        });
    }
}
