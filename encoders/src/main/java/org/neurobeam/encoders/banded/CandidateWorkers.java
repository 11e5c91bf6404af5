package org.neurobeam.encoders.banded;

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
    private final CandidateScorer scorer;

    CandidateWorkers(BandKernels kernels, MultipleKernelRidge ridge, RowSource responses, Folds folds) {
        this.kernels = kernels;
        this.candidates = ridge.candidates();
        this.options = ridge.options();
        this.workers = new Workers(options.search().workers());
        this.scorer = scorer(responses, folds);
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
        incumbents.offerAll(workers, this::score);
        if (scorer instanceof NodeScorer nodes) {
            LOG.info(
                    "banded ridge: searched by {} alpha nodes, error of the shrinkage at most {}; scores of the choices"
                            + " will be exact, those of other candidates are not",
                    options.search().nodes(),
                    nodes.largestError());
        }
    }

    private AlphaSelection score(int candidate) {
        try (DenseMatrix kernel = kernels.weighted(candidates.weights(candidate))) {
            return scorer.score(kernel, options.alphaFactor(candidate));
        }
    }

    @Override
    public void close() {
        scorer.close();
    }
}
