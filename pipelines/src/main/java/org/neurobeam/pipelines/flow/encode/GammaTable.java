package org.neurobeam.pipelines.flow.encode;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.neurobeam.encoders.banded.BandCandidates;
import org.neurobeam.pipelines.flow.SettingFile;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.error.DataException;

/** A CSV file of candidate weights, [candidates x bands], with or without a first line of band names. */
final class GammaTable {
    private GammaTable() {}

    /**
     * Reads the table.
     *
     * @param bands names in the order of the columns
     * @throws DataException if it has other columns, or something that is no number
     * @throws org.neurobeam.schemas.error.ConfigException if the file is missing, or a row is no mixture with sum 1
     */
    static BandCandidates read(String file, List<String> bands) throws IOException {
        SettingFile place = SettingFile.of("model.bands.gammas", file);
        List<double[]> rows = new ArrayList<>();
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(place.store().read(place.name()), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                List<String> cells =
                        Arrays.stream(line.split(",", -1)).map(String::strip).toList();
                boolean names = number == 1 && cells.equals(bands);
                if (!names && !line.isBlank()) {
                    rows.add(row(cells, bands, file, number));
                }
            }
        }
        return BandCandidates.of(
                rows.isEmpty() ? DoubleMatrix.zeros(0, bands.size()) : DoubleMatrix.of(rows.toArray(double[][]::new)));
    }

    private static double[] row(List<String> cells, List<String> bands, String file, int number) {
        if (cells.size() != bands.size()) {
            throw wrong(file, number, "found " + cells.size() + " columns", bands);
        }
        double[] row = new double[cells.size()];
        for (int b = 0; b < row.length; b++) {
            try {
                row[b] = Double.parseDouble(cells.get(b));
            } catch (NumberFormatException e) {
                throw wrong(file, number, "found \"" + cells.get(b) + "\"", bands);
            }
        }
        return row;
    }

    private static DataException wrong(String file, int number, String found, List<String> bands) {
        return new DataException(
                file,
                "line " + number,
                "gammas",
                "expected a weight for each of the feature spaces " + bands + ", " + found
                        + "; write numbers of at least 0 with sum 1, separated by commas (the first line may be the"
                        + " names)");
    }
}
