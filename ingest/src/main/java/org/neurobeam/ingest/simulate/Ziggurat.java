package org.neurobeam.ingest.simulate;

/**
 * Standard normal numbers from 64 random bits, by the ziggurat of 256 layers.
 *
 * <p>Nearly 99 % of the calls cost one product and one comparison; the rest draw more bits by hashing the word, so the
 * result is a function of the word alone. Layers and tails use {@link StrictMath}: equal on every JVM.
 *
 * @see <a href="https://doi.org/10.18637/jss.v005.i08">Marsaglia and Tsang 2000</a>
 */
final class Ziggurat {
    private static final int LAYERS = 256;
    /** Start of the tail, and area of each layer, for 256 layers of exp(-x^2 / 2). */
    private static final double TAIL = 3.654152885361009;

    private static final double AREA = 0.00492867323399;
    private static final double UNIT = 0x1.0p-53;
    private static final long STEP = 0xD1B54A32D192ED03L;

    /** Right edges of the layers, falling from the widened base (0) to 0 (LAYERS), and the density there. */
    private static final double[] EDGE = new double[LAYERS + 1];

    private static final double[] HEIGHT = new double[LAYERS + 1];

    static {
        EDGE[0] = AREA / density(TAIL);
        EDGE[1] = TAIL;
        HEIGHT[0] = 0;
        HEIGHT[1] = density(TAIL);
        for (int i = 2; i < LAYERS; i++) {
            HEIGHT[i] = HEIGHT[i - 1] + AREA / EDGE[i - 1];
            EDGE[i] = StrictMath.sqrt(-2 * StrictMath.log(HEIGHT[i]));
        }
        EDGE[LAYERS] = 0;
        HEIGHT[LAYERS] = 1;
    }

    private Ziggurat() {}

    /** The normal number of a random word: 8 bits choose the layer, one the sign, 53 the place in it. */
    static double normal(long word) {
        int layer = (int) word & (LAYERS - 1);
        double x = (word >>> 11) * UNIT * EDGE[layer];
        if (x < EDGE[layer + 1]) {
            return (word & LAYERS) == 0 ? x : -x;
        }
        return edge(word, layer, x);
    }

    private static double edge(long word, int layer, double x) {
        double sign = (word & LAYERS) == 0 ? 1 : -1;
        long next = RandomKey.mix(word + STEP);
        if (layer == 0) {
            return sign * tail(next);
        }
        double y = HEIGHT[layer] + unit(next) * (HEIGHT[layer + 1] - HEIGHT[layer]);
        return y < density(x) ? sign * x : normal(RandomKey.mix(next + STEP));
    }

    /** Exact tail beyond {@link #TAIL}, by rejection from an exponential (Marsaglia 1964). */
    private static double tail(long word) {
        long bits = word;
        while (true) {
            double x = -StrictMath.log(1 - unit(bits)) / TAIL;
            bits = RandomKey.mix(bits + STEP);
            double y = -StrictMath.log(1 - unit(bits));
            bits = RandomKey.mix(bits + STEP);
            if (y + y >= x * x) {
                return TAIL + x;
            }
        }
    }

    private static double unit(long bits) {
        return (bits >>> 11) * UNIT;
    }

    private static double density(double x) {
        return StrictMath.exp(-x * x / 2);
    }
}
