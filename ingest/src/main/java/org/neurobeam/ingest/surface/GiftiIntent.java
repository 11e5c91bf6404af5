package org.neurobeam.ingest.surface;

import java.util.Locale;
import java.util.Map;

/** NIfTI intent codes by name. */
final class GiftiIntent {
    private static final String PREFIX = "NIFTI_INTENT_";
    /** What an unknown intent has for its code. */
    static final int UNKNOWN = -1;

    private static final Map<String, Integer> CODES = Map.ofEntries(
            Map.entry("NONE", 0),
            Map.entry("CORREL", 2),
            Map.entry("TTEST", 3),
            Map.entry("FTEST", 4),
            Map.entry("ZSCORE", 5),
            Map.entry("CHISQ", 6),
            Map.entry("BETA", 7),
            Map.entry("BINOM", 8),
            Map.entry("GAMMA", 9),
            Map.entry("POISSON", 10),
            Map.entry("NORMAL", 11),
            Map.entry("FTEST_NONC", 12),
            Map.entry("CHISQ_NONC", 13),
            Map.entry("LOGISTIC", 14),
            Map.entry("LAPLACE", 15),
            Map.entry("UNIFORM", 16),
            Map.entry("TTEST_NONC", 17),
            Map.entry("WEIBULL", 18),
            Map.entry("CHI", 19),
            Map.entry("INVGAUSS", 20),
            Map.entry("EXTVAL", 21),
            Map.entry("PVAL", 22),
            Map.entry("LOGPVAL", 23),
            Map.entry("LOG10PVAL", 24),
            Map.entry("ESTIMATE", 1001),
            Map.entry("LABEL", 1002),
            Map.entry("NEURONAME", 1003),
            Map.entry("GENMATRIX", 1004),
            Map.entry("SYMMATRIX", 1005),
            Map.entry("DISPVECT", 1006),
            Map.entry("VECTOR", 1007),
            Map.entry("POINTSET", 1008),
            Map.entry("TRIANGLE", 1009),
            Map.entry("QUATERNION", 1010),
            Map.entry("DIMLESS", 1011),
            Map.entry("TIME_SERIES", 2001),
            Map.entry("NODE_INDEX", 2002),
            Map.entry("RGB_VECTOR", 2003),
            Map.entry("RGBA_VECTOR", 2004),
            Map.entry("SHAPE", 2005));

    private GiftiIntent() {}

    /** The name without its prefix. */
    static String name(String attribute) {
        String name = attribute.toUpperCase(Locale.ROOT);
        return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    }

    static int code(String name) {
        return CODES.getOrDefault(name, UNKNOWN);
    }
}
