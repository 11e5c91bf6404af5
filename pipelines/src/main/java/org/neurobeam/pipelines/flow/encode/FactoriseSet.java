package org.neurobeam.pipelines.flow.encode;

import java.io.IOException;
import java.io.InputStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.neurobeam.encoders.ridge.DesignSteps;

/** Factorises one training set, once for all workers; the element is {@code group-set}, the result names its file. */
final class FactoriseSet extends DoFn<String, KV<Integer, String>> {
    private static final long serialVersionUID = 1L;

    private final EncodeWork work;

    FactoriseSet(EncodeWork work) {
        this.work = work;
    }

    @ProcessElement
    public void factorise(@Element String name, OutputReceiver<KV<Integer, String>> out) throws IOException {
        DesignPiece piece = DesignPiece.parse(name);
        DesignFiles files = work.files();
        String path = files.factors(piece.group(), piece.number());
        files.write(path, bytes -> {
            try (InputStream in = files.read(files.statistics(piece.group()));
                    PerJvm<DesignSteps>.Lease steps = work.steps(piece.group());
                    DesignSteps.Factors factors = steps.value()
                            .factors(new DesignStatistics.Coder().decode(in).parts())) {
                factors.write(piece.number(), bytes);
            }
        });
        out.output(KV.of(piece.group(), path));
    }
}
