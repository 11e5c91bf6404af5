package org.neurobeam.pipelines.flow.compare;

import java.util.ArrayList;
import java.util.List;
import org.neurobeam.pipelines.config.CompareConfig;
import org.neurobeam.pipelines.report.Methods;

/** The methods paragraph of a comparison. */
final class ComparisonMethods {
    private final CompareConfig config;
    private final List<String> sentences = new ArrayList<>();
    private final List<Methods.Reference> references = new ArrayList<>();

    ComparisonMethods(CompareConfig config) {
        this.config = config;
    }

    Methods methods() {
        int bootstrap = cite(
                "Künsch HR (1989). The jackknife and the bootstrap for general stationary observations. Annals of"
                        + " Statistics 17:1217-1241.",
                "10.1214/aos/1176347265");
        sentences.add(
                "Two encoders were compared by their predictions of the same held-out samples, without fitting them"
                        + " again. Intervals of the difference of Pearson r hold 95 percent of " + config.draws()
                        + " draws with replacement of blocks of about " + config.block()
                        + " consecutive samples within runs, the same blocks for both models, the responses and all targets ["
                        + bootstrap + "] (seed " + config.seed()
                        + "); they hold the noise of the held-out samples, not that of the"
                        + " fits.");
        sentences.add(test());
        sentences.add(correction());
        return new Methods(sentences, references);
    }

    private String test() {
        return switch (config.test()) {
            case BLOCK_BOOTSTRAP ->
                "The one-sided p-value that the first model is better is (1 + draws with a difference of at most 0) / (1 +"
                        + " draws); the two-sided one is twice the smaller of both sides.";
            case SIGN_FLIP -> {
                int ref = cite(
                        "Nichols TE, Holmes AP (2002). Nonparametric permutation tests for functional neuroimaging: a"
                                + " primer with examples. Human Brain Mapping 15:1-25.",
                        "10.1002/hbm.1058");
                yield "p-values come from random signs of the differences of squared errors of blocks, which is a test of"
                        + " the difference of R2: p = (1 + draws that reach the sum) / (1 + draws) [" + ref + "].";
            }
            case BLOCK_PERMUTATION ->
                "p-values come from random orders of the blocks of the responses within runs against the difference of the"
                        + " standardised predictions, p = (1 + draws that reach the difference of r) / (1 + draws);"
                        + " the test is conservative where both models predict well.";
        };
    }

    private String correction() {
        return switch (config.correction()) {
            case NONE -> "They were not corrected for the number of targets.";
            case BH ->
                "They were corrected for the false discovery rate over the targets of a group ["
                        + cite(
                                "Benjamini Y, Hochberg Y (1995). Controlling the false discovery rate: a practical and"
                                        + " powerful approach to multiple testing. Journal of the Royal Statistical"
                                        + " Society B 57:289-300.",
                                "10.1111/j.2517-6161.1995.tb02031.x")
                        + "].";
            case BY ->
                "They were corrected for the false discovery rate under any dependence of the targets of a group ["
                        + cite(
                                "Benjamini Y, Yekutieli D (2001). The control of the false discovery rate in multiple"
                                        + " testing under dependency. Annals of Statistics 29:1165-1188.",
                                "10.1214/aos/1013699998")
                        + "].";
            case HOLM ->
                "They were corrected for the chance of any false discovery over the targets of a group ["
                        + cite(
                                "Holm S (1979). A simple sequentially rejective multiple test procedure. Scandinavian"
                                        + " Journal of Statistics 6:65-70.",
                                "")
                        + "].";
        };
    }

    private int cite(String text, String doi) {
        references.add(new Methods.Reference(text, doi));
        return references.size();
    }
}
