package org.neurobeam.schemas.io;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

/** A folder on a disk with room for one megabyte a file. */
record FullDisk(DataStore disk) implements DataStore {
    private static final int ROOM = 1 << 20;

    @Override
    public OutputStream write(String path) throws IOException {
        return new FilterOutputStream(disk.write(path)) {
            private long written;

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                written += length;
                if (written > ROOM) {
                    throw new IOException("disk full");
                }
                out.write(bytes, offset, length);
            }
        };
    }

    @Override
    public String location() {
        return disk.location();
    }

    @Override
    public boolean exists(String path) {
        return disk.exists(path);
    }

    @Override
    public long size(String path) throws IOException {
        return disk.size(path);
    }

    @Override
    public InputStream read(String path) throws IOException {
        return disk.read(path);
    }

    @Override
    public SeekableByteChannel open(String path) throws IOException {
        return disk.open(path);
    }

    @Override
    public void move(String from, String to) throws IOException {
        disk.move(from, to);
    }

    @Override
    public void delete(String path) throws IOException {
        disk.delete(path);
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return disk.list(folder);
    }
}
