package org.neurobeam.ingest.surface;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.neurobeam.schemas.array.DoubleMatrix;

/** The XML of a CIFTI-2 extension to its axes. */
final class CiftiXml {
    private static final String STRUCTURE = "CIFTI_STRUCTURE_";
    private static final int AXES = 3;

    private final XmlSource xml;
    private final Map<Integer, CiftiAxis> axes = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private CiftiXml(XmlSource xml) {
        this.xml = xml;
    }

    /** Axes by dimension, and the metadata of the matrix. */
    record Content(Map<Integer, CiftiAxis> axes, Map<String, String> metadata) {}

    static Content read(CiftiHeader header) {
        CiftiXml reading = new CiftiXml(XmlSource.of(header.xml(), header.file(), "CIFTI extension"));
        reading.document();
        reading.requireLength(0, header.rows());
        reading.requireLength(1, header.columns());
        return new Content(reading.axes, reading.metadata);
    }

    private void requireLength(int dimension, int expected) {
        CiftiAxis axis = axes.get(dimension);
        if (axis == null) {
            throw bad("expected a MatrixIndicesMap for dimension " + dimension + ", found none");
        }
        if (axis.length() != expected) {
            throw bad("MatrixIndicesMap of dimension " + dimension + " has " + axis.length() + " indices but dim["
                    + (5 + dimension) + "] of the header is " + expected);
        }
    }

    private org.neurobeam.schemas.error.DataException bad(String problem) {
        return xml.bad("bad_cifti_xml", problem);
    }

    private void document() {
        while (xml.next() && !xml.atStart()) {
            // prolog
        }
        if (!xml.atStart("CIFTI")) {
            throw bad("expected the element CIFTI");
        }
        String version = xml.attribute("Version");
        if (!version.equals("2") && !version.startsWith("2.")) {
            throw bad("expected CIFTI version 2, found '" + version + "'; convert it with wb_command -file-convert");
        }
        while (xml.advance("CIFTI")) {
            if (xml.atStart("MatrixIndicesMap")) {
                map();
            } else if (xml.atStart("MetaData")) {
                metadata.putAll(xml.metadata());
            }
        }
    }

    private void map() {
        String dimensions = xml.attribute("AppliesToMatrixDimension");
        String type = xml.attribute("IndicesMapToDataType");
        CiftiAxis axis = switch (type) {
            case "CIFTI_INDEX_TYPE_BRAIN_MODELS" -> brainModels();
            case "CIFTI_INDEX_TYPE_PARCELS" -> parcels();
            case "CIFTI_INDEX_TYPE_SERIES" -> series();
            case "CIFTI_INDEX_TYPE_SCALARS" -> maps(false);
            case "CIFTI_INDEX_TYPE_LABELS" -> maps(true);
            default -> throw bad("unknown IndicesMapToDataType '" + type + "'");
        };
        for (String dimension : dimensions.split(",")) {
            switch (dimension.strip()) {
                case "0" -> axes.put(0, axis);
                case "1" -> axes.put(1, axis);
                case "2" -> throw bad("matrices of three dimensions are not supported");
                default -> throw bad("expected AppliesToMatrixDimension 0, 1 or 0,1, found '" + dimensions + "'");
            }
        }
    }

    private CiftiAxis series() {
        CiftiAxis.Series series = new CiftiAxis.Series(
                xml.intAttribute("NumberOfSeriesPoints"),
                xml.numberAttribute("SeriesStart", 0),
                xml.numberAttribute("SeriesStep", Double.NaN),
                xml.optionalInt("SeriesExponent").orElse(0),
                xml.attribute("SeriesUnit"));
        if (!Double.isFinite(series.step()) || !Double.isFinite(series.start())) {
            throw bad("expected finite SeriesStart and SeriesStep");
        }
        while (xml.advance("MatrixIndicesMap")) {
            // a series has no content
        }
        return series;
    }

    private CiftiAxis maps(boolean labels) {
        List<CiftiAxis.NamedMap> maps = new ArrayList<>();
        while (xml.advance("MatrixIndicesMap")) {
            if (xml.atStart("NamedMap")) {
                maps.add(namedMap());
            }
        }
        return new CiftiAxis.NamedMaps(maps, labels);
    }

    private CiftiAxis.NamedMap namedMap() {
        String name = "";
        Map<String, String> pairs = new LinkedHashMap<>();
        List<SurfaceLabel> labels = new ArrayList<>();
        while (xml.advance("NamedMap")) {
            if (xml.atStart("MapName")) {
                name = xml.textOf().strip();
            } else if (xml.atStart("MetaData")) {
                pairs.putAll(xml.metadata());
            } else if (xml.atStart("Label")) {
                labels.add(SurfaceLabel.read(xml));
            }
        }
        return new CiftiAxis.NamedMap(name, pairs, labels);
    }

    private CiftiAxis brainModels() {
        List<CiftiAxis.BrainModel> models = new ArrayList<>();
        Optional<VolumeSpace> volume = Optional.empty();
        int next = 0;
        while (xml.advance("MatrixIndicesMap")) {
            if (xml.atStart("Volume")) {
                volume = Optional.of(volume());
            } else if (xml.atStart("BrainModel")) {
                CiftiAxis.BrainModel model = brainModel();
                if (model.offset() != next) {
                    throw bad("expected IndexOffset " + next + ", found " + model.offset());
                }
                next += model.members().size();
                models.add(model);
            }
        }
        for (CiftiAxis.BrainModel model : models) {
            requireInside(model.members(), volume);
        }
        return new CiftiAxis.BrainModels(models, volume);
    }

