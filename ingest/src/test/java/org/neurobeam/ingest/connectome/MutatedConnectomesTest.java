package org.neurobeam.ingest.connectome;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.ingest.mutation.MutatedFolder;
import org.neurobeam.ingest.recipe.IngestMode;

/** Damaged connectomes of every format, from the choice of a recipe to the dataset. */
class MutatedConnectomesTest {
    @TempDir
    Path work;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chklovskii/NeuronConnect.xls",
                "c302/witvliet_2020_1.xlsx",
                "white1986/white_1986_jsh.csv",
                "bentley2016/esconnectome_monoamines_Bentley_2016.csv",
                "consensus_published/consensus_connectome_trimmed_nofunc.csv.gz",
                "brittin2021/reference_graph_chem_delta1.graphml",
                "wormwideweb/witvliet_2020_1.json wormwideweb/connectome_datasets.json",
                "wormwideweb/connectome_neurons.csv",
                "varshney2011/ConnOrdered_040903.mat varshney2011/NeuronTypeOrdered_040903.mat",
                "varshney2011/NeuronTypeOrdered_040903.mat varshney2011/ConnOrdered_040903.mat"
            })
    void givesAValidDatasetThatNamesTheFile(String files) throws IOException {
        new MutatedFolder("data/connectome", List.of(files.split(" ")), work)
                .check((input, output) -> WiringDataset.ingest(input, output, IngestMode.FIXED));
    }
}
