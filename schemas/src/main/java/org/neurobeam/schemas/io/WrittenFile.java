package org.neurobeam.schemas.io;

/**
 * A file that was written whole.
 *
 * @param path relative to its store
 * @param rows rows of the table in it; 0 where the file is no table
 * @param bytes size
 * @param sha256 digest of the bytes, 64 lower-case hexadecimal digits
 */
public record WrittenFile(String path, long rows, long bytes, String sha256) {}
