package org.neurobeam.ingest.surface;

import org.neurobeam.schemas.array.DoubleMatrix;

/**
 * A change of coordinates of surface points.
 *
 * @param dataSpace space of the points in the file, e.g. NIFTI_XFORM_TALAIRACH
 * @param transformedSpace space that the matrix leads to
 * @param matrix [4 x 4], applied to column vectors (x, y, z, 1) in mm
 */
public record CoordinateTransform(String dataSpace, String transformedSpace, DoubleMatrix matrix) {}
