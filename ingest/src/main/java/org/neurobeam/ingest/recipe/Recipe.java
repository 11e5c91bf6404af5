package org.neurobeam.ingest.recipe;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.io.dataset.Source;

/**
 * One source: what it is, which files it has, and where in them things are. Words that the recipe leaves out are empty.
 *
 * @param id short name, the {@code dataset_id}
 * @param title name for people
 * @param species NCBITaxon CURIE
 * @param citation how to cite it
 * @param doi digital object identifier
 * @param sourceUrl where the files come from
 * @param version commit or release of the files
 * @param licence terms of use
 * @param kind calcium, connectome or behaviour
 * @param format containers that the files may be; one is the rule
 * @param vocabulary {@code celegans}, or {@code none} where no label may be matched to it
 * @param files globs relative to the input folder; none for a layout that a signature alone finds
 * @param signature paths, columns or header names that must be present
 * @param identifiedBy {@code files}; or {@code content} where others use such names too: then only files of a pinned
 *     digest are this source, and the recipe is a layout for all others; or {@code none} for a layout
 * @param sha256 digests of files of the source besides those that totals were counted in, unpacked where compressed
 * @param simulatedBy what of a signature only simulated files of this layout have; empty where nobody simulates it
 * @param recording what is known of each recording
 * @param ids where labels are
 * @param units what else is known of the units
 * @param traces signal to its place; {@code raw} is required of calcium sources
 * @param time when samples were taken
 * @param clocks times of other devices
 * @param behaviour channels of behaviour
 * @param annotations events
 * @param edges connectomes: where the edges are
 * @param setAside files that are known and not read
 * @param ignored selectors of parts of a file that are known and not read: an issue of severity info each
 * @param published what the published data set does to this source alone
 * @param expected totals by name
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Recipe(
        String id,
        String title,
        String species,
        String citation,
        String doi,
        String sourceUrl,
        String version,
        Licence licence,
        Kind kind,
        List<Format> format,
        String vocabulary,
        List<String> files,
        List<String> signature,
        String identifiedBy,
        List<String> sha256,
        String simulatedBy,
        RecordingKeys recording,
        Ids ids,
        UnitKeys units,
        Map<String, Signal> traces,
        TimeKeys time,
        List<Clock> clocks,
        List<Behaviour> behaviour,
        List<Annotation> annotations,
        List<EdgeLayout> edges,
        List<SetAside> setAside,
        List<String> ignored,
        Published published,
        Expected expected)
        implements Serializable {
    private static final String RAW = "raw";
    private static final String FILES = "files";
    private static final String CONTENT = "content";
    private static final String NONE = "none";
    private static final List<Format> WIRING =
            List.of(Format.XLS, Format.XLSX, Format.MATLAB5, Format.GRAPHML, Format.JSON, Format.CSV);

    /** @throws ConfigException for missing or contradictory keys */
    public Recipe {
        id = Given.or(id, "");
        title = Given.or(title, id);
        species = Given.or(species, "");
        citation = Given.or(citation, "");
        doi = Given.or(doi, "");
        sourceUrl = Given.or(sourceUrl, "");
        version = Given.or(version, "");
        licence = Given.or(licence, Licence.unknown());
        vocabulary = Given.oneOf("vocabulary", Given.or(vocabulary, "celegans"), List.of("celegans", "none"));
        format = Given.list(format);
        files = Given.list(files);
        signature = Given.list(signature);
        identifiedBy = Given.oneOf("identified_by", Given.or(identifiedBy, FILES), List.of(FILES, CONTENT, NONE));
        sha256 = Given.list(sha256);
        simulatedBy = Given.or(simulatedBy, "");
        recording = Given.or(recording, RecordingKeys.defaults());
        ids = Given.or(ids, Ids.none());
        units = Given.or(units, UnitKeys.none());
        traces = Given.map(traces);
        time = Given.or(time, TimeKeys.of("none"));
        clocks = Given.list(clocks);
        behaviour = Given.list(behaviour);
        annotations = Given.list(annotations);
        edges = Given.list(edges);
        setAside = Given.list(setAside);
        ignored = Given.list(ignored);
        published = Given.or(published, Published.none());
        expected = Given.or(expected, Expected.nothing());
        check(id, kind, format, files.isEmpty() && signature.isEmpty());
        checkContent(kind, traces);
        if (kind == Kind.CONNECTOME) {
            checkWiring(format, signature, edges);
        }
        expected.requireNames(kind);
        if (identifiedBy.equals(CONTENT) && expected.sha256().isEmpty() && sha256.isEmpty()) {
            throw new ConfigException("identified_by is content; expected the files' digests in sha256, found none");
        }
    }

    private static void check(String id, Kind kind, List<Format> format, boolean findsNothing) {
        // connectomes may be named by their folder
        if (kind == Kind.CONNECTOME ? id.isBlank() : !id.matches("[A-Za-z0-9._-]+")) {
            throw new ConfigException("id is '" + id + "'; expected a short word of letters, digits, dot, dash and _");
        }
        if (kind == null || format.isEmpty()) {
            throw new ConfigException("expected kind and format, found " + kind + " and " + format);
        }
        if (findsNothing) {
            throw new ConfigException("expected files or signature, found neither: the recipe would never be used");
        }
    }

    private static void checkContent(Kind kind, Map<String, Signal> traces) {
        if (kind == Kind.CALCIUM && !traces.containsKey(RAW)) {
            throw new ConfigException("traces: expected the signal raw, found " + traces.keySet());
        }
    }

    private static void checkWiring(List<Format> format, List<String> signature, List<EdgeLayout> edges) {
        if (format.size() != 1 || !WIRING.contains(format.get(0))) {
            throw new ConfigException("format: " + format + "; allowed for a connectome: one of " + WIRING);
        }
        if (signature.isEmpty()) {
            throw new ConfigException("signature: missing; name what the file must have");
        }
        if (edges.isEmpty()) {
            throw new ConfigException("edges: expected where the edges of the connectome are, found none");
        }
        long units = edges.stream().map(EdgeLayout::weightUnit).distinct().count();
        if (units != 1) {
            throw new ConfigException("edges: expected one weight_unit, found " + units);
        }
    }

    /**
     * How to read a connectome that nobody has described but whose header fits: no files, citation or licence.
     *
     * @param ownId id of the source and of its connectome
     */
    public Recipe layout(String ownId) {
        return new Recipe(
                ownId,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                kind,
                format,
                null,
                null,
                signature,
                null,
                null,
                null,
                RecordingKeys.ofConnectome(ownId, recording.includesNmj()),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                edges,
                null,
                null,
                null,
                null);
    }

    /** How to read the files, and nothing about whose they are: no facts of the source or of its recordings. */
    public Recipe asLayout() {
        return Credit.none().of(this, NONE, recording.withoutConstants(), Published.none(), Expected.nothing());
    }

    /** How to read files that were simulated in this layout: credited to the simulator. */
    public Recipe asSimulated() {
        return Credit.simulator(this).of(this, NONE, recording.withoutConstants(), published, Expected.nothing());
    }

    /** The same source, without a statement on which of its releases the files are. */
    public Recipe withoutVersion() {
        return Credit.of(this).withoutVersion().of(this, identifiedBy, recording, published, expected);
    }

    /** Digests of the files that are known to be the source's. */
    public Set<String> pins() {
        Set<String> pins = new LinkedHashSet<>(expected.sha256());
        pins.addAll(sha256);
        return pins;
    }

    /** Whether names are not enough to credit the source. */
    public boolean isIdentifiedByContent() {
        return identifiedBy.equals(CONTENT);
    }

    /** Whether it describes a source, and not a layout alone. */
    public boolean isOfSource() {
        return !files.isEmpty() && !identifiedBy.equals(NONE);
    }

    /** The source as {@code dataset.json} names it. */
    public Source source() {
        return source(id);
    }

    /**
     * What {@code dataset.json} says of recordings that were read with this recipe.
     *
     * @param datasetId the id of their source; its title too where none is known
     */
    public Source source(String datasetId) {
        if (!isOfSource() && citation.isEmpty()) {
            return Source.of(datasetId, datasetId);
        }
        return new Source(
                        datasetId,
                        title,
                        word(species),
                        word(citation),
                        word(doi),
                        word(licence.id()),
                        word(licence.url()),
                        word(sourceUrl),
                        word(version))
                .withRedistribute(licence.redistribute());
    }

    private static Optional<String> word(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Characters without wildcards of the most specific glob that matches; empty when none does. */
    public Optional<Integer> specificity(String path) {
        return files.stream()
                .map(Glob::of)
                .filter(g -> g.matches(path))
                .map(Glob::specificity)
                .max(Integer::compare);
    }
}
