package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.listOr;
import static org.neurobeam.pipelines.config.Settings.or;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of the encoder: ridge, or one of its relatives, which take the same penalties and folds.
 *
 * @param alphas penalties: numbers, or {@code logspace:LO:HI:N} for 10^LO to 10^HI in N steps; none for {@code
 *     fractional} and {@code pls}
 * @param inner how the penalty is chosen within the training rows: {@code leave-one-out}, {@code runs}, {@code kfold:N},
 *     {@code chunks:LENGTH:SHARE:DRAWS[:SEED]} (see {@link InnerChunks}), or {@code auto}: runs where at least two of
 *     them train, else kfold:5
 * @param criterion mse, r2 or r
 * @param intercept fit an unpenalised intercept
 * @param alphaScope which targets share a penalty: {@code target} (none), {@code group} or {@code global} (all)
 * @param conservative the largest penalty within one standard deviation of the best score
 * @param kind {@code ridge}, {@code banded}, {@code kernel}, {@code fractional}, {@code pls} or {@code lasso}
 * @param bands the search of {@code banded}
 * @param kernel the kernel of {@code kernel}
 * @param extendGrid add decades of penalties until fewer than 1 % of the choices lie at either edge
 * @param fractional settings of {@code fractional}
 * @param pls settings of {@code pls}
 * @param lasso settings of {@code lasso}
 */
