package org.neurobeam.pipelines.flow;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.neurobeam.ingest.bids.TsvTable;
import org.neurobeam.schemas.error.ConfigException;

/** Names of parcels by number: a table with the columns index and name, or lines of number and name. */
final class ParcelNames {
    static final String KEY = "parcellation.names";

    private ParcelNames() {}

    /**
     * Reads the names.
     *
     * @param file local path or URI; empty for no names
     * @throws ConfigException if there is no such file, a number is none, or stands twice
     */
    static Map<Integer, String> read(String file) throws IOException {
        if (file.isEmpty()) {
            return Map.of();
        }
        SettingFile place = SettingFile.of(KEY, file);
        Map<Integer, String> names = new TreeMap<>();
        if (file.toLowerCase(Locale.ROOT).endsWith(".txt")) {
            lines(file, place, names);
        } else {
            table(file, place, names);
        }
        return names;
    }

    private static void table(String file, SettingFile place, Map<Integer, String> names) throws IOException {
        TsvTable table = TsvTable.read(place.store(), place.name());
        if (table.column("index").isEmpty() || table.column("name").isEmpty()) {
            throw new ConfigException(KEY + ": " + file + ":1: expected columns index and name, found "
                    + String.join(", ", table.columns()));
        }
        int index = table.requireColumn("index");
        int name = table.requireColumn("name");
        for (int r = 0; r < table.rows(); r++) {
            Optional<String> number = table.cell(r, index);
            Optional<String> text = table.cell(r, name);
            put(file + ":" + table.line(r), number.orElse("n/a"), text.orElse(number.orElse("n/a")), names);
        }
    }

    /** As MRIcron keeps them: number, name and perhaps more, separated by blanks. */
    private static void lines(String file, SettingFile place, Map<Integer, String> names) throws IOException {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(place.store().read(place.name()), StandardCharsets.UTF_8))) {
            int number = 1;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] cells = line.strip().split("\\s+", -1);
                if (!line.isBlank()) {
                    put(file + ":" + number, cells[0], cells.length > 1 ? cells[1] : cells[0], names);
                }
                number++;
            }
        }
    }

    private static void put(String place, String number, String name, Map<Integer, String> names) {
        try {
            int index = Integer.parseInt(number.strip());
            if (names.put(index, name) != null) {
                throw new ConfigException(KEY + ": " + place + ": number " + index + " stands twice");
            }
        } catch (NumberFormatException e) {
            throw new ConfigException(KEY + ": " + place + ": expected a whole number, found '" + number + "'", e);
        }
    }
}
