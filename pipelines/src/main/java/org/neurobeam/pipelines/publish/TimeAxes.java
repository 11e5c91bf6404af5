package org.neurobeam.pipelines.publish;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.neurobeam.schemas.io.dataset.GridTimes;
import org.neurobeam.schemas.io.netcdf.NetcdfFile;
import org.neurobeam.schemas.io.netcdf.NetcdfLayout;
import org.neurobeam.schemas.io.netcdf.NetcdfLayout.Kind;

/** The time dimensions of a netCDF file: one for every grid, or more where channels of a grid differ in length. */
final class TimeAxes {
    private static final String ORIGINAL = "original";

    private final GridTimes times;
    private final Map<String, Integer> lengths = new LinkedHashMap<>();
    private final Map<String, String> grids = new LinkedHashMap<>();

    TimeAxes(GridTimes times) {
        this.times = times;
    }

    /** The name of the first dimension of a grid. */
    static String plain(String grid) {
        return grid.equals(ORIGINAL) ? "time" : "time_" + VariableNames.safe(grid);
    }

    /** The name of the dimension of a grid with a number of samples. */
    String of(String grid, int samples) {
        String plain = plain(grid);
        String name = lengths.getOrDefault(plain, samples) == samples ? plain : plain + "_" + samples;
        lengths.put(name, samples);
        grids.put(name, grid);
        return name;
    }

    NetcdfLayout define(NetcdfLayout layout) {
        NetcdfLayout grown = layout;
        for (Map.Entry<String, Integer> axis : lengths.entrySet()) {
            grown = grown.dimension(axis.getKey(), axis.getValue());
            if (known(axis.getKey())) {
                Map<String, String> about = new LinkedHashMap<>();
                about.put("units", "s");
                about.put("long_name", "seconds from the start of the recording, grid " + grids.get(axis.getKey()));
                about.put("axis", "T");
                grown = grown.variable(axis.getKey(), Kind.DOUBLE, List.of(axis.getKey()), about);
            }
        }
        return grown;
    }

    private boolean known(String axis) {
        return times.fits(grids.get(axis), lengths.get(axis));
    }

    void write(NetcdfFile file) throws IOException {
        for (Map.Entry<String, Integer> axis : lengths.entrySet()) {
            if (known(axis.getKey())) {
                file.write(axis.getKey(), times.seconds(grids.get(axis.getKey()), axis.getValue()));
            }
        }
    }
}
