package org.neurobeam.ingest.simulate;

import java.util.zip.Deflater;
import org.neurobeam.ingest.nifti.NiftiOutEncoding;
import org.neurobeam.schemas.error.ConfigException;

/**
 * How the simulated images are stored.
 *
 * @param gzip {@code .nii.gz} rather than {@code .nii}; masks are always compressed
 * @param gzipLevel 0 to 9; noise hardly compresses, so low levels cost little size
 * @param type INT16 as scanners write, or FLOAT32
 * @param noiseFree also write the 4-D series without noise below the truth
 */
public record SimulatedFiles(boolean gzip, int gzipLevel, NiftiOutEncoding.Type type, boolean noiseFree) {
    /** Checks level and type. */
    public SimulatedFiles {
        if (gzipLevel < Deflater.NO_COMPRESSION || gzipLevel > Deflater.BEST_COMPRESSION) {
            throw new ConfigException("files.gzipLevel: " + gzipLevel + "; must be 0 to 9");
        }
        if (type == NiftiOutEncoding.Type.UINT8) {
            throw new ConfigException("files.type: UINT8; must be INT16 or FLOAT32");
        }
    }

    /** Compressed int16 at level 1, no noise-free series. */
    public static SimulatedFiles defaults() {
        return new SimulatedFiles(true, 1, NiftiOutEncoding.Type.INT16, false);
    }

    String extension() {
        return gzip ? ".nii.gz" : ".nii";
    }

    NiftiOutEncoding encoding() {
        return type == NiftiOutEncoding.Type.INT16 ? NiftiOutEncoding.int16() : NiftiOutEncoding.float32();
    }
}
