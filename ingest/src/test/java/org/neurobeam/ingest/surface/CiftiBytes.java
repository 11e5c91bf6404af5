package org.neurobeam.ingest.surface;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds a small CIFTI file in memory. */
public final class CiftiBytes {
    public static final String PARCEL_SERIES = """
            <?xml version="1.0"?><CIFTI Version="2"><Matrix>
            <MetaData><MD><Name>k</Name><Value>v</Value></MD></MetaData>
            <MatrixIndicesMap AppliesToMatrixDimension="0" IndicesMapToDataType="CIFTI_INDEX_TYPE_SERIES"
              NumberOfSeriesPoints="3" SeriesStart="500" SeriesStep="720" SeriesExponent="-3" SeriesUnit="SECOND"/>
            <MatrixIndicesMap AppliesToMatrixDimension="1" IndicesMapToDataType="CIFTI_INDEX_TYPE_PARCELS">
              <Surface BrainStructure="CIFTI_STRUCTURE_CORTEX_LEFT" SurfaceNumberOfVertices="10"/>
              <Volume VolumeDimensions="4,5,6"><TransformationMatrixVoxelIndicesIJKtoXYZ MeterExponent="0">
                .002 0 0 -.01 0 .002 0 0 0 0 .002 0 0 0 0 1</TransformationMatrixVoxelIndicesIJKtoXYZ></Volume>
              <Parcel Name="V1"><Vertices BrainStructure="CIFTI_STRUCTURE_CORTEX_LEFT">0 3 9</Vertices></Parcel>
              <Parcel Name="Thal"><VoxelIndicesIJK>0 1 2
                3 4 5</VoxelIndicesIJK></Parcel>
            </MatrixIndicesMap></Matrix></CIFTI>
            """;

    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private ElementType type = ElementType.FLOAT32;
    private int typeCode = 16;
    private int rows = 3;
    private int columns = 2;
    private double slope = 1;
    private double intercept;
    private String xml = PARCEL_SERIES;

    public CiftiBytes order(ByteOrder chosen) {
        order = chosen;
        return this;
    }

    public CiftiBytes type(ElementType chosen, int code) {
        type = chosen;
        typeCode = code;
        return this;
    }

    public CiftiBytes shape(int newRows, int newColumns) {
        rows = newRows;
        columns = newColumns;
        return this;
    }

    public CiftiBytes scaling(double newSlope, double newIntercept) {
        slope = newSlope;
        intercept = newIntercept;
        return this;
    }

    public CiftiBytes xml(String text) {
        xml = text;
        return this;
    }

    /** The value of element i on disk is i + 1, column after column. */
    public byte[] build() {
        byte[] text = xml.getBytes(StandardCharsets.UTF_8);
        int extension = (8 + text.length + 15) / 16 * 16;
        int offset = 544 + extension;
        ByteBuffer file =
                ByteBuffer.allocate(offset + rows * columns * type.bytes()).order(order);
        file.putInt(0, 540).put(4, new byte[] {'n', '+', '2', 0, '\r', '\n', 0x1a, '\n'});
        file.putShort(12, (short) typeCode).putLong(16, 6);
        for (int i = 1; i < 8; i++) {
            file.putLong(16 + 8 * i, i == 5 ? rows : i == 6 ? columns : 1);
        }
        file.putLong(168, offset).putDouble(176, slope).putDouble(184, intercept);
        file.putInt(500, 12).putInt(504, 3004).put(540, (byte) 1);
        file.putInt(544, extension).putInt(548, 32).put(552, text);
        file.position(offset);
        for (int i = 0; i < rows * columns; i++) {
            type.parse(Integer.toString(i + 1), file);
        }
        return file.array();
    }
}
