package org.neurobeam.pipelines.flow.encode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.neurobeam.pipelines.config.BandsConfig;
import org.neurobeam.pipelines.config.ChanceConfig;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.config.FeatureSpaceConfig;
import org.neurobeam.pipelines.config.InnerChunks;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.pipelines.report.Methods;

/** The methods paragraph of a report, with the works it cites. */
final class MethodsText {
    private final EncodeConfig config;
    private final List<String> sentences = new ArrayList<>();
    private final List<Methods.Reference> references = new ArrayList<>();

    MethodsText(EncodeConfig config) {
        this.config = config;
    }

    Methods methods() {
        sentences.add("Encoding models were fitted with Neurobeam " + BuildInfo.version() + ".");
        config.features().forEach(this::features);
        solver();
        scores();
        return new Methods(sentences, references);
    }

    /** Adds a sentence. */
    void say(String sentence) {
        sentences.add(sentence);
    }

    /** Adds a work where it is new, and gives its number; the DOI may be empty. */
    int cite(String text, String doi) {
        Methods.Reference work = new Methods.Reference(text, doi);
        if (!references.contains(work)) {
            references.add(work);
        }
        return references.indexOf(work) + 1;
    }

    private void features(FeatureSpaceConfig space) {
        if ("events".equals(space.source())) {
            int ref = cite(
                    "Glover GH (1999). Deconvolution of impulse response in event-related BOLD fMRI. NeuroImage 9:416-429.",
                    "10.1006/nimg.1998.0419");
            sentences.add(
                    "Features (\"" + space.name() + "\") were one regressor for each trial type: the events convolved"
                            + " with the hemodynamic response \"" + space.hrf() + "\" [" + ref + "] on a grid of "
                            + space.oversampling() + " points in one repetition time.");
        } else {
            sentences.add("Features (\"" + space.name() + "\") came from " + space.source() + ".");
        }
        if (!space.delays().isEmpty()) {
            int ref = cite(
                    "Nishimoto S, Vu AT, Naselaris T, Benjamini Y, Yu B, Gallant JL (2011). Reconstructing visual"
                            + " experiences from brain activity evoked by natural movies. Current Biology 21:1641-1646.",
                    "10.1016/j.cub.2011.08.031");
            sentences.add(
                    "They were delayed by " + space.delays() + " volumes within each run, so that the response of each"
                            + " voxel is estimated as a finite impulse response [" + ref + "].");
        }
        if (!space.prior().none()) {
            int ref = cite(
                    "Nunez-Elizalde AO, Huth AG, Gallant JL (2019). Voxelwise encoding models with non-spherical"
                            + " multivariate normal priors. NeuroImage 197:482-492.",
                    "10.1016/j.neuroimage.2019.04.012");
            sentences.add("Their weights had a multivariate normal prior [" + ref + "] whose covariance was \""
                    + space.prior().delays() + "\" over delays"
                    + (space.prior().features().isEmpty()
                            ? "."
                            : " and that in " + space.prior().features() + " over features."));
        }
        if (space.control() != FeatureSpaceConfig.Control.NONE) {
            sentences.add("This is a control analysis (" + space.control() + ").");
        }
    }

    private void solver() {
        switch (config.model().kind()) {
            case BANDED -> banded();
            case KERNEL -> kernel();
            case RIDGE -> ridge();
            case FRACTIONAL -> fractional();
            case PLS -> pls();
            case LASSO -> lasso();
        }
        if (config.model().penalised()) {
            penalties();
        }
    }

    private void fractional() {
        int ref = cite(
                "Rokem A, Kay K (2020). Fractional ridge regression: a fast, interpretable reparameterization of ridge"
                        + " regression. GigaScience 9:giaa133.",
                "10.1093/gigascience/giaa133");
        sentences.add("Fractional ridge regression [" + ref
                + "] chose for each target the length of its weights relative"
                + " to least squares from " + config.model().fractional().fractions() + " by " + inner()
                + " within the training samples (criterion: " + config.model().criterion() + ").");
    }