    private CiftiAxis.BrainModel brainModel() {
        int offset = xml.intAttribute("IndexOffset");
        int count = xml.intAttribute("IndexCount");
        String structure = structure();
        boolean surface = xml.attribute("ModelType").equals("CIFTI_MODEL_TYPE_SURFACE");
        int all = surface ? xml.intAttribute("SurfaceNumberOfVertices") : 0;
        int[] indices = new int[0];
        while (xml.advance("BrainModel")) {
            if (xml.atStart(surface ? "VertexIndices" : "VoxelIndicesIJK")) {
                indices = integers();
            }
        }
        Grayordinates members =
                surface ? Grayordinates.vertices(structure, indices) : Grayordinates.voxels(structure, indices);
        if (members.size() != count || (!surface && indices.length % AXES != 0)) {
            throw bad("IndexCount of " + structure + " is " + count + " but " + indices.length + " numbers are listed");
        }
        requireVertices(members, all);
        return new CiftiAxis.BrainModel(offset, all, members);
    }

    private String structure() {
        String name = xml.attribute("BrainStructure");
        return name.startsWith(STRUCTURE) ? name.substring(STRUCTURE.length()) : name;
    }

    private void requireVertices(Grayordinates members, int all) {
        for (int i = 0; members.surface() && i < members.size(); i++) {
            if (members.vertex(i) < 0 || members.vertex(i) >= all) {
                throw bad("vertex " + members.vertex(i) + " of " + members.structure() + " is not below " + all);
            }
        }
    }

    private void requireInside(Grayordinates members, Optional<VolumeSpace> volume) {
        if (members.surface() || members.size() == 0) {
            return;
        }
        if (volume.isEmpty()) {
            throw bad("expected a Volume element for the voxels of " + members.structure());
        }
        for (int i = 0; i < members.size(); i++) {
            for (int axis = 0; axis < AXES; axis++) {
                int at = members.voxel(i, axis);
                if (at < 0 || at >= volume.get().dimensions().get(axis)) {
                    throw bad("voxel index " + at + " of " + members.structure() + " is outside of the volume "
                            + volume.get().dimensions());
                }
            }
        }
    }

    private CiftiAxis parcels() {
        List<CiftiAxis.Parcel> parcels = new ArrayList<>();
        Map<String, Integer> surfaces = new LinkedHashMap<>();
        Optional<VolumeSpace> volume = Optional.empty();
        while (xml.advance("MatrixIndicesMap")) {
            if (xml.atStart("Volume")) {
                volume = Optional.of(volume());
            } else if (xml.atStart("Surface")) {
                surfaces.put(structure(), xml.intAttribute("SurfaceNumberOfVertices"));
            } else if (xml.atStart("Parcel")) {
                parcels.add(parcel());
            }
        }
        for (CiftiAxis.Parcel parcel : parcels) {
            for (Grayordinates members : parcel.members()) {
                requireInside(members, volume);
                requireVertices(members, surfaces.getOrDefault(members.structure(), 0));
            }
        }
        return new CiftiAxis.Parcels(parcels, surfaces, volume);
    }

    private CiftiAxis.Parcel parcel() {
        String name = xml.attribute("Name");
        List<Grayordinates> members = new ArrayList<>();
        while (xml.advance("Parcel")) {
            if (xml.atStart("Vertices")) {
                members.add(Grayordinates.vertices(structure(), integers()));
            } else if (xml.atStart("VoxelIndicesIJK")) {
                int[] ijk = integers();
                if (ijk.length % AXES != 0) {
                    throw bad("expected three indices for each voxel, found " + ijk.length + " numbers");
                }
                members.add(Grayordinates.voxels("", ijk));
            }
        }
        return new CiftiAxis.Parcel(name, members);
    }

    private int[] integers() {
        IntList list = new IntList();
        NumberText words = new NumberText(word -> {
            try {
                list.add(Integer.parseInt(word));
            } catch (NumberFormatException e) {
                throw bad("expected a whole number, found '" + word + "'");
            }
        });
        xml.textOf(words);
        words.finish();
        return list.toArray();
    }

    private VolumeSpace volume() {
        List<Integer> extents = new ArrayList<>();
        for (String word : xml.attribute("VolumeDimensions").split("[,\\s]+")) {
            try {
                extents.add(Integer.parseInt(word));
            } catch (NumberFormatException e) {
                throw bad("expected three whole numbers in VolumeDimensions, found '" + word + "'");
            }
        }
        if (extents.size() != AXES) {
            throw bad("expected three whole numbers in VolumeDimensions, found " + extents.size());
        }
        DoubleMatrix matrix = null;
        while (xml.advance("Volume")) {
            if (xml.atStart("TransformationMatrixVoxelIndicesIJKtoXYZ")) {
                int exponent = xml.optionalInt("MeterExponent").orElse(-3);
                matrix = inMillimetres(GiftiParser.matrix(xml), exponent);
            }
        }
        if (matrix == null) {
            throw bad("expected TransformationMatrixVoxelIndicesIJKtoXYZ in Volume");
        }
        return new VolumeSpace(extents, matrix);
    }

    private static DoubleMatrix inMillimetres(DoubleMatrix matrix, int meterExponent) {
        double scale = Math.pow(10, meterExponent + 3);
        for (int i = 0; i < AXES; i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                matrix.set(i, j, matrix.get(i, j) * scale);
            }
        }
        return matrix;
    }
}
