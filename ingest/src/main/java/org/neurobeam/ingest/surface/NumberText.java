package org.neurobeam.ingest.surface;

import java.util.function.Consumer;

/** Splits text that comes in pieces into words at white space, and counts the lines that hold words. */
final class NumberText implements XmlSource.TextSink {
    /** No number is longer; a longer word is given as it stands and fails there. */
    private static final int LONGEST = 400;

    private final Consumer<String> words;
    private final StringBuilder word = new StringBuilder();
    private int lines;
    private long count;
    private boolean lineHasWords;

    NumberText(Consumer<String> words) {
        this.words = words;
    }

    @Override
    public void accept(char[] text, int start, int length) {
        for (int i = start; i < start + length; i++) {
            char c = text[i];
            if (c > ' ' && word.length() < LONGEST) {
                word.append(c);
                continue;
            }
            flush();
            if (c == '\n') {
                endLine();
            }
        }
    }

    private void flush() {
        if (!word.isEmpty()) {
            words.accept(word.toString());
            word.setLength(0);
            count++;
            lineHasWords = true;
        }
    }

    private void endLine() {
        lines += lineHasWords ? 1 : 0;
        lineHasWords = false;
    }

    /** Gives the last word. */
    void finish() {
        flush();
        endLine();
    }

    /** Lines with at least one word. */
    int lines() {
        return lines;
    }

    /** Words given. */
    long count() {
        return count;
    }
}
