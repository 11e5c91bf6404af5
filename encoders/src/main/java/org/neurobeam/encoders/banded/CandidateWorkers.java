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

/** Scores candidates side by side; what comes out does not depend on the number of workers. */
final class CandidateWorkers implements AutoCloseable {
    private final BandKernels kernels;
    private final BandCandidates candidates;
    private final BandedOptions options;
    private final Workers workers;
    private final Queue<CandidateSearch> idle = new ConcurrentLinkedQueue<>();

    CandidateWorkers(BandKernels kernels, MultipleKernelRidge ridge, RowSource responses, Folds folds) {
        this.kernels = kernels;
        this.candidates = ridge.candidates();
        this.options = ridge.options();
        this.workers = new Workers(Math.min(options.search().workers(), candidates.count()));
        for (int w = 0; w < workers.count(); w++) {
            idle.add(CandidateSearch.ofKernels(responses, folds, options.search()));
        }
    }

    /** What says which targets are fitted. */
    CandidateSearch first() {
        return idle.element();
    }

    /** Offers all candidates in their order. */
    void offerTo(Incumbents incumbents) {
        List<AlphaSelection> scored = workers.all(IntStream.range(0, candidates.count())
                .mapToObj(c -> (Supplier<AlphaSelection>) () -> score(c))
                .toList());
        for (int c = 0; c < scored.size(); c++) {
            incumbents.offer(c, scored.get(c));
        }
    }

    /** There are as many searches as threads, so one is always idle here. */
    private AlphaSelection score(int candidate) {
        CandidateSearch search = idle.remove();
        try (DenseMatrix kernel = kernels.weighted(candidates.weights(candidate))) {
            return search.kernel(kernel, options.alphaFactor(candidate));
        } finally {
            idle.add(search);
        }
    }

    @Override
    public void close() {
        idle.forEach(CandidateSearch::close);
    }
}
