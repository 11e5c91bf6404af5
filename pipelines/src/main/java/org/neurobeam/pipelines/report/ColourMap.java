package org.neurobeam.pipelines.report;

import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The palette of the pictures: grey for anatomy, then a sequential map for scores, violet over red to pale yellow with
 * lightness that ascends evenly, dark enough at no end to be mistaken for the ground.
 */
public final class ColourMap {
    /** Grey levels, indices 0 to 127. */
    static final int GREYS = 128;

    /** Colours of scores, indices 128 to 254. */
    static final int COLOURS = 127;

    /** The index of what has no value. */
    public static final int MISSING = GREYS + COLOURS;

    private static final int[][] ANCHORS = {
        {72, 20, 118},
        {112, 27, 129},
        {152, 38, 122},
        {190, 54, 103},
        {222, 78, 76},
        {243, 112, 45},
        {251, 152, 25},
        {250, 196, 52},
        {253, 244, 160},
    };

    private ColourMap() {}

    /** The palette with 256 entries; the last stands for what is missing. */
    public static IndexColorModel palette(int missingRgb) {
        byte[] red = new byte[256];
        byte[] green = new byte[256];
        byte[] blue = new byte[256];
        for (int n = 0; n < 256; n++) {
            int rgb = n == MISSING ? missingRgb : n < GREYS ? grey(n) : colour(n - GREYS);
            red[n] = (byte) (rgb >> 16);
            green[n] = (byte) (rgb >> 8);
            blue[n] = (byte) rgb;
        }
        return new IndexColorModel(8, 256, red, green, blue);
    }

    /** The palette index of a score between 0 and the end of the colour bar, which saturates. */
    public static int index(double score, double end) {
        double at = Math.min(1, Math.max(0, score / end));
        return GREYS + (int) Math.round(at * (COLOURS - 1));
    }

    /** The palette index of a grey, 0 black to 1 white; saturates. */
    static int greyIndex(double level) {
        return (int) Math.round(Math.min(1, Math.max(0, level)) * (GREYS - 1));
    }

    /** The colours of scores as {@code #rrggbb}. */
    public static List<String> hex() {
        List<String> hex = new ArrayList<>();
        for (int n = 0; n < COLOURS; n++) {
            hex.add(String.format(Locale.ROOT, "#%06x", colour(n)));
        }
        return hex;
    }

    private static int grey(int n) {
        int level = n * 255 / (GREYS - 1);
        return level << 16 | level << 8 | level;
    }

    private static int colour(int n) {
        double at = (double) n / (COLOURS - 1) * (ANCHORS.length - 1);
        int below = Math.min((int) at, ANCHORS.length - 2);
        double part = at - below;
        int rgb = 0;
        for (int channel = 0; channel < 3; channel++) {
            double level = ANCHORS[below][channel] * (1 - part) + ANCHORS[below + 1][channel] * part;
            rgb = rgb << 8 | (int) Math.round(level);
        }
        return rgb;
    }
}
