package org.neurobeam.pipelines.report;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A volume for the slice viewer, in displayed order, x fastest: grey as 8 bits a voxel, a mask of 1 bit a voxel, and for
 * the voxels of the mask r as 16 bits and the noise floor as 8 bits.
 */
final class VolumeData {
    /** Larger volumes are not embedded: they would make files that browsers do not like. */
    static final int MOST_VOXELS = 1_500_000;

    private static final int R_STEPS = 32_000;
    private static final int FLOOR_STEPS = 254;
    private static final int NO_FLOOR = 255;
    private static final int GREY_STEPS = 255;

    private final RasVolume volume;
    private final ScoreScale scale;
    private final double rUnit;
    private final double floorUnit;
    private final byte[] grey;
    private final byte[] mask;
    private final byte[] r;
    private final byte[] floor;

    VolumeData(RasVolume volume, ScoreScale scale) {
        this.volume = volume;
        this.scale = scale;
        Distribution scores = volume.scores().distribution();
        Distribution floors = volume.scores().floors();
        double greatest = scores.count() == 0 ? 1 : Math.max(Math.abs(scores.min()), Math.abs(scores.max()));
        this.rUnit = Math.max(1, greatest) / R_STEPS;
        this.floorUnit = floors.count() == 0 || floors.max() <= 0 ? 0 : floors.max() / FLOOR_STEPS;
        int voxels = volume.grid().voxels();
        this.grey = new byte[voxels];
        this.mask = new byte[(voxels + 7) / 8];
        this.r = new byte[2 * scores.count()];
        this.floor = new byte[floorUnit > 0 ? scores.count() : 0];
        fill();
    }

    private void fill() {
        int voxel = 0;
        int scored = 0;
        for (int z = 0; z < volume.size(2); z++) {
            for (int y = 0; y < volume.size(1); y++) {
                for (int x = 0; x < volume.size(0); x++, voxel++) {
                    int n = volume.index(x, y, z);
                    double level = volume.grey(n);
                    grey[voxel] = (byte) (Double.isNaN(level) ? 0 : Math.round(level * GREY_STEPS));
                    if (Float.isFinite(volume.scores().r(n))) {
                        mask[voxel >> 3] |= (byte) (1 << (voxel & 7));
                        put(scored++, n);
                    }
                }
            }
        }
    }

    private void put(int scored, int n) {
        int steps = (int) Math.round(volume.scores().r(n) / rUnit);
        r[2 * scored] = (byte) steps;
        r[2 * scored + 1] = (byte) (steps >> 8);
        if (floorUnit > 0) {
            float f = volume.scores().noiseFloor(n);
            floor[scored] = (byte) (Float.isFinite(f) ? Math.max(0, Math.round(f / floorUnit)) : NO_FLOOR);
        }
    }

    /** What the viewer needs beside the arrays. */
    Map<String, Object> header() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("size", List.of(volume.size(0), volume.size(1), volume.size(2)));
        data.put("mm", Json.numbers(3, volume::voxelSizeMm));
        data.put("axis", List.of(volume.voxelAxis(0), volume.voxelAxis(1), volume.voxelAxis(2)));
        data.put("flipped", List.of(volume.flipped(0), volume.flipped(1), volume.flipped(2)));
        data.put("affine", Json.numbers(12, n -> volume.grid().column(n / 4, n % 4)));
        data.put("flat", volume.flat());
        data.put("sliceAxis", volume.sliceAxis());
        data.put("threshold", Json.number(scale.threshold()));
        data.put("end", Json.number(scale.end()));
        data.put("rUnit", rUnit);
        data.put("floorUnit", floorUnit);
        data.put("start", start());
        return data;
    }

    /** The displayed voxel with the highest score, the centre where there is none. */
    private List<Integer> start() {
        List<Integer> best = List.of(volume.size(0) / 2, volume.size(1) / 2, volume.size(2) / 2);
        float highest = Float.NEGATIVE_INFINITY;
        for (int z = 0; z < volume.size(2); z++) {
            for (int y = 0; y < volume.size(1); y++) {
                for (int x = 0; x < volume.size(0); x++) {
                    float score = volume.scores().r(volume.index(x, y, z));
                    if (score > highest) {
                        highest = score;
                        best = List.of(x, y, z);
                    }
                }
            }
        }
        return best;
    }

    /** The arrays in base64 by name. */
    Map<String, String> arrays() {
        Map<String, String> arrays = new LinkedHashMap<>();
        Base64.Encoder encoder = Base64.getEncoder();
        arrays.put("grey", encoder.encodeToString(grey));
        arrays.put("mask", encoder.encodeToString(mask));
        arrays.put("r", encoder.encodeToString(r));
        arrays.put("floor", encoder.encodeToString(floor));
        return arrays;
    }
}
