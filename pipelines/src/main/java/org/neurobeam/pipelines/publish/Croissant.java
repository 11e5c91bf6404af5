package org.neurobeam.pipelines.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.neurobeam.schemas.io.WrittenFile;
import org.neurobeam.schemas.io.dataset.Source;

/**
 * Croissant 1.1 metadata of a release: every file with its digest and size, every table as a record set, every column
 * as a field.
 *
 * <p>Croissant requires {@code url}. Where the publisher gives none it is {@code ./}, the folder of this file, and paths
 * of files and file sets are relative to it; otherwise they are paths in the repository at that address.
 *
 * @see <a href="https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html">Croissant format specification</a>
 */
final class Croissant {
    /** Name of the file in the release. */
    static final String FILE = "croissant.json";

    private static final String REPOSITORY = "repo";
    /** JSON-LD resolves it against the place of the metadata. */
    private static final String THIS_FOLDER = "./";

    private static final String PARQUET = "application/x-parquet";
    private static final String SPLITS = "splits";
    private static final String ID = "@id";
    private static final String TYPE = "@type";
    private static final String NAME = "name";
    /** What the Hub writes for a repository, which has no digest of its own. */
    private static final String NO_DIGEST = "https://github.com/mlcommons/croissant/issues/80";

    private final ReleaseContent content;
    private final ReleaseTitle title;
    private final List<PublishedTable> tables;

