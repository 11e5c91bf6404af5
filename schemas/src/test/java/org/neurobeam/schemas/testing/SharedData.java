package org.neurobeam.schemas.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.neurobeam.schemas.array.DoubleMatrix;

/** Finds real recordings and reference values in the folder {@code ../shared}; tests skip where it is absent. */
public final class SharedData {
    private SharedData() {}

    /** The file or folder below {@code ../shared}; the test is skipped with a printed reason where it is absent. */
    public static Path path(String relative) {
        Path root =
                Path.of(System.getProperty("neurobeam.shared", "../../shared")).normalize();
        Path path = root.resolve(relative);
        if (!Files.exists(path)) {
            System.out.println("skipped: " + path + " is absent");
        }
        assumeTrue(Files.exists(path), () -> path + " is absent");
        return path;
    }

    /** A golden CSV without header, comma separated, as a matrix; {@code nan}, {@code inf} and {@code -inf} occur. */
    public static DoubleMatrix csv(String relative) {
        return readCsv(path(relative));
    }

    private static DoubleMatrix readCsv(Path path) {
        try (BufferedReader in = Files.newBufferedReader(path)) {
            List<double[]> rows = new ArrayList<>();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] cells = line.split(",", -1);
                double[] row = new double[cells.length];
                for (int j = 0; j < cells.length; j++) {
                    row[j] = number(cells[j].trim());
                }
                rows.add(row);
            }
            return DoubleMatrix.of(rows.toArray(new double[0][]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double number(String cell) {
        return switch (cell) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(cell);
        };
    }
}
