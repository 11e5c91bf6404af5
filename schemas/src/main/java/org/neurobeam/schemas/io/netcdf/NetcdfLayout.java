package org.neurobeam.schemas.io.netcdf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a netCDF file holds: immutable, grown step by step. A variable of the name of its one dimension is its
 * coordinate.
 */
public final class NetcdfLayout {
    /** Kind of the values of a variable. */
    public enum Kind {
        /** float32. */
        FLOAT,
        /** float64. */
        DOUBLE,
        /** int32. */
        INT,
        /** UTF-8 text, padded to the longest. */
        TEXT
    }

    /**
     * One variable.
     *
     * @param dimensions names, slowest first
     * @param textBytes longest text in bytes of UTF-8; 0 for numbers
     * @param attributes units, long_name ...
     */
    public record Variable(
            String name, Kind kind, List<String> dimensions, int textBytes, Map<String, String> attributes) {}

    private final Map<String, Integer> dimensions;
    private final Map<String, String> attributes;
    private final Map<String, Variable> variables;

    private NetcdfLayout(
            Map<String, Integer> dimensions, Map<String, String> attributes, Map<String, Variable> variables) {
        this.dimensions = dimensions;
        this.attributes = attributes;
        this.variables = variables;
    }

    /** An empty file with the attribute {@code Conventions = CF-1.8}. */
    public static NetcdfLayout empty() {
        return new NetcdfLayout(Map.of(), Map.of("Conventions", "CF-1.8"), Map.of());
    }

    private static <V> Map<String, V> with(Map<String, V> map, String name, V value) {
        if (map.containsKey(name)) {
            throw new IllegalArgumentException(name + " is defined already");
        }
        Map<String, V> grown = new LinkedHashMap<>(map);
        grown.put(name, value);
        return grown;
    }

    /** With one more dimension. */
    public NetcdfLayout dimension(String name, int length) {
        if (length < 0) {
            throw new IllegalArgumentException("dimension " + name + " must not be negative, found " + length);
        }
        return new NetcdfLayout(with(dimensions, name, length), attributes, variables);
    }

    /** With one more attribute of the file. */
    public NetcdfLayout attribute(String name, String value) {
        return new NetcdfLayout(dimensions, with(attributes, name, value), variables);
    }

    /**
     * With one more numeric variable.
     *
     * @param axes names of its dimensions, slowest first
     * @throws IllegalArgumentException for an unknown dimension or a name in use
     */
    public NetcdfLayout variable(String name, Kind kind, List<String> axes, Map<String, String> about) {
        return add(new Variable(name, kind, List.copyOf(axes), 0, new LinkedHashMap<>(about)));
    }

    /** With one more text variable on one dimension; {@code longest} in bytes of UTF-8. */
    public NetcdfLayout text(String name, String axis, int longest, Map<String, String> about) {
        return add(new Variable(name, Kind.TEXT, List.of(axis), Math.max(1, longest), new LinkedHashMap<>(about)));
    }

    private NetcdfLayout add(Variable variable) {
        for (String axis : variable.dimensions()) {
            if (!dimensions.containsKey(axis)) {
                throw new IllegalArgumentException("variable " + variable.name() + " has an unknown dimension " + axis
                        + " of " + dimensions.keySet());
            }
        }
        return new NetcdfLayout(dimensions, attributes, with(variables, variable.name(), variable));
    }

    Map<String, Integer> dimensions() {
        return dimensions;
    }

    Map<String, String> attributes() {
        return attributes;
    }

    Map<String, Variable> variables() {
        return variables;
    }

    Variable require(String name) {
        Variable variable = variables.get(name);
        if (variable == null) {
            throw new IllegalArgumentException("no variable " + name + " in " + variables.keySet());
        }
        return variable;
    }

    /** Lengths of a numeric variable's dimensions. */
    int[] shape(String name) {
        return require(name).dimensions().stream().mapToInt(dimensions::get).toArray();
    }
}