    Croissant(ReleaseContent content, ReleaseTitle title, List<PublishedTable> tables) {
        this.content = content;
        this.title = title;
        this.tables = tables;
    }

    ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.set("@context", CroissantContext.json());
        root.put(TYPE, "sc:Dataset");
        root.put(NAME, title.name());
        root.put("alternateName", title.title());
        root.put("description", description());
        root.put("conformsTo", "http://mlcommons.org/croissant/1.1");
        licence(root);
        root.put("url", title.url().orElse(THIS_FOLDER));
        creators(root.putArray("creator"));
        root.put("datePublished", title.date());
        root.put("version", title.version());
        root.put("citeAs", title.bibtex(content.sources()));
        root.put("isLiveDataset", false);
        ArrayNode parents = root.putArray("isBasedOn");
        content.sources().forEach(source -> parent(parents.addObject(), source));
        distribution(root.putArray("distribution"));
        recordSets(root.putArray("recordSet"));
        return root;
    }

    private String description() {
        return title.title() + ": " + content.recordings().size() + " recordings of "
                + content.sources().size() + " sources in " + tables.size() + " tables ("
                + tables.stream().map(PublishedTable::name).collect(Collectors.joining(", ")) + ").";
    }

    /** Every licence once: its address where it has one, and by source what is there by permission. */
    private void licence(ObjectNode root) {
        Set<JsonNode> all = new LinkedHashSet<>();
        for (ReleasedSource source : content.sources()) {
            all.add(licence(source, source.id() + ": "));
        }
        if (all.isEmpty()) {
            all.add(LicenceTerms.address(content.dataset().info().licence(), Optional.empty())
                    .map(Croissant::address)
                    .orElseGet(() -> named(content.dataset().info().licence().orElse(LicenceTerms.NONE))));
        }
        root.set(
                "license",
                all.size() == 1 ? all.iterator().next() : root.arrayNode().addAll(all));
    }

    /** The address of the licence as it is; a work with a name where it has none or is not the reason to be here. */
    private static JsonNode licence(ReleasedSource released, String prefix) {
        Source source = released.source();
        Optional<JsonNode> address =
                LicenceTerms.address(source.licence(), source.licenceUrl()).map(Croissant::address);
        if (address.isPresent() && !released.permitted()) {
            return address.get();
        }
        ObjectNode work = named(prefix + released.terms());
        address.ifPresent(url -> work.set("url", url));
        return work;
    }

    private static JsonNode address(String url) {
        return JsonNodeFactory.instance.textNode(url);
    }

    private static ObjectNode named(String licence) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(TYPE, "sc:CreativeWork")
                .put(NAME, licence);
    }

    private void creators(ArrayNode creators) {
        if (title.creator().isPresent() || content.sources().isEmpty()) {
            creators.addObject()
                    .put(TYPE, "sc:Organization")
                    .put(NAME, title.creator().orElse(title.title()));
            return;
        }
        for (ReleasedSource released : content.sources()) {
            ObjectNode creator = creators.addObject()
                    .put(TYPE, "sc:Organization")
                    .put(NAME, "Authors of " + released.source().title());
            released.source().sourceUrl().ifPresent(url -> creator.put("url", url));
        }
    }

    private static void parent(ObjectNode node, ReleasedSource released) {
        Source source = released.source();
        node.put(TYPE, "sc:Dataset").put(NAME, source.title()).put("identifier", source.datasetId());
        node.set("license", licence(released, ""));
        source.citation().ifPresent(text -> node.put("citation", text));
        source.doi().ifPresent(doi -> node.put("sameAs", "https://doi.org/" + doi));
        source.sourceUrl().ifPresent(url -> node.put("url", url));
        source.version().ifPresent(version -> node.put("version", version));
    }

    private void distribution(ArrayNode distribution) {
        title.url()
                .ifPresent(url -> resource(distribution, "cr:FileObject", REPOSITORY)
                        .put("description", "The folder of this release.")
                        .put("contentUrl", url)
                        .put("encodingFormat", "git+https")
                        .put("sha256", NO_DIGEST));
        for (PublishedTable table : tables) {
            for (WrittenFile file : table.files()) {
                contained(resource(distribution, "cr:FileObject", file.path()))
                        .put("contentUrl", file.path())
                        .put("encodingFormat", PARQUET)
                        .put("contentSize", file.bytes() + " B")
                        .put("sha256", file.sha256());
            }
            if (table.files().size() > 1) {
                contained(resource(distribution, "cr:FileSet", fileSet(table)))
                        .put("description", "All files of the table " + table.name() + ".")
                        .put("encodingFormat", PARQUET)
                        .put("includes", table.glob());
            }
        }
    }

    private static ObjectNode resource(ArrayNode distribution, String type, String id) {
        return distribution.addObject().put(TYPE, type).put(ID, id).put(NAME, id);
    }

    private ObjectNode contained(ObjectNode resource) {
        title.url().ifPresent(url -> resource.putObject("containedIn").put(ID, REPOSITORY));
        return resource;
    }

    private static String fileSet(PublishedTable table) {
        return "parquet-files-of-" + table.name();
    }

    private void recordSets(ArrayNode sets) {
        ObjectNode splits = recordSet(sets, SPLITS, "The parts of the tables; there is no held-out one.");
        splits.put("dataType", "cr:Split");
        splits.putObject("key").put(ID, SPLITS + "/split_name");
        field(splits.putArray("field"), SPLITS + "/split_name", "Name of the split.", "sc:Text");
        splits.putArray("data").addObject().put(SPLITS + "/split_name", PublishedTable.SPLIT);
        Set<String> names = tables.stream().map(PublishedTable::name).collect(Collectors.toSet());
        for (PublishedTable table : tables) {
            ObjectNode set =
                    recordSet(sets, table.name(), String.valueOf(table.schema().getDoc()));
            key(set, table);
            ArrayNode fields = set.putArray("field");
            for (Column column : table.columns()) {
                column(fields, table, column, names);
            }
        }
    }

    private static ObjectNode recordSet(ArrayNode sets, String name, String description) {
        return sets.addObject()
                .put(TYPE, "cr:RecordSet")
                .put(ID, name)
                .put(NAME, name)
                .put("description", description);
    }

    private static void key(ObjectNode set, PublishedTable table) {
        if (table.key().size() == 1) {
            set.putObject("key").put(ID, table.name() + "/" + table.key().get(0));
        } else if (!table.key().isEmpty()) {
            ArrayNode keys = set.putArray("key");
            table.key().forEach(column -> keys.addObject().put(ID, table.name() + "/" + column));
        }
    }

    private static ObjectNode field(ArrayNode fields, String id, String description, String type) {
        return fields.addObject()
                .put(TYPE, "cr:Field")
                .put(ID, id)
                .put(NAME, id)
                .put("description", description)
                .put("dataType", type);
    }

    private static void column(ArrayNode fields, PublishedTable table, Column column, Set<String> names) {
        String id = table.name() + "/" + column.name();
        ObjectNode field = field(fields, id, column.about(), column.croissantType());
        if (column.list()) {
            field.put("isArray", true).put("arrayShape", "-1");
        }
        ObjectNode source = field.putObject("source");
        if (table.files().size() > 1) {
            source.putObject("fileSet").put(ID, fileSet(table));
        } else {
            source.putObject("fileObject").put(ID, table.files().get(0).path());
        }
        source.putObject("extract").put("column", column.name());
        PublishedTable.reference(table.name(), column.name())
                .filter(target -> names.contains(target.substring(0, target.indexOf('/'))))
                .ifPresent(target ->
                        field.putObject("references").putObject("field").put(ID, target));
    }
}
