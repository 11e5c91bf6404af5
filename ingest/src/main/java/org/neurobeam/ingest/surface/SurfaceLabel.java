package org.neurobeam.ingest.surface;

/**
 * One entry of a label table.
 *
 * @param key value in the data
 * @param name as written
 * @param red 0 to 1; NaN when the table has no colours, as the other three
 * @param green 0 to 1
 * @param blue 0 to 1
 * @param alpha 0 (transparent) to 1
 */
public record SurfaceLabel(int key, String name, double red, double green, double blue, double alpha) {
    /** Reads the Label element at hand; older files call the key Index. */
    static SurfaceLabel read(XmlSource xml) {
        int key = xml.optionalInt("Key").orElseGet(() -> xml.intAttribute("Index"));
        double red = xml.numberAttribute("Red", Double.NaN);
        double green = xml.numberAttribute("Green", Double.NaN);
        double blue = xml.numberAttribute("Blue", Double.NaN);
        double alpha = xml.numberAttribute("Alpha", Double.NaN);
        return new SurfaceLabel(key, xml.textOf().strip(), red, green, blue, alpha);
    }
}
