package org.neurobeam.ingest.vocabulary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.neurobeam.ingest.vocabulary.NeuronList.NeuronListing;

/**
 * The 302 neurons of the C. elegans hermaphrodite, 300 of which have a slot: slot = rank of the label in plain string
 * order (AS1, AS10, AS11, AS2, ...). Immutable.
 */
public final class Vocabulary {
    private static final Pattern PADDED = Pattern.compile("^([A-Z]+)0+([1-9])$");
    private static final Pattern MALE =
            Pattern.compile("C[AP]0?[1-9]|CEM[DV][LR]|DX[1-3]|EF[1-3]|DVE|DVF|HO[AB]|MCM[LR]|PC[ABC][LR]|PDC|PGA"
                    + "|PHD[LR]|PV[VXYZ]|R[1-9][AB][LR]|SP[CDV][LR]");
    private static final Pattern MUSCLE =
            Pattern.compile("BWM-?[DV][LR]\\d+|[DV]BWM[LR]\\d+|M[DV][LR]\\d+|PM[1-9](D|V[LR]|[LR])?|[UV]M[12][AP]?[LR]?"
                    + "|MU_.+|(AIL|AOB|CDL|DSP|VSP|DSR|VSR|GEC|GRT|PIL|POB|POL)[LR]|DGL[LR][1-8]");
    private static final Pattern GLIA = Pattern.compile(
            "GLR(D|V)?[LR]|(CEP|IL|OLQ)S[HO][DV][LR]|(ADE|AM|IL|OLL|PDE|PH)S[HO][LR]" + "|R[1-9]S[HO][LR]");
    private static final Pattern OTHER = Pattern.compile(
            "BM|E[123](D|V[LR]|[LR])?|EXC_?(CELL|GL)|G1(A[LR]|P)|G2[LR]|GONAD|HMC|HYP\\d*|INT|MC[123](D[LR]|V)|PROCTODEUM");

    private final NeuronListing listing;
    private final Map<String, List<String>> stems;

    private Vocabulary(NeuronListing listing) {
        this.listing = listing;
        this.stems = stems(listing);
    }

    private static final class Hermaphrodite {
        private static final Vocabulary INSTANCE = new Vocabulary(NeuronList.read("celegans-neurons.csv"));
    }

    /** The one list there is, read once. */
    public static Vocabulary hermaphrodite() {
        return Hermaphrodite.INSTANCE;
    }

    /**
     * The canonical spelling: trimmed, upper case, without the zero padding of a one-digit suffix (DA01 is DA1,
     * avfl is AVFL; AS10, I1L and VB2 stay). Idempotent.
     */
    public static String canonical(String name) {
        return PADDED.matcher(name.strip().toUpperCase(Locale.ROOT)).replaceFirst("$1$2");
    }

    /** The number of labels with a slot: 300. */
    public int size() {
        return listing.labels().size();
    }

    /** All 302 neurons in the order of the list. */
    public List<Neuron> neurons() {
        return listing.neurons();
    }

    /** The 300 labels; the index is the slot. */
    public List<String> labels() {
        return listing.labels();
    }

    /** Whether a spelling is one of the 300 labels, exactly. */
    public boolean isLabel(String name) {
        return listing.slots().containsKey(name);
    }

    /** The slot of an exact label, 0 to 299. */
    public OptionalInt slot(String label) {
        Integer slot = listing.slots().get(label);
        return slot == null ? OptionalInt.empty() : OptionalInt.of(slot);
    }

    /** The label of a slot from 0 to 299. */
    public String label(int slot) {
        if (slot < 0 || slot >= size()) {
            throw new IllegalArgumentException("slot is " + slot + ", expected 0 to " + (size() - 1));
        }
        return listing.labels().get(slot);
    }

    /** One of the 302 by its exact label. */
    public Optional<Neuron> neuron(String label) {
        return Optional.ofNullable(listing.byLabel().get(label));
    }

    /** The cell on the other side of the body: AVAL for AVAR; empty for single cells. */
    public Optional<String> mate(String label) {
        return neuron(label).filter(n -> n.side() != Side.NONE).map(Vocabulary::mirrored);
    }

    /** The members of a class in the order of the list, e.g. SAADL, SAADR, SAAVL, SAAVR of SAA; none if there is no such class. */
    public List<String> classMembers(String neuronClass) {
        return listing.classes().getOrDefault(neuronClass, List.of());
    }

    /** The labels that a stem lacks only the side of, e.g. SAADL and SAADR of SAAD; none where the stem is itself a label. */
    public List<String> sidesOf(String stem) {
        return isLabel(stem) ? List.of() : stems.getOrDefault(stem, List.of());
    }

    /** What kind of cell a name stands for in any spelling; empty when the name is not known at all. */
    public Optional<CellKind> kind(String name) {
        String cell = canonical(name);
        if (isLabel(cell) || MALE.matcher(cell).matches()) {
            return Optional.of(CellKind.NEURON);
        }
        if (listing.byLabel().containsKey(cell)) {
            return Optional.of(CellKind.END_ORGAN);
        }
        if (MUSCLE.matcher(cell).matches()) {
            return Optional.of(CellKind.MUSCLE);
        }
        if (GLIA.matcher(cell).matches()) {
            return Optional.of(CellKind.GLIA);
        }
        return OTHER.matcher(cell).matches() ? Optional.of(CellKind.OTHER) : Optional.empty();
    }

    private static String mirrored(Neuron neuron) {
        String stem = neuron.label().substring(0, neuron.label().length() - 1);
        return stem + (neuron.side() == Side.LEFT ? Side.RIGHT : Side.LEFT).word();
    }

    private static Map<String, List<String>> stems(NeuronListing listing) {
        Map<String, List<String>> stems = new LinkedHashMap<>();
        for (String label : listing.labels()) {
            if (label.endsWith("L") || label.endsWith("R")) {
                stems.computeIfAbsent(label.substring(0, label.length() - 1), stem -> new ArrayList<>())
                        .add(label);
            }
        }
        stems.replaceAll((stem, labels) -> List.copyOf(labels));
        return stems;
    }
}
