package org.neurobeam.ingest.simulate.calcium;

import java.io.IOException;
import java.nio.file.Path;

/** Writes worms as the files of one source. */
interface WormWriter {
    int TIME_DECIMALS = 6;
    int VALUE_DECIMALS = 5;

    /** Name of what tells that a file is no source's: recipes look for it. */
    String MARK = "simulated_by";

    String MARKED_BY = "Neurobeam, simulate calcium";

    /** The writer of a layout below a folder. */
    static WormWriter of(SourceLayout layout, Path folder) {
        return switch (layout) {
            case CSV -> new CsvWorms(folder);
            case DAG2023 -> new DagWorms(folder);
            case FLAVELL2023 -> new FlavellWorms(folder);
            case LEIFER2023 -> new LeiferWorms(folder);
        };
    }

    /** Writes one worm and returns the path of its trace file. */
    Path write(SimulatedWorm worm) throws IOException;

    /** Writes what all worms share. */
    default void finish() throws IOException {}
}
