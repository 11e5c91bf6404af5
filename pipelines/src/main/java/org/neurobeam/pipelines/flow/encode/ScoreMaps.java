package org.neurobeam.pipelines.flow.encode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.neurobeam.ingest.bids.BidsName;
import org.neurobeam.ingest.nifti.NiftiOutGrid;
import org.neurobeam.ingest.nifti.NiftiOutImage;
import org.neurobeam.ingest.nifti.NiftiWriter;
import org.neurobeam.pipelines.config.ChanceConfig;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.pipelines.flow.VoxelGrids;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.TableRows;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Score;

/** {@code maps/}: scores as NIfTI images in the space of the recordings, NaN where there is no target. */
final class ScoreMaps {
    private static final int AXES = 3;
    private static final int AFFINE = 16;
    private static final int SCANNER = 1;
    private static final String Q = "q";
    private static final String FAMILYWISE = "pfwe";

    private final List<ResponseGroup> groups;
    private final DataStore results;
    private final ChanceConfig test;

    ScoreMaps(List<ResponseGroup> groups, DataStore results, ChanceConfig test) {
        this.groups = groups;
        this.results = results;
        this.test = test;
    }

    /** One map: its BIDS stat entity, and the number of a score row. */
    private record Stat(String name, String meaning, Function<Score, Optional<Double>> value) {}

    private List<Stat> stats() {
        Stat corrected = test.correction() == ChanceConfig.Correction.MAX
                ? new Stat(
                        FAMILYWISE,
                        "p-value of r against chance, corrected for the family-wise error",
                        Score::getPFamilywise)
                : new Stat(Q, "p-value of r against chance, corrected for the false discovery rate", Score::getQ);
        return List.of(
                new Stat("r", "Pearson r of prediction and response over all held-out samples", Score::getR),
                new Stat("r2", "coefficient of determination over all held-out samples", Score::getR2),
                new Stat("rnull95", "95th percentile of r under circular shifts: the noise floor", Score::getRNull95),
                corrected,
                new Stat("alpha", "ridge penalty of the fit on all samples", Score::getAlpha));
    }

    void write() throws IOException {
        boolean any = false;
        for (ResponseGroup group : groups) {
            if (hasGrid(group)) {
                write(group);
                any = true;
            }
        }
        if (any) {
            ObjectNode description = new ObjectMapper().createObjectNode();
            description.put("Name", "Voxelwise encoding maps");
            description.put("BIDSVersion", "1.9.0");
            description.put("DatasetType", "derivative");
            ObjectNode by = description.putArray("GeneratedBy").addObject();
            by.put("Name", "neurobeam");
            by.put("Version", BuildInfo.version());
            Json.write(results, "maps/dataset_description.json", description);
        }
    }

    /** Whether the targets of the group are voxels of one grid. */
    static boolean hasGrid(ResponseGroup group) {
        return !group.recordings().isEmpty()
                && group.recordings().get(0).getShape().size() == AXES
                && group.recordings().get(0).getAffine().size() == AFFINE;
    }

    private void write(ResponseGroup group) throws IOException {
        Recording space = group.recordings().get(0);
        List<Integer> shape = space.getShape();
        double[] affine =
                space.getAffine().stream().mapToDouble(Double::doubleValue).toArray();
        NiftiOutGrid grid =
                new NiftiOutGrid(shape.get(0), shape.get(1), shape.get(2), DoubleMatrix.wrap(4, 4, affine), SCANNER);
        // an earlier run may have corrected in the other way
        for (String stat : List.of(Q, FAMILYWISE)) {
            BidsName name = name(group, stat);
            results.delete("maps/" + name.format());
            results.delete("maps/" + name.as("statmap", ".json").format());
        }
        for (Stat stat : stats()) {
            float[] volume = new float[grid.voxels()];
            Arrays.fill(volume, Float.NaN);
            try (TableRows<Score> rows = TableFile.open(results, ScoreTable.FILE, Table.SCORES)) {
                rows.forEachRemaining(row -> {
                    if (row.getGroup().equals(group.name()) && row.getI().isPresent()) {
                        int voxel = VoxelGrids.index(shape.get(0), shape.get(1), row);
                        stat.value().apply(row).ifPresent(x -> volume[voxel] = x.floatValue());
                    }
                });
            }
            BidsName name = name(group, stat.name());
            NiftiOutImage image = NiftiOutImage.map(grid).withDescription(stat.meaning());
            NiftiWriter.write(results, "maps/" + name.format(), image, volume);
            Json.write(results, "maps/" + name.as("statmap", ".json").format(), sidecar(group, stat));
        }
    }

    /** Entities that all recordings of the group share, and the statistic. */
    private static BidsName name(ResponseGroup group, String stat) {
        Map<String, String> shared = new LinkedHashMap<>();
        for (String entity : group.recordings().get(0).getEntities()) {
            int dash = entity.indexOf('-');
            if (group.recordings().stream().allMatch(r -> r.getEntities().contains(entity))) {
                shared.put(entity.substring(0, dash), entity.substring(dash + 1));
            }
        }
        shared.remove("desc");
        BidsName name = BidsName.of("statmap", ".nii.gz");
        if (shared.isEmpty()) {
            name = name.with("sub", group.name().replaceAll("[^A-Za-z0-9]", ""));
        }
        for (Map.Entry<String, String> e : shared.entrySet()) {
            name = name.with(e.getKey(), e.getValue());
        }
        return name.with("stat", stat).canonical();
    }

    private static ObjectNode sidecar(ResponseGroup group, Stat stat) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("Description", stat.meaning());
        ArrayNode sources = json.putArray("Sources");
        group.recordings().forEach(r -> sources.add("bids:dataset:" + r.getRecordingId()));
        json.put("SoftwareVersion", "neurobeam " + BuildInfo.version());
        json.put("OutsideMask", "NaN");
        return json;
    }
}
