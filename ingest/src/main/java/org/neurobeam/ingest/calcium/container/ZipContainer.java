package org.neurobeam.ingest.calcium.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A zip archive of numpy arrays (npz): one member an array; or of one csv table: its columns. Members are copied to the
 * local disk until closed.
 */
final class ZipContainer implements Container {
    private static final String NPY = ".npy";
    private static final long MOST_BYTES = 2L << 30;

    private final LocalFile local;
    private final List<Path> copies = new ArrayList<>();
    private final Item.Folder root;
    private final String format;

    private ZipContainer(LocalFile local) throws IOException {
        this.local = local;
        try (ZipFile zip = new ZipFile(local.path().toFile())) {
            List<? extends ZipEntry> entries =
                    zip.stream().filter(e -> !e.isDirectory()).toList();
            boolean isTable = entries.size() == 1 && entries.get(0).getName().endsWith(".csv");
            this.format = isTable ? "csv" : "npz";
            this.root = isTable ? table(zip, entries.get(0)) : arrays(zip, entries);
        } catch (IOException | RuntimeException e) {
            deleteCopies();
            throw e;
        }
    }

    static ZipContainer open(LocalFile local) {
        return local.place().read(() -> new ZipContainer(local));
    }

    private Item.Folder table(ZipFile zip, ZipEntry entry) throws IOException {
        Path copy = copy(zip, entry);
        return TableContainer.open(LocalFile.member(local.place().in(entry.getName()), copy));
    }

    private Members arrays(ZipFile zip, List<? extends ZipEntry> entries) throws IOException {
        Map<String, Item> arrays = new LinkedHashMap<>();
        for (ZipEntry entry : entries) {
            if (entry.getName().endsWith(NPY)) {
                String name = entry.getName().substring(0, entry.getName().length() - NPY.length());
                arrays.put(name, NpyItems.of(local.place().in(name), copy(zip, entry)));
            }
        }
        return new Members(arrays);
    }

    private Path copy(ZipFile zip, ZipEntry entry) throws IOException {
        Path copy = Files.createTempFile("neurobeam-", ".part");
        copies.add(copy);
        try (InputStream in = zip.getInputStream(entry);
                var out = Files.newOutputStream(copy)) {
            byte[] buffer = new byte[1 << 16];
            long total = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                total += n;
                if (total > MOST_BYTES) {
                    throw local.place().in(entry.getName()).bad("too_large", "more than " + MOST_BYTES + " bytes");
                }
                out.write(buffer, 0, n);
            }
        }
        return copy;
    }

    @Override
    public String format() {
        return format;
    }

    @Override
    public Item.Folder root() {
        return root;
    }

    private void deleteCopies() throws IOException {
        for (Path copy : copies) {
            Files.deleteIfExists(copy);
        }
    }

    @Override
    public void close() throws IOException {
        deleteCopies();
        local.close();
    }
}
