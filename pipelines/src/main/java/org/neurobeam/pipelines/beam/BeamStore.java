package org.neurobeam.pipelines.beam;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;
import org.neurobeam.schemas.io.DataStore;

/** A folder on a file system that Beam knows. */
final class BeamStore implements DataStore {
    private final String folder;

    BeamStore(String folder) {
        this.folder = folder.endsWith("/") ? folder : folder + "/";
    }

    @Override
    public String location() {
        return folder;
    }

    @Override
    public boolean exists(String path) {
        try {
            return !FileSystems.match(folder + path, EmptyMatchTreatment.ALLOW)
                    .metadata()
                    .isEmpty();
        } catch (FileNotFoundException e) {
            return false;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public long size(String path) throws IOException {
        return single(path).sizeBytes();
    }

    @Override
    public InputStream read(String path) throws IOException {
        return Channels.newInputStream(FileSystems.open(single(path).resourceId()));
    }

    @Override
    public SeekableByteChannel open(String path) throws IOException {
        ReadableByteChannel channel = FileSystems.open(single(path).resourceId());
        if (channel instanceof SeekableByteChannel seekable) {
            return seekable;
        }
        channel.close();
        throw new IOException(
                folder + path + ": this file system has no random access; copy the folder to one that has");
    }

    @Override
    public OutputStream write(String path) throws IOException {
        return Channels.newOutputStream(FileSystems.create(resource(path), MimeTypes.BINARY));
    }

    @Override
    public void move(String from, String to) throws IOException {
        FileSystems.rename(
                List.of(resource(from)),
                List.of(resource(to)),
                StandardMoveOptions.IGNORE_MISSING_FILES,
                StandardMoveOptions.SKIP_IF_DESTINATION_EXISTS);
    }

    @Override
    public void delete(String path) throws IOException {
        FileSystems.delete(List.of(resource(path)), StandardMoveOptions.IGNORE_MISSING_FILES);
    }

    @Override
    public List<String> list(String below) throws IOException {
        String start = below.isEmpty() || below.endsWith("/") ? folder + below : folder + below + "/";
        MatchResult match = FileSystems.match(start + "**", EmptyMatchTreatment.ALLOW);
        return match.metadata().stream()
                .map(m -> m.resourceId().toString().substring(folder.length()))
                .sorted()
                .toList();
    }

    private ResourceId resource(String path) {
        return FileSystems.matchNewResource(folder + path, false);
    }

    private MatchResult.Metadata single(String path) throws IOException {
        try {
            return FileSystems.matchSingleFileSpec(folder + path);
        } catch (FileNotFoundException e) {
            throw new NoSuchFileException(folder + path, null, e.getMessage());
        }
    }
}
