package org.neurobeam.ingest.nifti;

import java.util.Arrays;

/** A header extension: kept as bytes, not interpreted. CIFTI-2 has its XML in code 32. */
public final class Extension {
    /** Code of a CIFTI-2 XML extension. */
    public static final int CIFTI = 32;

    private final int code;
    private final byte[] content;

    Extension(int code, byte[] content) {
        this.code = code;
        this.content = content;
    }

    /** The registered code of its content. */
    public int code() {
        return code;
    }

    /** A copy of the content, with the padding that the file has. */
    public byte[] content() {
        return content.clone();
    }

    /** Bytes of the content. */
    public int length() {
        return content.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Extension e && code == e.code && Arrays.equals(content, e.content);
    }

    @Override
    public int hashCode() {
        return 31 * code + Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "Extension[code " + code + ", " + content.length + " bytes]";
    }
}
