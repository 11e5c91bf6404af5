package org.neurobeam.pipelines.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.ingest.array.NpyFile;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.io.DataStore;

/** Penalties as a user gives them: {@code 1,10,100}, {@code logspace:0:5:20} or an {@code .npy} file. */
public final class Penalties {
    private static final String LOGSPACE = "logspace:";

    private Penalties() {}

    /** @throws ConfigException if the text is none of the three */
    public static List<Double> parse(String text) throws IOException {
        if (text.endsWith(".npy")) {
            Path file = Path.of(text).toAbsolutePath();
            try (NpyFile npy = NpyFile.open(
                    DataStore.local(file.getParent()), file.getFileName().toString())) {
                return Arrays.stream(npy.readDoubles().values()).boxed().toList();
            }
        }
        try {
            if (text.startsWith(LOGSPACE)) {
                String[] parts = text.substring(LOGSPACE.length()).split(":", -1);
                if (parts.length == 3) {
                    return RidgeOptions.logspace(
                            Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Integer.parseInt(parts[2]));
                }
            } else {
                return Arrays.stream(text.split(",", -1))
                        .map(part -> Double.valueOf(part.strip()))
                        .toList();
            }
        } catch (NumberFormatException e) {
            throw bad(text, e);
        }
        throw bad(text, null);
    }

    private static ConfigException bad(String text, Exception cause) {
        return new ConfigException(
                "alphas: " + text + "; give numbers separated by commas, logspace:LO:HI:N, or FILE.npy", cause);
    }
}
