package org.neurobeam.schemas.io;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.neurobeam.schemas.table.Comparison;
import org.neurobeam.schemas.table.Connectome;
import org.neurobeam.schemas.table.ConsensusEdge;
import org.neurobeam.schemas.table.Covariate;
import org.neurobeam.schemas.table.Edge;
import org.neurobeam.schemas.table.Event;
import org.neurobeam.schemas.table.Feature;
import org.neurobeam.schemas.table.Issue;
import org.neurobeam.schemas.table.Node;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Score;
import org.neurobeam.schemas.table.SourceFile;
import org.neurobeam.schemas.table.Step;
import org.neurobeam.schemas.table.Timebase;
import org.neurobeam.schemas.table.Trace;
import org.neurobeam.schemas.table.Unit;

/**
 * One table of the product: the name of its folder in a dataset, its Avro schema and the class of its rows.
 *
 * @param <T> class of the rows
 */
public final class Table<T extends SpecificRecordBase> {
    /** Version of the schemas that this program writes. */
    public static final String SCHEMA_VERSION = "1";

    /** One row per recording or run. */
    public static final Table<Recording> RECORDINGS =
            new Table<>("recordings", Recording.getClassSchema(), Recording.class);

    /** One row per voxel, ROI, neuron or parcel. */
    public static final Table<Unit> UNITS = new Table<>("units", Unit.getClassSchema(), Unit.class);

    /** One row per unit, grid and signal; {@link TraceWriter} and {@link TraceReader} are the fast way. */
    public static final Table<Trace> TRACES = new Table<>("traces", Trace.getClassSchema(), Trace.class);

    /** Sample times, one row per recording and grid. */
    public static final Table<Timebase> TIMEBASES = new Table<>("timebases", Timebase.getClassSchema(), Timebase.class);

    /** Stimuli, states, annotations. */
    public static final Table<Event> EVENTS = new Table<>("events", Event.getClassSchema(), Event.class);

    /** Confounds and behaviour channels. */
    public static final Table<Covariate> COVARIATES =
            new Table<>("covariates", Covariate.getClassSchema(), Covariate.class);

    /** Feature spaces of the stimulus. */
    public static final Table<Feature> FEATURES = new Table<>("features", Feature.getClassSchema(), Feature.class);

    /** Wiring diagrams. */
    public static final Table<Connectome> CONNECTOMES =
            new Table<>("connectomes", Connectome.getClassSchema(), Connectome.class);

    /** Cells of wiring diagrams. */
    public static final Table<Node> NODES = new Table<>("nodes", Node.getClassSchema(), Node.class);

    /** Connections of wiring diagrams. */
    public static final Table<Edge> EDGES = new Table<>("edges", Edge.getClassSchema(), Edge.class);

    /** Connections over several wiring diagrams. */
    public static final Table<ConsensusEdge> CONSENSUS_EDGES =
            new Table<>("consensus_edges", ConsensusEdge.getClassSchema(), ConsensusEdge.class);

    /** Files that were read. */
    public static final Table<SourceFile> FILES = new Table<>("files", SourceFile.getClassSchema(), SourceFile.class);

    /** Processing steps. */
    public static final Table<Step> STEPS = new Table<>("steps", Step.getClassSchema(), Step.class);

    /** Everything refused or doubtful. */
    public static final Table<Issue> ISSUES = new Table<>("issues", Issue.getClassSchema(), Issue.class);

    /** Scores of a results folder; not a table of a dataset. */
    public static final Table<Score> SCORES = new Table<>("scores", Score.getClassSchema(), Score.class);

    /** Two models compared target by target; not a table of a dataset. */
    public static final Table<Comparison> COMPARISONS =
            new Table<>("comparison", Comparison.getClassSchema(), Comparison.class);

    private static final List<Table<?>> DATASET = List.of(
            RECORDINGS,
            UNITS,
            TRACES,
            TIMEBASES,
            EVENTS,
            COVARIATES,
            FEATURES,
            CONNECTOMES,
            NODES,
            EDGES,
            CONSENSUS_EDGES,
            FILES,
            STEPS,
            ISSUES);

    private final String name;
    private final Schema schema;
    private final Class<T> type;

    private Table(String name, Schema schema, Class<T> type) {
        this.name = name;
        this.schema = schema;
        this.type = type;
    }

    /** The tables of a dataset folder, in the order of the product's description. */
    public static List<Table<?>> ofDataset() {
        return DATASET;
    }

    /** Name of the table and of its folder. */
    public String name() {
        return name;
    }

    /** Avro schema of the rows. */
    public Schema schema() {
        return schema;
    }

    /** Class of the rows. */
    public Class<T> type() {
        return type;
    }

    @Override
    public String toString() {
        return name;
    }
}