    private void pls() {
        int ref = cite(
                "Geladi P, Kowalski BR (1986). Partial least-squares regression: a tutorial. Analytica Chimica Acta"
                        + " 185:1-17.",
                "10.1016/0003-2670(86)80028-9");
        sentences.add("Partial least squares regression [" + ref + "] of all targets together used up to "
                + config.model().pls().components() + " components, their number chosen for each target by " + inner()
                + " within the training samples (criterion: " + config.model().criterion() + ").");
    }

    private void lasso() {
        int ref = cite(
                "Simon N, Friedman J, Hastie T, Tibshirani R (2013). A sparse-group lasso. Journal of Computational and"
                        + " Graphical Statistics 22:231-245.",
                "10.1080/10618600.2012.681250");
        sentences.add("Sparse group lasso [" + ref + "] penalised the absolute weights and, with a share of "
                + config.model().lasso().groupShare()
                + " of the penalty, the norms of the weights of each feature space.");
    }

    private void banded() {
        int first = cite(
                "Nunez-Elizalde AO, Huth AG, Gallant JL (2019). Voxelwise encoding models with non-spherical multivariate"
                        + " normal priors. NeuroImage 197:482-492.",
                "10.1016/j.neuroimage.2019.04.012");
        int second = cite(
                "Dupre la Tour T, Eickenberg M, Nunez-Elizalde AO, Gallant JL (2022). Feature-space selection with banded"
                        + " ridge regression. NeuroImage 264:119728.",
                "10.1016/j.neuroimage.2022.119728");
        boolean curved = config.bandKernels();
        sentences.add((curved ? "Multiple-kernel ridge regression [" : "Banded ridge regression [") + first + ", "
                + second + "] gave each of the " + config.features().size() + " feature spaces a weight of its own, "
                + search() + "; held-out samples took no part in the choice that predicted them.");
        splits();
        if (curved) {
            sentences.add("The kernels were "
                    + config.features().stream()
                            .map(space -> KernelSettings.describe(space.kernel()) + " for \"" + space.name() + "\"")
                            .distinct()
                            .collect(Collectors.joining(", "))
                    + ".");
        }
    }

    private void splits() {
        int weights = cite(
                "Johnson JW (2000). A heuristic method for estimating the relative weight of predictor variables in"
                        + " multiple regression. Multivariate Behavioral Research 35:1-19.",
                "10.1207/S15327906MBR3501_1");
        sentences.add(
                "What each feature space explains of held-out responses was split by the product measure, relative"
                        + " weights [" + weights
                        + "] and the correlation split, from sums over the held-out samples of all folds.");
        if (config.model().bands().partition()) {
            int parts = cite(
                    "Borcard D, Legendre P, Drapeau P (1992). Partialling out the spatial component of ecological"
                            + " variation. Ecology 73:1045-1055.",
                    "10.2307/1940179");
            sentences.add(
                    "Variance was partitioned into unique and shared parts by refits of every subset of the feature"
                            + " spaces on the same folds [" + parts + "].");
        }
    }

    private String search() {
        BandsConfig bands = config.model().bands();
        if (config.model().byGradient()) {
            return "found together with the penalty for each target by at most " + bands.iterations()
                    + " steps of gradient descent on the squared error of samples held out by " + inner()
                    + " within the training samples, starting from ridge with equal weights or with feature spaces of equal"
                    + " variance";
        }
        String candidates = bands.gammas().isEmpty()
                ? bands.candidates() + " mixtures (equal weights, then Dirichlet draws with concentrations "
                        + bands.concentrations() + ", seed " + bands.seed() + ")"
                : "the mixtures in " + bands.gammas();
        return "chosen for each target from " + candidates + " together with the penalty";
    }

    private void kernel() {
        int ref = cite(
                "Saunders C, Gammerman A, Vovk V (1998). Ridge regression learning algorithm in dual variables."
                        + " Proceedings of the 15th International Conference on Machine Learning, 515-521.",
                "");
        String text = KernelSettings.describe(config.model().kernel());
        sentences.add("Kernel ridge regression [" + ref + "] used one " + text + " kernel of all features.");
    }

    private void ridge() {
        int ref = cite(
                "Hoerl AE, Kennard RW (1970). Ridge regression: biased estimation for nonorthogonal problems."
                        + " Technometrics 12:55-67.",
                "10.1080/00401706.1970.10488634");
        sentences.add("Ridge regression [" + ref + "] minimised ||y - Xb||^2 + alpha ||b||^2"
                + (config.model().intercept() ? " with an unpenalised intercept" : "") + ".");
    }

