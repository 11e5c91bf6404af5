package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.listOr;
import static org.neurobeam.pipelines.config.Settings.or;
import static org.neurobeam.pipelines.config.Settings.range;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of {@code encode}.
 *
 * @param input dataset folder; empty when {@code responses} is given
 * @param output results folder
 * @param features feature spaces, concatenated in this order
 * @param responses .npy array [samples x targets] instead of a dataset
 * @param runs .npy array [samples] of run numbers for {@code responses}; one run when absent
 * @param signal which traces are the responses
 * @param model the encoder
 * @param outer what is held out for scores: {@code runs}, {@code runs:N} for N folds of whole runs, or {@code kfold:N}
 *     for N contiguous blocks
 * @param weights which weights go to weights.nc: {@code auto}, {@code primal} [targets x features], {@code dual} [targets x
 *     samples] with the training features once, or {@code none}
 * @param tile targets in one piece of work; banded ridge factorises anew for each, so that its pieces are as large as
 *     memory allows, in whole blocks of 1280; a descent on bands takes one block
 * @param nullShifts compute the noise floor of r from circular shifts
 * @param test how r is tested against chance
 * @param repeats sets of runs that show the same stimulus, each with as many runs, e.g. {@code [[run-1, run-2]]}
 * @param maxMemory memory that the plan of the run may need, e.g. {@code 4g}; empty for what the machine has free
 * @param purge samples before and after a held-out block or chunk, outer or inner, in its run, that train no model where
 *     it is held out; needs {@code kfold:N} or {@code chunks} in one of them
 * @param groups of targets with {@code model.alphaScope: group}: for {@code responses} a .npy array with an integer for
 *     each target, for a dataset a column of its units, {@code label} when empty
 * @param predictions keep the predictions of held-out samples in the folder predictions, which {@code compare} reads
 */
