package org.neurobeam.pipelines.flow.encode;

import org.neurobeam.encoders.score.AlgonautsAccuracy;
import org.neurobeam.encoders.score.SplitHalfReliability;
import org.neurobeam.pipelines.config.Convention;
import org.neurobeam.pipelines.config.EncodeConfig;

/** What the methods paragraph says about repeats: a sentence for each convention, with the work that defines it. */
final class RepeatsText {
    private final EncodeConfig config;
    private final MethodsText text;

    RepeatsText(EncodeConfig config, MethodsText text) {
        this.config = config;
        this.text = text;
    }

    /** Nothing without repeats. */
    void write() {
        if (config.repeats().isEmpty()) {
            return;
        }
        int ref = text.cite(
                "Schoppe O, Harper NS, Willmore BDB, King AJ, Schnupp JWH (2016). Measuring the performance of neural"
                        + " models. Frontiers in Computational Neuroscience 10:10.",
                "10.3389/fncom.2016.00010");
        int variance = text.cite(
                "Hsu A, Borst A, Theunissen FE (2004). Quantifying variability in neural responses and its application"
                        + " for the validation of model predictions. Network 15:91-109.",
                "10.1088/0954-898X_15_2_002");
        text.say("Runs " + config.repeats() + " showed the same stimulus: CC norm is the correlation of the mean"
                + " held-out prediction with the mean response over repeats, divided by the largest correlation that"
                + " any model can reach, CC max [" + ref + "]; explainable variance was corrected for the number of"
                + " repeats [" + variance + "].");
        config.conventions().forEach(c -> convention(c, variance));
    }

    private void convention(Convention convention, int variance) {
        switch (convention) {
            case NSD ->
                text.say(
                        "The noise ceiling of the Natural Scenes Dataset is the largest r2 with the mean of the repeats,"
                                + " in percent [" + nsd() + "].");
            case ALGONAUTS_2023 -> algonauts();
            case BRAIN_SCORE -> brainScore();
            case NAYEBI_2023 -> nayebi();
            case FEVE ->
                text.say(
                        "FEVe is the share of the explainable variance of single trials that held-out predictions explain"
                                + " ["
                                + text.cite(
                                        "Cadena SA, Denfield GH, Walker EY, et al. (2019). Deep convolutional models improve"
                                                + " predictions of macaque V1 responses to natural images. PLoS Computational"
                                                + " Biology 15:e1006897.",
                                        "10.1371/journal.pcbi.1006897")
                                + "].");
            case SIGNAL_POWER ->
                text.say("Signal power is the variance that the repeats share ["
                        + text.cite(
                                "Sahani M, Linden JF (2003). How linear are auditory cortical responses? Advances in"
                                        + " Neural Information Processing Systems 15:125-132.",
                                "")
                        + "].");
            case ORACLE ->
                text.say("The oracle is the correlation of each repeat with the mean of the others ["
                        + text.cite(
                                "Lurz KK, Bashiri M, Willeke K, et al. (2021). Generalization in data-driven models of"
                                        + " primary visual cortex. International Conference on Learning Representations.",
                                "10.1101/2020.10.05.326256")
                        + "].");
            case NCC ->
                text.say("The noise-corrected correlation divides by the root of the corrected explainable variance ["
                        + variance + "].");
        }
    }

    private int nsd() {
        return text.cite(
                "Allen EJ, St-Yves G, Wu Y, et al. (2022). A massive 7T fMRI dataset to bridge cognitive neuroscience and"
                        + " artificial intelligence. Nature Neuroscience 25:116-126.",
                "10.1038/s41593-021-00962-x");
    }

    private void algonauts() {
        int ref = text.cite(
                "Gifford AT, Lahner B, Saba-Sadiya S, et al. (2023). The Algonauts Project 2023 challenge: how the human"
                        + " brain makes sense of natural scenes. arXiv:2301.03198.",
                "10.48550/arXiv.2301.03198");
        text.say(
                "Noise-normalised accuracy is r^2 of the mean held-out prediction and the mean of the repeats over their"
                        + " noise ceiling NC, in percent and at most 100, 0 for negative r [" + ref
                        + "]; targets with NC < "
                        + AlgonautsAccuracy.DEFAULT_THRESHOLD + " were excluded.");
    }

    private void brainScore() {
        int ref = text.cite(
                "Schrimpf M, Kubilius J, Hong H, et al. (2018). Brain-Score: which artificial neural network for object"
                        + " recognition is most brain-like? bioRxiv 407007.",
                "10.1101/407007");
        text.say("The score after Brain-Score is r^2 over the reliability of the mean of the repeats, which is the"
                + " correlation of random halves corrected after Spearman and Brown, mean over "
                + SplitHalfReliability.DEFAULT_SPLITS + " pairs of halves [" + ref + "].");
    }

    private void nayebi() {
        int ref = text.cite(
                "Nayebi A, Rajalingham R, Jazayeri M, Yang GR (2023). Neural foundations of mental simulation: future"
                        + " prediction of latent representations on dynamic scenes. Advances in Neural Information"
                        + " Processing Systems 36.",
                "10.48550/arXiv.2305.11772");
        text.say(
                "Noise-corrected consistency is r of held-out predictions and responses over the root of the reliabilities"
                        + " of both, from fits to random halves of the repeats at the same penalties, mean over the halves and"
                        + " then over folds [" + ref + "].");
    }
}
