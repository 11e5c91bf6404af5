package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.function.Predicate;
import org.neurobeam.schemas.io.DataStore;

/** A folder of which only some files are listed; all can be read. */
record SelectedFiles(DataStore store, Predicate<String> listed) implements DataStore {
    @Override
    public String location() {
        return store.location();
    }

    @Override
    public boolean exists(String path) {
        return store.exists(path);
    }

    @Override
    public long size(String path) throws IOException {
        return store.size(path);
    }

    @Override
    public InputStream read(String path) throws IOException {
        return store.read(path);
    }

    @Override
    public SeekableByteChannel open(String path) throws IOException {
        return store.open(path);
    }

    @Override
    public OutputStream write(String path) throws IOException {
        return store.write(path);
    }

    @Override
    public void move(String from, String to) throws IOException {
        store.move(from, to);
    }

    @Override
    public void delete(String path) throws IOException {
        store.delete(path);
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return store.list(folder).stream().filter(listed).toList();
    }
}
