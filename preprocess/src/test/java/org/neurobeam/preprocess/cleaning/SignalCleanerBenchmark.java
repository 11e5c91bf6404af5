package org.neurobeam.preprocess.cleaning;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.SplittableRandom;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;

/** Megabytes of float32 input a second of processor time of one thread; run by hand. */
final class SignalCleanerBenchmark {
    private static final int VOXELS = 4000;
    private static final int VOLUMES = 2000;
    private static final int CONFOUNDS = 30;
    private static final int REPEATS = 6;

    private SignalCleanerBenchmark() {}

    /** Prints the rate of each combination of steps. */
    public static void main(String[] arguments) {
        SplittableRandom random = new SplittableRandom(7);
        FloatMatrix signals = FloatMatrix.zeros(VOXELS, VOLUMES);
        for (int i = 0; i < signals.values().length; i++) {
            signals.values()[i] = (float) (1000 + 20 * random.nextDouble());
        }
        DoubleMatrix confounds = DoubleMatrix.zeros(VOLUMES, CONFOUNDS);
        for (int i = 0; i < confounds.values().length; i++) {
            confounds.values()[i] = random.nextDouble();
        }
        boolean[] keep = new boolean[VOLUMES];
        for (int i = 0; i < VOLUMES; i++) {
            keep[i] = i % 10 != 3;
        }
        CleaningOptions plain = CleaningOptions.defaults();
        CleaningOptions band = plain.withFilter(FilterOptions.bandPass(0.01, 0.1, 2));
        Timeline all = Timeline.of(VOLUMES);
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            measure("detrend + z", SignalCleaner.fit(plain, all), signals);
            measure("detrend + 30 confounds + z", SignalCleaner.fit(plain, all, confounds), signals);
            measure("detrend + band-pass + z", SignalCleaner.fit(band, all), signals);
            measure("detrend + band-pass + 30 confounds + z", SignalCleaner.fit(band, all, confounds), signals);
            measure("the same, 10 % censored", SignalCleaner.fit(band, all.keeping(keep), confounds), signals);
        }
    }

    private static void measure(String name, SignalCleaner cleaner, FloatMatrix signals) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        cleaner.cleanVoxelMajor(signals);
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
        double megabytes = 4e-6 * signals.values().length;
        System.out.printf(Locale.ROOT, "%-42s %6.0f MB/s%n", name, megabytes / seconds);
    }
}
