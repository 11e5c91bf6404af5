package org.neurobeam.ingest.inspect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.neurobeam.ingest.surface.CiftiFile;
import org.neurobeam.ingest.surface.SurfaceInspection;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** Describes files on surfaces: GIFTI and CIFTI-2. */
public enum SurfaceDescriber implements FileDescriber {
    /** Arrays of a surface, recognised by the root element, or by the name of a file that is no image. */
    GIFTI {
        @Override
        public boolean accepts(InspectedFile file, FileHead head) {
            boolean named = file.path().matches("(?i).*\\.gii(\\.gz)?");
            return head.text().contains("<GIFTI") || named && !head.has(NIFTI1_MAGIC, "n+1\0");
        }

        @Override
        ObjectNode json(DataStore store, String path, boolean headerOnly) throws IOException {
            return SurfaceInspection.gifti(store, path, headerOnly);
        }
    },
    /** A matrix of grayordinates: NIfTI-2 with a CIFTI intent. */
    CIFTI {
        @Override
        public boolean accepts(InspectedFile file, FileHead head) {
            try {
                return head.has(NIFTI2_MAGIC, "n+2\0") && CiftiFile.recognises(file.store(), file.path());
            } catch (IOException unreadable) {
                // the describer of last resort says why
                return false;
            }
        }

        @Override
        ObjectNode json(DataStore store, String path, boolean headerOnly) throws IOException {
            return SurfaceInspection.cifti(store, path, headerOnly);
        }
    };

    private static final int NIFTI1_MAGIC = 344;
    private static final int NIFTI2_MAGIC = 4;

    abstract ObjectNode json(DataStore store, String path, boolean headerOnly) throws IOException;

    @Override
    public FileDescription describe(InspectedFile file, boolean headerOnly) {
        try {
            ObjectNode json = json(file.store(), file.path(), headerOnly);
            json.put("file", file.shownAs());
            return new FileDescription(json, !json.has("load_error") && !json.has("data_error"));
        } catch (IOException e) {
            return file.unreadable(
                    new DataException(file.path(), "", "unreadable", "cannot be read: " + e.getMessage(), e));
        }
    }
}
