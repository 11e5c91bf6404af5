package org.neurobeam.encoders.banded;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.neurobeam.encoders.ridge.AlphaSelection;
import org.neurobeam.encoders.ridge.CandidateSearch;
import org.neurobeam.preprocess.linalg.DenseMatrix;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;

/** Scores candidates side by side; what comes out does not depend on the number of workers. */
final class CandidateWorkers implements AutoCloseable {
    private final BandKernels kernels;
    private final BandCandidates candidates;
    private final BandedOptions options;
    private final List<CandidateSearch> searches = new ArrayList<>();
    private final ExecutorService threads;

    CandidateWorkers(BandKernels kernels, MultipleKernelRidge ridge, RowSource responses, Folds folds) {
        this.kernels = kernels;
        this.candidates = ridge.candidates();
        this.options = ridge.options();
        int workers = Math.min(options.search().workers(), candidates.count());
        for (int w = 0; w < workers; w++) {
            searches.add(CandidateSearch.ofKernels(responses, folds, options.search()));
        }
        threads = Executors.newFixedThreadPool(workers);
    }

    /** What says which targets are fitted. */
    CandidateSearch first() {
        return searches.get(0);
    }

    /** Offers all candidates in their order. */
    void offerTo(Incumbents incumbents) {
        for (int first = 0; first < candidates.count(); first += searches.size()) {
            int from = first;
            int to = Math.min(candidates.count(), from + searches.size());
            List<Future<AlphaSelection>> round = IntStream.range(from, to)
                    .mapToObj(c -> threads.submit(() -> score(searches.get(c - from), c)))
                    .toList();
            for (int c = from; c < to; c++) {
                incumbents.offer(c, result(round.get(c - from)));
            }
        }
    }

    private AlphaSelection score(CandidateSearch search, int candidate) {
        try (DenseMatrix kernel = kernels.weighted(candidates.weights(candidate))) {
            return search.kernel(kernel, options.alphaFactor(candidate));
        }
    }

    private static AlphaSelection result(Future<AlphaSelection> work) {
        try {
            return work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException runtime) {
                throw runtime;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while scoring candidates", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        searches.forEach(CandidateSearch::close);
    }
}
