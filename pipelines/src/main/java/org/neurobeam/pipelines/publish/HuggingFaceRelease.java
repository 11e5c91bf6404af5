package org.neurobeam.pipelines.publish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.neurobeam.pipelines.config.PublishConfig;
import org.neurobeam.pipelines.config.PublishConfig.Layout;
import org.neurobeam.schemas.error.DataException;

/** A release for the Hugging Face Hub and for everybody who reads Parquet. */
final class HuggingFaceRelease {
    private static final long MEGABYTE = 1_000_000;
    private static final String CARD = "README.md";
    private static final String DATA = "data";
    private static final Pattern SHARDS = Pattern.compile("data/[a-z_]+/train-\\d{5,}\\.parquet");

    private final ReleaseContent content;
    private final PublishConfig settings;

    HuggingFaceRelease(ReleaseContent content, PublishConfig settings) {
        this.content = content;
        this.settings = settings;
    }

    /** Writes tables, card, Croissant and checksums; the numbers for machines. */
    ObjectNode write(ReleaseFiles files) throws IOException {
        List<PublishedTable> tables = tables(files);
        tables.forEach(table -> files.add(table.files()));
        files.deleteOthers(DATA, SHARDS);
        ReleaseTitle title = new ReleaseTitle(content.dataset().info(), settings.release());
        files.text(CARD, new DataCard(content, title, tables).markdown());
        files.json(Croissant.FILE, new Croissant(content, title, tables).json());
        files.checksums();
        ObjectNode rows = JsonNodeFactory.instance.objectNode();
        tables.forEach(table -> rows.put(table.name(), table.rows()));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("rows", rows);
        return json;
    }

    private List<PublishedTable> tables(ReleaseFiles files) throws IOException {
        long shardBytes = settings.shardMb() * MEGABYTE;
        List<PublishedTable> tables = new ArrayList<>();
        if (settings.layout() == Layout.PAPER) {
            tables.add(new PaperTable(content).write(files.store(), shardBytes));
        }
        tables.addAll(new TableExport(content, files.store(), shardBytes).tables());
        if (tables.isEmpty()) {
            throw new DataException(
                    content.dataset().store().location(),
                    "",
                    "no_rows",
                    "expected a dataset with rows, found none; ingest it again");
        }
        return tables;
    }
}
