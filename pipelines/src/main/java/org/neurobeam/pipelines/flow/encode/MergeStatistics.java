package org.neurobeam.pipelines.flow.encode;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine;

/** Brings the parts of the statistics of a group together; they are added in the order of their ids afterwards. */
final class MergeStatistics extends Combine.CombineFn<DesignStatistics, DesignStatistics, DesignStatistics> {
    private static final long serialVersionUID = 1L;

    @Override
    public DesignStatistics createAccumulator() {
        return DesignStatistics.none();
    }

    @Override
    public DesignStatistics addInput(DesignStatistics sum, DesignStatistics part) {
        return sum.with(part);
    }

    @Override
    public DesignStatistics mergeAccumulators(Iterable<DesignStatistics> sums) {
        DesignStatistics all = DesignStatistics.none();
        for (DesignStatistics sum : sums) {
            all = all.with(sum);
        }
        return all;
    }

    @Override
    public DesignStatistics extractOutput(DesignStatistics sum) {
        return sum;
    }

    @Override
    public Coder<DesignStatistics> getAccumulatorCoder(CoderRegistry registry, Coder<DesignStatistics> input) {
        return input;
    }

    @Override
    public Coder<DesignStatistics> getDefaultOutputCoder(CoderRegistry registry, Coder<DesignStatistics> input) {
        return input;
    }
}
