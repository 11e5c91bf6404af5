package org.neurobeam.pipelines.publish;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.io.Table;

/** The YAML front matter of a data card, as the Hugging Face Hub reads it. */
final class CardHeader {
    private static final long[] SIZES = {1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000};
    private static final String[] SIZE_NAMES = {
        "n<1K", "1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M", "10M<n<100M", "100M<n<1B", "n>1B"
    };

    private static final Map<String, String> ORGANISMS = Map.of(
            "NCBITaxon:6239", "caenorhabditis-elegans",
            "NCBITaxon:7227", "drosophila-melanogaster",
            "NCBITaxon:7955", "danio-rerio",
            "NCBITaxon:9606", "homo-sapiens",
            "NCBITaxon:10090", "mus-musculus",
            "NCBITaxon:10116", "rattus-norvegicus");

    private final ReleaseContent content;
    private final ReleaseTitle title;
    private final List<PublishedTable> tables;

    CardHeader(ReleaseContent content, ReleaseTitle title, List<PublishedTable> tables) {
        this.content = content;
        this.title = title;
        this.tables = tables;
    }

    /** The table that opens first: traces where there are any. */
    static String defaultTable(List<PublishedTable> tables) {
        return tables.stream()
                .map(PublishedTable::name)
                .filter(Table.TRACES.name()::equals)
                .findFirst()
                .orElseGet(() -> tables.get(0).name());
    }

    String yaml() {
        Map<String, Object> header = new LinkedHashMap<>();
        licence(header);
        header.put("language", List.of("en"));
        header.put("pretty_name", title.title());
        header.put("tags", tags());
        header.put("task_categories", tasks());
        header.put("size_categories", List.of(size()));
        boolean labelled = content.sources().stream().anyMatch(source -> source.labelled() > 0);
        header.put("annotations_creators", List.of(labelled ? "expert-generated" : "no-annotation"));
        header.put("source_datasets", List.of("original"));
        header.put("configs", tables.stream().map(this::config).toList());
        header.put("dataset_info", tables.stream().map(CardHeader::info).toList());
        return "---\n" + ConfigLoader.toYaml(header) + "---\n";
    }

    private void licence(Map<String, Object> header) {
        Optional<String> hub = content.licence().flatMap(LicenceTerms::hubName);
        header.put("license", hub.orElse("other"));
        if (hub.isEmpty()) {
            header.put("license_name", content.licence().orElse("per-source"));
            header.put("license_link", "README.md");
        }
    }

    private List<String> tags() {
        List<String> tags = new ArrayList<>(List.of("neuroscience", "neurobeam"));
        content.recordings().stream()
                .map(recording -> recording.getModality())
                .distinct()
                .sorted()
                .forEach(tags::add);
        content.species().stream().map(CardHeader::organism).forEach(tags::add);
        if (has(Table.EDGES.name())) {
            tags.add("connectome");
        }
        return tags;
    }

    /** The name of a taxon that labs work with, otherwise its number. */
    private static String organism(String taxon) {
        return ORGANISMS.getOrDefault(taxon, taxon.toLowerCase(Locale.ROOT).replace(':', '-'));
    }

    private List<String> tasks() {
        List<String> tasks = new ArrayList<>();
        if (has(Table.TRACES.name())) {
            tasks.add("time-series-forecasting");
        }
        if (has(Table.EDGES.name()) || has(Table.CONSENSUS_EDGES.name())) {
            tasks.add("graph-ml");
        }
        return tasks.isEmpty() ? List.of("other") : tasks;
    }

    private boolean has(String table) {
        return tables.stream().anyMatch(t -> t.name().equals(table));
    }

    private String size() {
        String first = defaultTable(tables);
        long rows = tables.stream()
                .filter(table -> table.name().equals(first))
                .mapToLong(PublishedTable::rows)
                .sum();
        int i = 0;
        while (i < SIZES.length && rows >= SIZES[i]) {
            i++;
        }
        return SIZE_NAMES[i];
    }

    private Map<String, Object> config(PublishedTable table) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("config_name", table.name());
        config.put("data_files", List.of(ordered("split", PublishedTable.SPLIT, "path", table.glob())));
        if (table.name().equals(defaultTable(tables))) {
            config.put("default", true);
        }
        return config;
    }

    private static Map<String, Object> info(PublishedTable table) {
        Map<String, Object> split = new LinkedHashMap<>();
        split.put("name", PublishedTable.SPLIT);
        split.put("num_bytes", table.uncompressedBytes());
        split.put("num_examples", table.rows());
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("config_name", table.name());
        info.put(
                "features",
                table.columns().stream()
                        .map(column ->
                                ordered("name", column.name(), column.list() ? "sequence" : "dtype", column.hubType()))
                        .toList());
        info.put("splits", List.of(split));
        info.put("download_size", table.bytes());
        info.put("dataset_size", table.uncompressedBytes());
        return info;
    }

    private static Map<String, Object> ordered(String key, String value, String otherKey, String otherValue) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(key, value);
        map.put(otherKey, otherValue);
        return map;
    }
}
