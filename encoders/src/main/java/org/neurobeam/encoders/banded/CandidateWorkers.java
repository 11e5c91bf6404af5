package org.neurobeam.encoders.banded;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.neurobeam.encoders.ridge.AlphaSelection;
import org.neurobeam.encoders.ridge.CandidateSearch;
import org.neurobeam.encoders.ridge.Workers;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scores candidates side by side; what comes out does not depend on the number of workers. */
final class CandidateWorkers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CandidateWorkers.class);

    private final BandKernels kernels;
    private final BandCandidates candidates;
    private final BandedOptions options;
    private final Workers workers;
    private final Queue<CandidateScorer> idle = new ConcurrentLinkedQueue<>();

    CandidateWorkers(BandKernels kernels, MultipleKernelRidge ridge, RowSource responses, Folds folds) {
        this.kernels = kernels;
        this.candidates = ridge.candidates();
        this.options = ridge.options();
        this.workers = new Workers(Math.min(options.search().workers(), candidates.count()));
        RowSource shared = new SharedRows(responses);
        for (int w = 0; w < workers.count(); w++) {
            idle.add(scorer(shared, folds));
        }
    }

    private CandidateScorer scorer(RowSource responses, Folds folds) {
        if (options.search().nodes() > 0) {
            return new NodeScorer(responses, folds, options.search());
        }
        CandidateSearch search = CandidateSearch.ofKernels(responses, folds, options.search());
        return new CandidateScorer() {
            @Override
            public AlphaSelection score(DenseMatrix kernel, double alphaFactor) {
                return search.kernel(kernel, alphaFactor);
            }

            @Override
            public void close() {
                search.close();
            }
        };
    }

    /** Offers all candidates in their order. */
    void offerTo(Incumbents incumbents) {
        List<AlphaSelection> scored = workers.all(IntStream.range(0, candidates.count())
                .mapToObj(c -> (Supplier<AlphaSelection>) () -> score(c))
                .toList());
        for (int c = 0; c < scored.size(); c++) {
            incumbents.offer(c, scored.get(c));
        }
        if (options.search().nodes() > 0) {
            LOG.info(
                    "banded ridge: searched by {} alpha nodes, error of the shrinkage at most {}; scores of the choices"
                            + " will be exact, those of other candidates are not",
                    options.search().nodes(),
                    idle.stream()
                            .mapToDouble(scorer -> ((NodeScorer) scorer).largestError())
                            .max()
                            .orElse(0));
        }
    }

    /** There are as many scorers as threads, so one is always idle here. */
    private AlphaSelection score(int candidate) {
        CandidateScorer scorer = idle.remove();
        try (DenseMatrix kernel = kernels.weighted(candidates.weights(candidate))) {
            return scorer.score(kernel, options.alphaFactor(candidate));
        } finally {
            idle.add(scorer);
        }
    }

    @Override
    public void close() {
        idle.forEach(CandidateScorer::close);
    }
}
