package org.neurobeam.pipelines.check;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.neurobeam.ingest.connectome.ConnectomeRules;
import org.neurobeam.preprocess.consensus.ConsensusInput;
import org.neurobeam.preprocess.consensus.ConsensusOptions;
import org.neurobeam.preprocess.consensus.PublishedConsensus;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.io.dataset.Finding;

/** C4: the connectomes of a dataset, read as the published ones, give the published consensus where it is at hand. */
final class PublishedConsensusRule implements DatasetRule {
    @Override
    public String id() {
        return "C4";
    }

    @Override
    public Optional<List<Finding>> check(Dataset dataset) throws IOException {
        List<String> references = References.of(dataset.store());
        if (references.isEmpty() || !ConnectomeRules.areAsPublished(dataset)) {
            return Optional.empty();
        }
        ConsensusOptions options = new ConsensusOptions(ConsensusOptions.PAPER_FAITHFUL, List.of());
        ConsensusInput wiring = ConsensusInput.of(dataset, options);
        Optional<Finding> finding = Optional.empty();
        int compared = 0;
        for (String path : references) {
            try (InputStream in = unpacked(dataset.store().read(path))) {
                PublishedConsensus comparison = PublishedConsensus.compare(wiring, in, path);
                compared += comparison.compared();
                finding = comparison.finding();
            }
        }
        return compared == 0 ? Optional.empty() : Optional.of(finding.stream().toList());
    }

    private static InputStream unpacked(InputStream stored) throws IOException {
        BufferedInputStream in = new BufferedInputStream(stored);
        in.mark(2);
        boolean isGzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return isGzip ? new GZIPInputStream(in) : in;
    }
}