public record EncodeConfig(
        String input,
        String output,
        List<FeatureSpaceConfig> features,
        String responses,
        String runs,
        String signal,
        RidgeConfig model,
        String outer,
        WeightsConfig weights,
        Integer tile,
        Boolean nullShifts,
        ChanceConfig test,
        List<List<String>> repeats,
        String maxMemory,
        Integer purge,
        String groups,
        Boolean predictions) {
    private static final Pattern OUTER = Pattern.compile("runs|(runs|kfold):([2-9]|[1-9]\\d{1,8})");
    private static final int TILE = 2000;

    /** Fills defaults and checks values. */
    public EncodeConfig {
        input = or(input, "");
        output = or(output, "");
        features = listOr(features, List.of(FeatureSpaceConfig.ofSource("events")));
        responses = or(responses, "");
        runs = or(runs, "");
        signal = or(signal, "clean");
        model = or(model, RidgeConfig.defaults());
        outer = or(outer, "runs");
        weights = or(weights, WeightsConfig.AUTO);
        int whole = model.kind() == ModelKind.BANDED ? Integer.MAX_VALUE : TILE;
        tile = range("tile", or(tile, whole), 1, Integer.MAX_VALUE);
        nullShifts = or(nullShifts, true);
        test = or(test, ChanceConfig.defaults());
        repeats = checkedRepeats(listOr(repeats, List.of()));
        maxMemory = or(maxMemory, "");
        MemorySize.bytes("maxMemory", maxMemory);
        if (!OUTER.matcher(outer).matches()) {
            String often = outer.startsWith("chunks")
                    ? ": chunks drawn at random hold out a sample several times or never, which leaves no score over all"
                            + " samples; use them to choose penalties (model.inner: chunks:LENGTH:SHARE:DRAWS)"
                    : "";
            throw new ConfigException("outer: " + outer + often + "; allowed: runs, runs:N, kfold:N");
        }
        purge = range("purge", or(purge, 0), 0, Integer.MAX_VALUE);
        boolean wholeRuns = outer.startsWith("runs");
        if (purge > 0 && wholeRuns && List.of("runs", "leave-one-out").contains(model.inner())) {
            throw new ConfigException("purge: " + purge + " does nothing with outer: " + outer + " and model.inner: "
                    + model.inner()
                    + ", which hold out whole runs or single samples; leave it out, or use outer: kfold:N,"
                    + " model.inner: kfold:N or chunks:LENGTH:SHARE:DRAWS");
        }
        groups = or(groups, "");
        predictions = or(predictions, false);
        checkGroups(model.alphaScope(), groups, responses);
        if (model.kind() == ModelKind.BANDED && features.size() < 2) {
            throw new ConfigException("model.kind: banded needs two feature spaces or more (features:), found "
                    + features.size() + "; use kind: ridge for one");
        }
        checkKernels(features, model);
        checkPartition(features.size(), model);
        requireNames(features);
        if (features.isEmpty()) {
            throw new ConfigException("features: is empty; give at least one feature space, e.g. source: events");
        }
    }

    private static void checkKernels(List<FeatureSpaceConfig> features, RidgeConfig model) {
        for (FeatureSpaceConfig space : features) {
            String kernel = "features.kernel: " + space.kernel().type().key() + " of the space " + space.name();
            if (space.curved() && model.kind() != ModelKind.BANDED) {
                throw new ConfigException(kernel + " needs model.kind: banded, found "
                        + model.kind().key()
                        + "; use model.kind: kernel and model.kernel for one kernel of all features");
            }
            if (space.kernel().type() == KernelConfig.Type.SIGMOID && model.byGradient()) {
                throw new ConfigException(kernel + " does not go with model.bands.search: gradient, which needs kernels"
                        + " without negative eigenvalues; use search: random");
            }
        }
    }

    private static void checkPartition(int spaces, RidgeConfig model) {
        if (!model.bands().partition()) {
            return;
        }
        if (model.kind() != ModelKind.BANDED) {
            throw new ConfigException("model.bands.partition needs model.kind: banded, found "
                    + model.kind().key() + "; leave it out, or give each feature space a penalty of its own");
        }
        if (spaces > BandsConfig.MOST_PARTITIONED) {
            throw new ConfigException("model.bands.partition: " + spaces + " feature spaces have "
                    + ((1L << spaces) - 2) + " subsets to fit; allowed: up to " + BandsConfig.MOST_PARTITIONED
                    + " spaces; join spaces that belong together");
        }
    }

    private static void requireNames(List<FeatureSpaceConfig> features) {
        Map<String, String> sources = new HashMap<>();
        for (FeatureSpaceConfig space : features) {
            String other = sources.put(space.name(), space.source());
            if (other != null) {
                throw new ConfigException("features: " + other + " and " + space.source() + " are both called "
                        + space.name() + "; give each feature space a name of its own (features.name), e.g. - {name: "
                        + space.name() + "2, source: " + space.source() + "}");
            }
        }
    }

    private static void checkGroups(RidgeConfig.AlphaScope scope, String groups, String responses) {
        boolean byGroup = scope == RidgeConfig.AlphaScope.GROUP;
        if (!byGroup && !groups.isEmpty()) {
            throw new ConfigException("groups: " + groups + " does nothing with model.alphaScope: " + scope.key()
                    + "; use model.alphaScope: group, or leave it out");
        }
        if (byGroup && groups.isEmpty() && !responses.isEmpty()) {
            throw new ConfigException("model.alphaScope: group with responses: " + responses
                    + " needs groups: G.npy (--groups), an integer for each target");
        }
    }

    private static List<List<String>> checkedRepeats(List<List<String>> sets) {
        long runs = sets.stream().flatMap(List::stream).count();
        long different = sets.stream().flatMap(List::stream).distinct().count();
        int size = sets.isEmpty() ? 2 : sets.get(0).size();
        if (size < 2 || runs != different || sets.stream().anyMatch(set -> set.size() != size)) {
            throw new ConfigException("repeats: " + sets
                    + "; allowed: sets of as many runs each, at least two, no run twice, e.g. [[run-1, run-2]]");
        }
        return sets.stream().map(List::copyOf).toList();
    }

    /** Whether bands have kernels that give their features no weights. */
    public boolean bandKernels() {
        return features.stream().anyMatch(FeatureSpaceConfig::curved);
    }

    /** The settings with what the command needs present. */
    public EncodeConfig checked() {
        Settings.require(output, "output");
        if (responses.isEmpty()) {
            Settings.require(input, "input");
        } else if (features.stream().anyMatch(f -> !f.array())) {
            throw new ConfigException("features: --responses needs --features X.npy (an array), found source: "
                    + features.get(0).source());
        }
        return this;
    }

    /** The same settings with another size of tiles. */
    public EncodeConfig withTile(int targets) {
        return with(output, model, weights, targets, maxMemory);
    }

    /** The same settings with another choice of weights. */
    public EncodeConfig withWeights(WeightsConfig other) {
        return with(output, model, other, tile, maxMemory);
    }

    /** The same settings with other penalties. */
    public EncodeConfig withAlphas(List<Double> alphas) {
        return with(output, model.withAlphas(alphas), weights, tile, maxMemory);
    }

    /** The same settings with other inner folds. */
    public EncodeConfig withInner(String folds) {
        return with(output, model.withInner(folds), weights, tile, maxMemory);
    }

    /** What the results depend on: the settings without the place of the results and without limits. */
    public EncodeConfig withoutOutput() {
        return with("", model, weights, tile, "");
    }

    private EncodeConfig with(String to, RidgeConfig encoder, WeightsConfig kept, int targets, String limit) {
        return new EncodeConfig(
                input,
                to,
                features,
                responses,
                runs,
                signal,
                encoder,
                outer,
                kept,
                targets,
                nullShifts,
                test,
                repeats,
                limit,
                purge,
                groups,
                predictions);
    }
}
