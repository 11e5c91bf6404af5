package org.neurobeam.ingest.bids;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A BIDS file name: {@code key-value_key-value_suffix.ext}.
 *
 * <p>Reading keeps the order of the name and unknown entities; {@link #canonical()} brings the entities into the order
 * of the standard.
 *
 * @param entities key to value in the order of the name, unmodifiable
 * @param suffix last part before the extension, e.g. {@code bold}
 * @param extension with its dot, e.g. {@code .nii.gz}; empty for none
 */
public record BidsName(Map<String, String> entities, String suffix, String extension) {
    /** Short entity names in the order in which BIDS 1.10 writes them. */
    static final List<String> ORDER = List.of(
            "sub",
            "tpl",
            "cohort",
            "ses",
            "sample",
            "task",
            "tracksys",
            "acq",
            "nuc",
            "voi",
            "ce",
            "trc",
            "stain",
            "rec",
            "dir",
            "run",
            "mod",
            "echo",
            "flip",
            "inv",
            "mt",
            "part",
            "proc",
            "hemi",
            "space",
            "split",
            "recording",
            "chunk",
            "seg",
            "res",
            "den",
            "atlas",
            "scale",
            "label",
            "contrast",
            "stat",
            "measure",
            "from",
            "to",
            "mode",
            "desc");

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]+");
    private static final Pattern SUFFIX = Pattern.compile("[A-Za-z0-9]+");

    /** @throws IllegalArgumentException for a key, value, suffix or extension that a file name cannot hold */
    public BidsName {
        entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
        entities.forEach(BidsName::requireEntity);
        if (!SUFFIX.matcher(suffix).matches()) {
            throw new IllegalArgumentException("suffix '" + suffix + "' is not letters and digits");
        }
        if (extension.indexOf('/') >= 0 || (!extension.isEmpty() && !extension.startsWith("."))) {
            throw new IllegalArgumentException("extension '" + extension + "' does not start with a dot");
        }
    }

    private static void requireEntity(String key, String value) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("entity key '" + key + "' is not letters and digits");
        }
        if (value.isEmpty() || value.indexOf('_') >= 0 || value.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    "value '" + value + "' of entity " + key + " is empty or has an underscore or slash");
        }
    }

    /** A name without entities, to be completed by {@link #with}. */
    public static BidsName of(String suffix, String extension) {
        return new BidsName(Map.of(), suffix, extension);
    }

    /**
     * Takes a file name apart.
     *
     * @param fileName name, with or without folders before it
     * @return empty when it is not made of {@code key-value} parts and a suffix, or a key occurs twice
     */
    public static Optional<BidsName> parse(String fileName) {
        String name = fileName.substring(fileName.lastIndexOf('/') + 1);
        String[] parts = name.split("_", -1);
        Map<String, String> entities = new LinkedHashMap<>();
        for (int i = 0; i < parts.length - 1; i++) {
            int dash = parts[i].indexOf('-');
            if (dash <= 0 || dash == parts[i].length() - 1) {
                return Optional.empty();
            }
            String key = parts[i].substring(0, dash);
            if (!KEY.matcher(key).matches() || entities.put(key, parts[i].substring(dash + 1)) != null) {
                return Optional.empty();
            }
        }
        String last = parts[parts.length - 1];
        int dot = last.indexOf('.');
        String suffix = dot < 0 ? last : last.substring(0, dot);
        if (!SUFFIX.matcher(suffix).matches()) {
            return Optional.empty();
        }
        return Optional.of(new BidsName(entities, suffix, dot < 0 ? "" : last.substring(dot)));
    }

    /** The value of an entity, by its short name. */
    public Optional<String> entity(String key) {
        return Optional.ofNullable(entities.get(key));
    }

    /** This name with one entity added or replaced. */
    public BidsName with(String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(entities);
        changed.put(key, value);
        return new BidsName(changed, suffix, extension);
    }

    /** This name with one entity taken away, if it was there. */
    public BidsName without(String key) {
        Map<String, String> changed = new LinkedHashMap<>(entities);
        changed.remove(key);
        return new BidsName(changed, suffix, extension);
    }

    /** This name with another suffix and extension. */
    public BidsName as(String newSuffix, String newExtension) {
        return new BidsName(entities, newSuffix, newExtension);
    }

    /** The entities in the order of the standard, unknown ones before {@code desc} in the order of the name. */
    public BidsName canonical() {
        Map<String, String> sorted = new LinkedHashMap<>();
        for (String key : ORDER.subList(0, ORDER.size() - 1)) {
            entity(key).ifPresent(value -> sorted.put(key, value));
        }
        entities.forEach((key, value) -> {
            if (!key.equals("desc")) {
                sorted.putIfAbsent(key, value);
            }
        });
        entity("desc").ifPresent(value -> sorted.put("desc", value));
        return new BidsName(sorted, suffix, extension);
    }

    /** The name without suffix and extension, e.g. {@code sub-01_task-rest_run-1}. */
    public String stem() {
        StringBuilder stem = new StringBuilder();
        entities.forEach((key, value) ->
                stem.append(stem.isEmpty() ? "" : "_").append(key).append('-').append(value));
        return stem.toString();
    }

    /** The file name, entities in the order held. */
    public String format() {
        return (entities.isEmpty() ? "" : stem() + "_") + suffix + extension;
    }

    /** The folder of the file within its data set: {@code sub-X[/ses-Y]/datatype}. */
    public String folder(String datatype) {
        StringBuilder folder = new StringBuilder();
        entity("sub").ifPresent(value -> folder.append("sub-").append(value).append('/'));
        entity("ses").ifPresent(value -> folder.append("ses-").append(value).append('/'));
        return folder.append(datatype).toString();
    }
}