public record RidgeConfig(
        List<String> alphas,
        String inner,
        Criterion criterion,
        Boolean intercept,
        AlphaScope alphaScope,
        Boolean conservative,
        ModelKind kind,
        BandsConfig bands,
        KernelConfig kernel,
        Boolean extendGrid,
        FractionalConfig fractional,
        PlsConfig pls,
        LassoConfig lasso) {
    /** The score that chooses the penalty. */
    public enum Criterion {
        /** Negative mean squared error. */
        @JsonProperty("mse")
        MSE,
        /** Coefficient of determination. */
        @JsonProperty("r2")
        R2,
        /** Pearson correlation. */
        @JsonProperty("r")
        R
    }

    /** Which targets share a penalty. */
    public enum AlphaScope {
        /** Each has its own. */
        @JsonProperty("target")
        TARGET,
        /** Those of a group. */
        @JsonProperty("group")
        GROUP,
        /** All. */
        @JsonProperty("global")
        GLOBAL;

        /** As it stands in settings. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern LOGSPACE = Pattern.compile("logspace:([-+.\\deE]+):([-+.\\deE]+):(\\d+)");
    private static final Pattern INNER =
            Pattern.compile("auto|leave-one-out|runs|chunks:.*|kfold:([2-9]|[1-9]\\d{1,8})");
    private static final double DECADE = 10;

    /** Inner folds that depend on the runs there are. */
    public static final String AUTO = "auto";

    /** Fills defaults and checks values. */
    public RidgeConfig {
        kind = or(kind, ModelKind.RIDGE);
        bands = or(bands, BandsConfig.defaults());
        boolean byGradient = kind == ModelKind.BANDED && bands.search() == BandsConfig.Search.GRADIENT;
        boolean penalised = kind.penalised() && !byGradient;
        alphas = listOr(alphas, penalised ? defaultAlphas(kind) : List.of());
        inner = or(inner, AUTO);
        criterion = or(criterion, Criterion.MSE);
        intercept = or(intercept, true);
        alphaScope = or(alphaScope, AlphaScope.TARGET);
        conservative = or(conservative, false);
        kernel = or(kernel, KernelConfig.defaults());
        extendGrid = or(extendGrid, false);
        fractional = or(fractional, FractionalConfig.defaults());
        pls = or(pls, PlsConfig.defaults());
        lasso = or(lasso, LassoConfig.defaults());
        if (!INNER.matcher(inner).matches()) {
            throw new ConfigException("model.inner: " + inner
                    + "; allowed: auto, leave-one-out, runs, kfold:N, chunks:LENGTH:SHARE:DRAWS");
        }
        InnerChunks.of(inner);
        if ((kind == ModelKind.BANDED || kind.linear()) && "leave-one-out".equals(inner)) {
            throw new ConfigException("model.inner: leave-one-out; allowed with model.kind: " + kind.key()
                    + ": auto, runs, kfold:N, chunks:LENGTH:SHARE:DRAWS");
        }
        checkScope(kind, alphaScope, conservative);
        if (byGradient) {
            checkGradient(criterion, alphaScope, conservative);
        }
        if (!penalised && (extendGrid || !alphas.isEmpty())) {
            throw new ConfigException("model." + (extendGrid ? "extendGrid: true" : "alphas: " + alphas)
                    + " does not go with " + withoutPenalties(kind));
        }
        if (penalised) {
            checkGrid(parse(alphas), extendGrid);
        }
    }

    private static String withoutPenalties(ModelKind kind) {
        return switch (kind) {
            case PLS -> "model.kind: pls, which has no penalties; use model.pls.components";
            case FRACTIONAL -> "model.kind: fractional, which has no penalties; use model.fractional.fractions";
            default -> "model.bands.search: gradient, which descends on weight / penalty; use search: random";
        };
    }

    private static void checkGradient(Criterion criterion, AlphaScope scope, boolean conservative) {
        if (criterion != Criterion.MSE || scope != AlphaScope.TARGET || conservative) {
            String found = criterion != Criterion.MSE
                    ? "criterion: " + criterion.name().toLowerCase(Locale.ROOT)
                    : scope != AlphaScope.TARGET ? "alphaScope: " + scope.key() : "conservative: true";
            throw new ConfigException("model." + found + " does not go with model.bands.search: gradient, which"
                    + " descends on the squared error of each target; use search: random, or leave it out");
        }
    }

    private static void checkScope(ModelKind kind, AlphaScope scope, boolean conservative) {
        if (kind.linear() && (conservative || scope != AlphaScope.TARGET)) {
            throw new ConfigException("model." + (conservative ? "conservative: true" : "alphaScope: " + scope.key())
                    + " does not go with model.kind: " + kind.key() + "; allowed with ridge, banded, kernel");
        }
        if (scope == AlphaScope.GROUP && kind == ModelKind.BANDED) {
            throw new ConfigException("model.alphaScope: group does not go with model.kind: banded, whose weights of"
                    + " bands are chosen by target or for all; use alphaScope: target or global, or kind: ridge or"
                    + " kernel");
        }
    }

    private static List<String> defaultAlphas(ModelKind kind) {
        return List.of(kind == ModelKind.LASSO ? "logspace:-3:0:10" : "logspace:0:5:20");
    }

    private static void checkGrid(List<Double> grid, boolean grows) {
        if (grows && grid.stream().distinct().count() < 2) {
            throw new ConfigException("model.extendGrid: needs at least two penalties, which tell the step, found "
                    + grid + "; e.g. alphas: ['logspace:0:5:20']");
        }
    }

    static RidgeConfig defaults() {
        return new RidgeConfig(null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** The same settings with other penalties. */
    RidgeConfig withAlphas(List<Double> other) {
        return with(other.stream().map(a -> Double.toString(a)).toList(), inner);
    }

    /** The same settings with other inner folds. */
    RidgeConfig withInner(String other) {
        return with(alphas, other);
    }

    private RidgeConfig with(List<String> penalties, String folds) {
        return new RidgeConfig(
                penalties,
                folds,
                criterion,
                intercept,
                alphaScope,
                conservative,
                kind,
                bands,
                kernel,
                extendGrid,
                fractional,
                pls,
                lasso);
    }

    /** The penalties, in the order given and each once; none for an encoder without. */
    public List<Double> alphaGrid() {
        return penalised() ? parse(alphas) : List.of();
    }

    /** Whether a penalty of the grid is chosen. */
    public boolean penalised() {
        return kind.penalised() && !byGradient();
    }

    /** Whether the grid has one penalty alone, so that nothing is chosen within the training rows. */
    public boolean penaltyGiven() {
        return alphaGrid().size() == 1 && kind != ModelKind.BANDED && !kind.linear();
    }

    /** Whether weights of bands are found by descent. */
    public boolean byGradient() {
        return kind == ModelKind.BANDED && bands.search() == BandsConfig.Search.GRADIENT;
    }

    private static List<Double> parse(List<String> alphas) {
        List<Double> grid = new ArrayList<>();
        for (String text : alphas) {
            Matcher m = LOGSPACE.matcher(text);
            if (m.matches()) {
                double low = Double.parseDouble(m.group(1));
                double high = Double.parseDouble(m.group(2));
                int n = Integer.parseInt(m.group(3));
                for (int i = 0; i < n; i++) {
                    grid.add(Math.pow(DECADE, n == 1 ? low : low + i * (high - low) / (n - 1)));
                }
            } else {
                grid.add(number(text));
            }
        }
        if (grid.isEmpty() || grid.stream().anyMatch(a -> !(a > 0 && Double.isFinite(a)))) {
            throw new ConfigException("model.alphas: " + alphas + "; allowed: finite numbers > 0 or logspace:LO:HI:N");
        }
        return grid.stream().distinct().toList();
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new ConfigException("model.alphas: " + text + "; allowed: finite numbers > 0 or logspace:LO:HI:N", e);
        }
    }
}
