package org.neurobeam.schemas.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A folder on the local disk. */
final class LocalStore implements DataStore {
    private final Path folder;

    LocalStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public String location() {
        return folder.toString();
    }

    @Override
    public boolean exists(String path) {
        return Files.isRegularFile(folder.resolve(path));
    }

    @Override
    public long size(String path) throws IOException {
        return content(path, Files::size);
    }

    @Override
    public InputStream read(String path) throws IOException {
        return content(path, Files::newInputStream);
    }

    @Override
    public SeekableByteChannel open(String path) throws IOException {
        return content(path, Files::newByteChannel);
    }

    private interface Access<T> {
        T to(Path file) throws IOException;
    }

    private <T> T content(String path, Access<T> access) throws IOException {
        Path file = folder.resolve(path);
        try {
            return access.to(file);
        } catch (NoSuchFileException e) {
            if (!Files.isSymbolicLink(file)) {
                throw e;
            }
            NoSuchFileException link = new NoSuchFileException(file.toString(), null, NO_CONTENT);
            link.initCause(e);
            throw link;
        }
    }

    @Override
    public OutputStream write(String path) throws IOException {
        Path file = folder.resolve(path);
        makeFolder(file);
        return Files.newOutputStream(file);
    }

    @Override
    public void move(String from, String to) throws IOException {
        Path target = folder.resolve(to);
        makeFolder(target);
        Files.move(folder.resolve(from), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void makeFolder(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        // making a folder that is there costs an exception
        if (!Files.isDirectory(parent)) {
            Files.createDirectories(parent);
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(folder.resolve(path));
    }

    @Override
    public List<String> list(String below) throws IOException {
        Path start = folder.resolve(below);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(start, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(file -> Files.isRegularFile(file) || linkToNothing(file))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private static boolean linkToNothing(Path file) {
        return Files.isSymbolicLink(file) && !Files.exists(file);
    }
}
