package org.neurobeam.pipelines.flow.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.neurobeam.encoders.compare.TimeBlocks;
import org.neurobeam.pipelines.flow.encode.HeldOutSeries;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.DataException;

/** Two models of one group of responses: the same samples, runs, targets and measured series. */
record ModelPair(HeldOutSeries first, HeldOutSeries second) {
    /**
     * The groups of two results folders, in the order of the first one.
     *
     * @throws DataException if they are not of the same responses; both folders are named
     */
    static List<ModelPair> of(String firstFolder, String secondFolder) throws IOException {
        List<HeldOutSeries> first = HeldOutSeries.open(firstFolder);
        List<HeldOutSeries> second = HeldOutSeries.open(secondFolder);
        List<String> groups = first.stream().map(HeldOutSeries::group).toList();
        List<String> others = second.stream().map(HeldOutSeries::group).toList();
        require(firstFolder, "groups", groups, secondFolder, others);
        List<ModelPair> pairs = new ArrayList<>();
        for (int g = 0; g < first.size(); g++) {
            pairs.add(new ModelPair(first.get(g), second.get(g)).checked());
        }
        return pairs;
    }

    private ModelPair checked() {
        require("targets", first.targets(), second.targets());
        require("runs", first.runNames(), second.runNames());
        require("responses (SHA-256)", first.responsesDigest(), second.responsesDigest());
        return this;
    }

    private void require(String what, Object found, Object other) {
        require(first.location(), first.group() + ": " + what, found, second.location(), other);
    }

    private static void require(String folder, String what, Object found, String otherFolder, Object other) {
        if (!found.equals(other)) {
            throw new DataException(
                    folder + " and " + otherFolder,
                    what,
                    "not_comparable",
                    "expected the same in both, found " + found + " in " + folder + " and " + other + " in "
                            + otherFolder + "; encode both models on the same responses, runs and targets");
        }
    }

    String group() {
        return first.group();
    }

    /**
     * Time blocks within the runs.
     *
     * @throws ConfigException if a run is shorter than two blocks
     */
    TimeBlocks blocks(int blockSamples) {
        int[] runs = first.runs();
        TimeBlocks.shortRun(runs, blockSamples).ifPresent(run -> {
            throw new ConfigException("block: " + blockSamples + " samples are too many for "
                    + first.runNames().get(run.run()) + " of " + group() + ", which has " + run.samples()
                    + "; allowed: about half of a run at most, better 20 blocks or more in all runs");
        });
        return TimeBlocks.of(runs, blockSamples);
    }
}
