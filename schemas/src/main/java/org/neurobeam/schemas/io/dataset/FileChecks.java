package org.neurobeam.schemas.io.dataset;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Sha256;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.WrittenFile;

/** Rules about files: checksums, rows, schema versions, files that nothing names. */
final class FileChecks {
    private final Dataset dataset;
    private final DataStore store;
    private final Findings findings;

    FileChecks(Dataset dataset, Findings findings) {
        this.dataset = dataset;
        this.store = dataset.store();
        this.findings = findings;
    }

    void run() throws IOException {
        Set<String> named = new HashSet<>();
        for (Map.Entry<String, TableEntry> table : dataset.tables().entrySet()) {
            for (WrittenFile file : table.getValue().files()) {
                named.add(file.path());
                check(file);
            }
        }
        for (Table<?> table : Table.ofDataset()) {
            for (String path : store.list(table.name())) {
                findings.require(
                        Rule.ORPHAN,
                        path,
                        "",
                        named.contains(path),
                        () -> "a file named in dataset.json",
                        "no mention");
            }
        }
    }

    private void check(WrittenFile file) throws IOException {
        boolean there = store.exists(file.path());
        findings.require(Rule.PROVENANCE, file.path(), "", there, () -> "a file", "none");
        if (!there) {
            return;
        }
        long bytes = store.size(file.path());
        findings.require(Rule.PROVENANCE, file.path(), "", bytes == file.bytes(), () -> file.bytes() + " bytes", bytes);
        if (bytes == file.bytes()) {
            String sha = Sha256.ofFile(store, file.path());
            findings.require(
                    Rule.PROVENANCE, file.path(), "", sha.equals(file.sha256()), () -> "sha256 " + file.sha256(), sha);
        }
        try {
            TableFile.Footer footer = TableFile.footer(store, file.path());
            findings.require(Rule.READABLE, file.path(), "", true, () -> "a whole Parquet file", "");
            findings.require(
                    Rule.ROWS,
                    file.path(),
                    "",
                    footer.rows() == file.rows(),
                    () -> file.rows() + " rows",
                    footer.rows());
            findings.require(
                    Rule.SCHEMA_VERSION,
                    file.path(),
                    "",
                    footer.schemaVersion().equals(Table.SCHEMA_VERSION),
                    () -> "schema version " + Table.SCHEMA_VERSION,
                    footer.schemaVersion());
        } catch (DataException e) {
            findings.require(Rule.READABLE, file.path(), "", false, () -> "a whole Parquet file", e.problem());
        }
    }
}
