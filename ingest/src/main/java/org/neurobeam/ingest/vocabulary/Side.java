package org.neurobeam.ingest.vocabulary;

/** The side of the body a cell's name states; only cells with a mirror cell have one. */
public enum Side {
    LEFT("L"),
    RIGHT("R"),
    NONE("none");

    private final String word;

    Side(String word) {
        this.word = word;
    }

    /** As the tables spell it: L, R or none. */
    public String word() {
        return word;
    }

    /** The side a word of the tables stands for. */
    static Side of(String word) {
        for (Side side : values()) {
            if (side.word.equals(word)) {
                return side;
            }
        }
        throw new IllegalArgumentException("side is '" + word + "', expected L, R or none");
    }
}
