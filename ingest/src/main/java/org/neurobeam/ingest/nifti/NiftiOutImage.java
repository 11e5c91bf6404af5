package org.neurobeam.ingest.nifti;

import java.nio.charset.StandardCharsets;

/**
 * Everything about an image to write except its voxels.
 *
 * @param grid voxel grid
 * @param volumes number of volumes; with 1 and no TR the image has three dimensions
 * @param trSeconds time between volumes; 0 for images that are not a time series
 * @param encoding stored type and scaling
 * @param description at most 79 bytes of UTF-8, may be empty
 * @param intentCode NIfTI intent, 0 none, e.g. 3 t statistic
 * @param intentName at most 15 bytes of UTF-8, may be empty
 */
public record NiftiOutImage(
        NiftiOutGrid grid,
        int volumes,
        double trSeconds,
        NiftiOutEncoding encoding,
        String description,
        int intentCode,
        String intentName) {
    private static final int MAX_DESCRIPTION = 79;
    private static final int MAX_INTENT = 15;

    /** Checks counts and text lengths. */
    public NiftiOutImage {
        if (volumes < 1) {
            throw new IllegalArgumentException("volumes " + volumes + ", expected >= 1");
        }
        if (!(trSeconds >= 0) || Double.isInfinite(trSeconds)) {
            throw new IllegalArgumentException("trSeconds " + trSeconds + ", expected a finite number >= 0");
        }
        checkText("description", description, MAX_DESCRIPTION);
        checkText("intentName", intentName, MAX_INTENT);
        if (intentCode < 0 || intentCode > Short.MAX_VALUE) {
            throw new IllegalArgumentException("intentCode " + intentCode + ", expected 0 to " + Short.MAX_VALUE);
        }
    }

    /** One float32 volume without time, e.g. a statistic. */
    public static NiftiOutImage map(NiftiOutGrid grid) {
        return new NiftiOutImage(grid, 1, 0, NiftiOutEncoding.float32(), "", 0, "");
    }

    /** One uint8 volume without time. */
    public static NiftiOutImage mask(NiftiOutGrid grid) {
        return map(grid).withEncoding(NiftiOutEncoding.uint8());
    }

    /** A float32 time series. */
    public static NiftiOutImage series(NiftiOutGrid grid, int volumes, double trSeconds) {
        return new NiftiOutImage(grid, volumes, trSeconds, NiftiOutEncoding.float32(), "", 0, "");
    }

    /** The same image with another stored type. */
    public NiftiOutImage withEncoding(NiftiOutEncoding other) {
        return new NiftiOutImage(grid, volumes, trSeconds, other, description, intentCode, intentName);
    }

    /** The same image with a free text. */
    public NiftiOutImage withDescription(String text) {
        return new NiftiOutImage(grid, volumes, trSeconds, encoding, text, intentCode, intentName);
    }

    /** The same image with a NIfTI intent. */
    public NiftiOutImage withIntent(int code, String name) {
        return new NiftiOutImage(grid, volumes, trSeconds, encoding, description, code, name);
    }

    boolean spatial() {
        return volumes == 1 && trSeconds == 0;
    }

    private static void checkText(String name, String text, int limit) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > limit) {
            throw new IllegalArgumentException(name + " has " + bytes + " bytes, expected at most " + limit);
        }
    }
}
