package org.neurobeam.pipelines.report;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A picture of palette indices, [height x width], row 0 on top. */
public final class Raster {
    private final int width;
    private final int height;
    private final byte[] indices;

    /** All pixels have index 0. */
    public Raster(int width, int height) {
        this.width = width;
        this.height = height;
        this.indices = new byte[Math.multiplyExact(width, height)];
    }

    /** Pixels across. */
    public int width() {
        return width;
    }

    /** Pixels down. */
    public int height() {
        return height;
    }

    /** Sets a pixel. */
    public void set(int x, int y, int index) {
        indices[y * width + x] = (byte) index;
    }

    /** The index of a pixel. */
    public int get(int x, int y) {
        return indices[y * width + x] & 0xFF;
    }

    /** A PNG as data URI, in the colours of scores. */
    String dataUri(int missingRgb) throws IOException {
        return dataUri(ColourMap.palette(missingRgb));
    }

    /** A PNG as data URI, in any colours. */
    public String dataUri(IndexColorModel palette) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette);
        image.getRaster().setDataElements(0, 0, width, height, indices);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        // not ImageIO's default stream: that one goes through a temporary file
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(png)) {
            if (!ImageIO.write(image, "png", stream)) {
                throw new IOException("this JVM has no PNG writer (module java.desktop)");
            }
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
    }
}
