package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.neurobeam.encoders.ridge.DesignSteps;

/** One part of the statistics of a group; the element is {@code group-part}. */
final class ComputeStatistics extends DoFn<String, KV<Integer, DesignStatistics>> {
    private static final long serialVersionUID = 1L;

    private final EncodeWork work;

    ComputeStatistics(EncodeWork work) {
        this.work = work;
    }

    @ProcessElement
    public void compute(@Element String name, OutputReceiver<KV<Integer, DesignStatistics>> out) throws IOException {
        DesignPiece piece = DesignPiece.parse(name);
        try (PerJvm<DesignSteps>.Lease steps = work.steps(piece.group())) {
            out.output(KV.of(piece.group(), DesignStatistics.of(steps.value().part(piece.number()))));
        }
    }
}