    private String inner() {
        return switch (config.model().inner()) {
            case "leave-one-out" -> "closed-form leave-one-out";
            case "runs" -> "leave-one-run-out cross-validation";
            default ->
                InnerChunks.of(config.model().inner())
                        .map(c -> "holding out chunks of " + c.length() + " consecutive samples, a share of "
                                + c.share() + " in each of " + c.draws() + " random draws (seed " + c.seed() + ")")
                        .orElseGet(() -> config.model().inner().replace("kfold:", "")
                                + "-fold cross-validation over contiguous blocks");
        };
    }

    private String sharing() {
        String groups = config.groups().isEmpty() ? TargetGroups.COLUMN : config.groups();
        return switch (config.model().alphaScope()) {
            case TARGET -> "for each target";
            case GROUP -> "for each group of targets (" + groups + ") by the mean of their scores";
            case GLOBAL -> "for all targets together";
        };
    }

    private void penalties() {
        List<Double> grid = config.model().alphaGrid();
        sentences.add("The penalty alpha was chosen "
                + sharing() + " from "
                + grid.size() + " values between " + grid.get(0) + " and " + grid.get(grid.size() - 1) + " by "
                + inner()
                + " within the training samples (criterion: " + config.model().criterion() + ").");
    }

    private void scores() {
        String folds = config.outer().substring(config.outer().indexOf(':') + 1);
        String held = "runs".equals(config.outer())
                ? "one run held out at a time"
                : config.outer().startsWith("runs:")
                        ? folds + " folds of whole runs held out in turn"
                        : folds + " contiguous blocks held out in turn";
        sentences.add("Predictions of held-out samples (" + held
                + ") were scored by Pearson r, R2 = 1 - SSE/SST, explained variance 1 - var(measured - predicted)/"
                + "var(measured) and mean squared error over all held-out samples pooled.");
        if (config.purge() > 0) {
            sentences.add(config.purge()
                    + " samples on either side of a held-out block or chunk in its run were left out of training.");
        }
        if (config.nullShifts()) {
            sentences.add(
                    "The noise floor of each target is the 95th percentile of r between its response and circularly"
                            + " shifted predictions (shifts of at least 10 samples).");
        }
        chance(config.test());
        new RepeatsText(config, this).write();
    }

    private void chance(ChanceConfig test) {
        if (test.kind() == ChanceConfig.Kind.NONE) {
            return;
        }
        int ref = cite(
                "Nichols TE, Holmes AP (2002). Nonparametric permutation tests for functional neuroimaging: a primer with"
                        + " examples. Human Brain Mapping 15:1-25.",
                "10.1002/hbm.1058");
        String correction = switch (test.correction()) {
            case NONE -> "they were not corrected for the number of targets";
            case BH ->
                "they were corrected for the false discovery rate over all tested targets of a group (q) ["
                        + cite(
                                "Benjamini Y, Hochberg Y (1995). Controlling the false discovery rate: a practical and"
                                        + " powerful approach to multiple testing. Journal of the Royal Statistical"
                                        + " Society B 57:289-300.",
                                "10.1111/j.2517-6161.1995.tb02031.x")
                        + "]";
            case BY ->
                "they were corrected for the false discovery rate under any dependence of the tested targets of a group"
                        + " (q) ["
                        + cite(
                                "Benjamini Y, Yekutieli D (2001). The control of the false discovery rate in multiple"
                                        + " testing under dependency. Annals of Statistics 29:1165-1188.",
                                "10.1214/aos/1013699998")
                        + "]";
            case MAX ->
                "they were corrected for the family-wise error by the largest r of all tested targets of a group in each"
                        + " draw, the draws being the same for all targets (p_familywise) ["
                        + cite(
                                "Westfall PH, Young SS (1993). Resampling-based multiple testing: examples and methods for"
                                        + " p-value adjustment. Wiley, New York.",
                                "")
                        + "]";
        };
        sentences.add("One-sided p-values of r came from " + Significance.procedure(test)
                + " of the measured responses against fixed held-out predictions, p = (1 + draws that reach r) / (1 +"
                + " draws) [" + ref + "]; " + correction + ".");
    }
}
