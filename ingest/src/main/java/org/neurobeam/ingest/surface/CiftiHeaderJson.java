package org.neurobeam.ingest.surface;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The header of a CIFTI file with the keys of inspection. */
final class CiftiHeaderJson {
    private static final int SPACE_BITS = 7;
    private static final int TIME_BITS = 56;
    private static final Map<Integer, String> INTENTS = Map.ofEntries(
            Map.entry(3000, "ConnUnknown"),
            Map.entry(3001, "ConnDense"),
            Map.entry(3002, "ConnDenseSeries"),
            Map.entry(3003, "ConnParcels"),
            Map.entry(3004, "ConnParcelSries"),
            Map.entry(3006, "ConnDenseScalar"),
            Map.entry(3007, "ConnDenseLabel"),
            Map.entry(3008, "ConnParcelScalr"),
            Map.entry(3009, "ConnParcelDense"),
            Map.entry(3010, "ConnDenseParcel"),
            Map.entry(3011, "ConnPPSr"),
            Map.entry(3012, "ConnPPSc"));
    private static final Map<Integer, String> SPACE = Map.of(1, "m", 2, "mm", 3, "um");
    private static final Map<Integer, String> TIME =
            Map.of(8, "s", 16, "ms", 24, "us", 32, "Hz", 40, "ppm", 48, "rad/s");

    private CiftiHeaderJson() {}

    static void write(ObjectNode json, CiftiFile file) {
        CiftiHeader header = file.header();
        json.put("shape", file.rows() + "x" + file.columns());
        json.put("dtype", header.type().dtype(header.order()));
        json.put("endian", header.order() == ByteOrder.BIG_ENDIAN ? ">" : "<");
        json.put("sform", header.sformCode());
        json.put("qform", header.qformCode());
        JsonNumbers.put(json, "slope", header.scaled() ? header.rawSlope() : Double.NaN);
        JsonNumbers.put(json, "inter", header.scaled() ? header.rawIntercept() : Double.NaN);
        json.put("intent", INTENTS.getOrDefault(header.intentCode(), header.intentName()));
        JsonNumbers.put(json, "pixdim", pixdim(header));
        json.put("vox_offset", header.voxOffset());
        json.put("ext", header.extensions());
        json.put("xyzt_units", header.xyztUnits());
        JsonNumbers.put(json, "raw_slope", header.rawSlope());
        JsonNumbers.put(json, "raw_inter", header.rawIntercept());
        json.put("magic", header.magic());
        affine(json, header);
        json.put("space_unit", SPACE.getOrDefault(header.xyztUnits() & SPACE_BITS, "unknown"));
        json.put("time_unit", TIME.getOrDefault(header.xyztUnits() & TIME_BITS, "unknown"));
        OptionalDouble trSeconds = file.trSeconds();
        if (trSeconds.isPresent()) {
            json.put("tr_s", trSeconds.getAsDouble());
        } else {
            json.putNull("tr_s");
        }
        json.put("tr_source", trSeconds.isPresent() ? "header" : "none");
        json.put("row_axis", kind(file.rowAxis()));
        json.put("column_axis", kind(file.columnAxis()));
        file.warnings().forEach(json.putArray("warnings")::add);
    }

    private static String kind(CiftiAxis axis) {
        String kind = axis instanceof CiftiAxis.NamedMaps maps
                ? maps.labels() ? "labels" : "scalars"
                : axis.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return kind.equals("brainmodels") ? "brain_models" : kind;
    }

    /**
     * As stored, with what a NIfTI reader repairs: a qfac other than -1 is 1, voxel extents are positive, and entries
     * beyond dim[0] mean nothing and are 1.
     */
    private static double[] pixdim(CiftiHeader header) {
        double[] pixdim = header.pixdim();
        pixdim[0] = pixdim[0] == -1 ? -1 : 1;
        for (int i = 1; i <= 3; i++) {
            double size = Math.abs(pixdim[i]);
            pixdim[i] = size == 0 ? 1 : size;
        }
        for (int i = (int) header.dimension(0) + 1; i < pixdim.length; i++) {
            pixdim[i] = 1;
        }
        return pixdim;
    }

    /** The sform if a file has one in spite of the standard, else the grid of one voxel at 0 mm. */
    private static void affine(ObjectNode json, CiftiHeader header) {
        boolean sform = header.sformCode() > 0;
        double[] sizes = pixdim(header);
        ArrayNode rows = json.putArray("affine");
        for (int i = 0; i < 3; i++) {
            double[] row = new double[4];
            for (int j = 0; j < 4; j++) {
                row[j] = sform ? header.sform(i, j) : i == j ? (i == 0 ? -1 : 1) * sizes[i + 1] : 0;
            }
            JsonNumbers.add(rows.addArray(), row);
        }
        JsonNumbers.add(rows.addArray(), 0, 0, 0, 1);
        json.put("affine_source", sform ? "sform" : "fallback");
    }
}
