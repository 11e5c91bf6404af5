package org.neurobeam.schemas.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder somewhere: on the local disk, or on any file system that a runner reaches.
 *
 * <p>Paths are relative to the folder, separated by {@code /}. Instances are thread-safe. Methods throw
 * {@link java.nio.file.NoSuchFileException} for a path that does not exist; its reason is {@link #NO_CONTENT} for a
 * symbolic link whose target is missing.
 */
public interface DataStore {
    /** What is wrong with a file that is listed but does not exist. */
    String NO_CONTENT = "symbolic link without content (git-annex / DataLad: run `datalad get`)";

    /** The folder on the local disk. */
    static DataStore local(Path folder) {
        return new LocalStore(folder);
    }

    /** The folder as the user named it; for messages. */
    String location();

    /** Whether a file (not a folder) exists at the path. */
    boolean exists(String path);

    /** Bytes of the file. */
    long size(String path) throws IOException;

    /** One forward pass over the bytes of the file. */
    InputStream read(String path) throws IOException;

    /** Random access to the bytes of the file. */
    SeekableByteChannel open(String path) throws IOException;

    /** Creates or replaces the file; missing parent folders are made. */
    OutputStream write(String path) throws IOException;

    /** Moves a file, replacing the target: a file is written beside its place and moved there when it is whole. */
    void move(String from, String to) throws IOException;

    /** Deletes the file if it exists. */
    void delete(String path) throws IOException;

    /**
     * All files below a folder of the store ("" for all), sorted by path; none when the folder does not exist. Symbolic
     * links whose target is missing are listed too, although they do not {@link #exists}: their names are known.
     */
    List<String> list(String folder) throws IOException;
}
