package org.neurobeam.ingest.nifti;

import java.util.Map;

/** The names of the registered intent codes; an unknown code keeps its number. */
public final class IntentCode {
    private static final String[] STATISTICS = {
        "correlation",
        "t test",
        "f test",
        "z score",
        "chi2",
        "beta",
        "binomial",
        "gamma",
        "poisson",
        "normal",
        "non central f test",
        "non central chi2",
        "logistic",
        "laplace",
        "uniform",
        "non central t test",
        "weibull",
        "chi",
        "inverse gaussian",
        "extreme value 1",
        "p value",
        "log p value",
        "log10 p value"
    };
    private static final String[] CONTENTS = {
        "estimate",
        "label",
        "neuroname",
        "general matrix",
        "symmetric matrix",
        "displacement vector",
        "vector",
        "pointset",
        "triangle",
        "quaternion",
        "dimensionless"
    };
    private static final String[] SURFACES = {"time series", "node index", "rgb vector", "rgba vector", "shape"};
    private static final String[] CIFTI = {
        "ConnUnknown", "ConnDense", "ConnDenseSeries", "ConnParcels", "ConnParcelSries", "", "ConnDenseScalar",
        "ConnDenseLabel", "ConnParcelScalr", "ConnParcelDense", "ConnDenseParcel", "", "ConnPPSr", "ConnPPSc"
    };
    private static final Map<Integer, String> WARPS = Map.of(
            2006, "fnirt disp field",
            2007, "fnirt cubic spline coef",
            2008, "fnirt dct coef",
            2009, "fnirt quad spline coef",
            2016, "topup cubic spline coef",
            2017, "topup quad spline coef",
            2018, "topup field");

    private IntentCode() {}

    /** The name of a code, e.g. {@code t test} for 3; {@code unknown code 99} for one that is not registered. */
    public static String name(int code) {
        if (code == 0) {
            return "none";
        }
        String name = WARPS.getOrDefault(code, "");
        name += at(STATISTICS, code - 2)
                + at(CONTENTS, code - 1001)
                + at(SURFACES, code - 2001)
                + at(CIFTI, code - 3000);
        return name.isEmpty() ? "unknown code " + code : name;
    }

    private static String at(String[] names, int index) {
        return index >= 0 && index < names.length ? names[index] : "";
    }
}
