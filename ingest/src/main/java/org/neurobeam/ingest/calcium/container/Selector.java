package org.neurobeam.ingest.calcium.container;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a tree: a path ({@code a/b}) in HDF5 and NWB, {@code VAR(i).field} in MATLAB with i from 1, a pointer
 * ({@code /a/0/b}) in JSON, and a plain name elsewhere. {@code *} is every member or element, {@code -1} the last member. {@code name@attribute} is
 * an attribute.
 */
public final class Selector {
    private static final Pattern MATLAB_STEP = Pattern.compile("\\(([^)]*)\\)|([^.()]+)");
    private static final String ALL = "*";
    private static final String LAST = "-1";

    private final List<Step> steps;

    private Selector(List<Step> steps) {
        this.steps = steps;
    }

    private record Step(String name, boolean isIndex) {}

    /**
     * What a selector found.
     *
     * @param key name or 1-based number that its last {@code *} stands for; empty without one
     * @param item the value
     */
    public record Found(String key, Item item) {}

    /**
     * A selector in the notation of a format.
     *
     * @param format as {@link Container#format} names it
     */
    public static Selector of(String text, String format) {
        List<Step> steps = new ArrayList<>();
        switch (format) {
            case "matlab5", "matlab73" -> {
                Matcher step = MATLAB_STEP.matcher(text);
                while (step.find()) {
                    boolean isIndex = step.group(1) != null;
                    steps.add(new Step(isIndex ? step.group(1) : step.group(2), isIndex));
                }
            }
            case "hdf5", "nwb" -> {
                for (String name : text.split("/")) {
                    if (!name.isEmpty()) {
                        steps.add(new Step(name, false));
                    }
                }
            }
            case "json", "wcon" ->
                Arrays.stream(text.split("/", -1))
                        .skip(text.startsWith("/") ? 1 : 0)
                        .map(name -> name.replace("~1", "/").replace("~0", "~"))
                        .forEach(name -> steps.add(new Step(name, false)));
            default -> steps.add(new Step(text, false));
        }
        return new Selector(List.copyOf(steps));
    }

    /** A name in the notation of a format, when it stands for {@code {each}} or {@code {recording}}. */
    public static String escaped(String name, String format) {
        return format.equals("json") || format.equals("wcon")
                ? name.replace("~", "~0").replace("/", "~1")
                : name;
    }

    /** Everything it finds, in the order of the file; nothing where a part of the path is absent. */
    public List<Found> find(Item.Folder root) {
        List<Found> found = List.of(new Found("", root));
        for (Step step : steps) {
            List<Found> next = new ArrayList<>();
            for (Found at : found) {
                step(step, at, next);
            }
            found = next;
        }
        return found;
    }

    private static void step(Step step, Found at, List<Found> into) {
        if (at.item() instanceof Item.Folder folder) {
            inFolder(step, at, folder, into);
        } else if (at.item() instanceof Item.Cells cells) {
            inCells(step, at, cells, into);
        } else if (at.item() instanceof Item.Texts texts && !step.name.equals(ALL)) {
            int i = index(step, texts.values().size());
            if (i >= 0) {
                into.add(new Found(
                        at.key(), new Item.Texts(List.of(texts.values().get(i)))));
            }
        } else if (step.isIndex && step.name.matches("1|\\*")) {
            // in MATLAB a single value is an array of one
            into.add(at);
        }
    }

    private static void inFolder(Step step, Found at, Item.Folder folder, List<Found> into) {
        if (step.isIndex) {
            if (step.name.equals("1") || step.name.equals(ALL)) {
                into.add(step.name.equals(ALL) ? new Found("1", folder) : at);
            }
        } else if (step.name.equals(ALL)) {
            folder.names().forEach(name -> folder.child(name).ifPresent(item -> into.add(new Found(name, item))));
        } else {
            List<String> names = folder.names();
            String name = step.name.equals(LAST) && !names.isEmpty() ? names.get(names.size() - 1) : step.name;
            folder.child(name).ifPresent(item -> into.add(new Found(at.key(), item)));
        }
    }

    private static void inCells(Step step, Found at, Item.Cells cells, List<Found> into) {
        if (step.name.equals(ALL)) {
            for (int i = 0; i < cells.size(); i++) {
                into.add(new Found(Integer.toString(i + 1), cells.get(i)));
            }
            return;
        }
        int i = index(step, cells.size());
        if (i >= 0) {
            into.add(new Found(at.key(), cells.get(i)));
        }
    }

    private static int index(Step step, int size) {
        if (!step.name.matches("\\d{1,9}")) {
            return -1;
        }
        int i = Integer.parseInt(step.name) - (step.isIndex ? 1 : 0);
        return i < size ? i : -1;
    }
}
