package org.neurobeam.ingest.inspect;

/** Describes files of one family of formats. Instances are immutable. */
public interface FileDescriber {
    /** Whether the content is of this family; must not fail and need not read more than the head. */
    boolean accepts(InspectedFile file, FileHead head);

    /**
     * Describes a file that was accepted. Keys {@code file} and {@code bytes} come from {@link InspectedFile#begin()}.
     *
     * @param headerOnly whether to leave the data alone
     */
    FileDescription describe(InspectedFile file, boolean headerOnly);
}
