package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.neurobeam.encoders.ridge.DesignSteps;

/** Puts the statistics of a group where all workers find them, and names its training sets. */
final class StoreStatistics extends DoFn<KV<Integer, DesignStatistics>, String> {
    private static final long serialVersionUID = 1L;

    private final EncodeWork work;

    StoreStatistics(EncodeWork work) {
        this.work = work;
    }

    @ProcessElement
    public void store(@Element KV<Integer, DesignStatistics> merged, OutputReceiver<String> out) throws IOException {
        int group = merged.getKey();
        DesignFiles files = work.files();
        files.write(files.statistics(group), bytes -> new DesignStatistics.Coder().encode(merged.getValue(), bytes));
        try (PerJvm<DesignSteps>.Lease steps = work.steps(group)) {
            for (int set = 0; set < steps.value().trainingSets(); set++) {
                out.output(new DesignPiece(group, set).toString());
            }
        }
    }
}
