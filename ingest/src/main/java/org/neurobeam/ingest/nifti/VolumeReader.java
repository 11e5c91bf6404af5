package org.neurobeam.ingest.nifti;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.neurobeam.schemas.error.DataException;

/**
 * Volumes one after the other, in disk order (first axis fastest), scaled in float64.
 *
 * <p>One forward pass; the only memory are buffers of a few MiB and the caller's volume. Not thread-safe.
 */
public final class VolumeReader implements Closeable {
    /** What to do about data that end too early. */
    public enum Damage {
        /** Throw. */
        REFUSE,
        /** Give the volumes that are complete, then end; {@link VolumeReader#damage()} says why. */
        KEEP_COMPLETE
    }

    private final VoxelStream stream;
    private final ImageHeader header;
    private final Damage policy;
    private final long volumes;
    private final int voxels;
    private long read;
    private DataException damage;

    VolumeReader(VoxelStream stream, Damage policy) {
        this.stream = stream;
        this.header = stream.header();
        this.policy = policy;
        this.volumes = header.volumes();
        if (header.type().components() != 1) {
            throw new DataException(
                    header.path(),
                    "field datatype",
                    "not_real",
                    "expected one real number per voxel, found " + header.type().label(false)
                            + "; convert the image to magnitude or grey values");
        }
        if (header.voxelsPerVolume() > Integer.MAX_VALUE - 8) {
            throw new DataException(
                    header.path(),
                    "field dim",
                    "volume_too_large",
                    "expected at most 2^31 voxels per volume, found " + header.voxelsPerVolume() + "; crop the image");
        }
        this.voxels = (int) header.voxelsPerVolume();
    }

    /** The header of the image. */
    public ImageHeader header() {
        return header;
    }

    /** Voxels of one volume. */
    public int voxels() {
        return voxels;
    }

    /** Volumes that the header claims. */
    public long volumes() {
        return volumes;
    }

    /** Volumes read so far. */
    public long volumesRead() {
        return read;
    }

    /**
     * Reads the next volume.
     *
     * @param volume [voxels], float32
     * @return false at the end; a gzip checksum is checked then
     * @throws DataException if the data end too early or fail their checksum
     */
    public boolean next(float[] volume) {
        checkLength(volume.length);
        return next((offset, count) -> stream.read(volume, offset, count));
    }

    /**
     * Reads the next volume.
     *
     * @param volume [voxels], float64
     * @return false at the end; a gzip checksum is checked then
     * @throws DataException if the data end too early or fail their checksum
     */
    public boolean next(double[] volume) {
        checkLength(volume.length);
        return next((offset, count) -> stream.read(volume, offset, count));
    }

    /** Reads values into the caller's volume. */
    private interface Part {
        int read(int offset, int count);
    }

    private boolean next(Part part) {
        if (damage != null) {
            return false;
        }
        try {
            if (read == volumes) {
                stream.finish();
                return false;
            }
            for (int done = 0; done < voxels; ) {
                done += part.read(done, voxels - done);
            }
            read++;
            return true;
        } catch (DataException e) {
            if (policy == Damage.REFUSE) {
                throw e;
            }
            damage = e;
            return false;
        }
    }

    private void checkLength(int length) {
        if (length != voxels) {
            throw new IllegalArgumentException("volume has " + length + " elements but a volume of " + header.path()
                    + " has " + voxels + " voxels (" + header.shapeLabel() + ")");
        }
    }

    /** Why reading ended before the last volume, or that the checksum failed; only with {@code KEEP_COMPLETE}. */
    public Optional<DataException> damage() {
        return Optional.ofNullable(damage);
    }

    /** What is doubtful about the data; complete after the last volume. */
    public List<String> warnings() {
        return stream.warnings();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
