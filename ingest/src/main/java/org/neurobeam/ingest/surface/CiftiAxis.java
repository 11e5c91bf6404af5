package org.neurobeam.ingest.surface;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the indices along one dimension of a CIFTI matrix stand for. */
public sealed interface CiftiAxis {
    /** Number of indices. */
    long length();

    /**
     * Vertices and voxels.
     *
     * @param models consecutive ranges of indices
     * @param volume grid of the voxels; empty for surfaces alone
     */
    record BrainModels(List<BrainModel> models, Optional<VolumeSpace> volume) implements CiftiAxis {
        /** Copies the list. */
        public BrainModels {
            models = List.copyOf(models);
        }

        @Override
        public long length() {
            return models.stream().mapToLong(m -> m.members().size()).sum();
        }
    }

    /**
     * Parcels, each made of vertices and voxels.
     *
     * @param parcels one for each index
     * @param surfaceVertices number of vertices of each surface, by structure
     * @param volume grid of the voxels; empty for surfaces alone
     */
    record Parcels(List<Parcel> parcels, Map<String, Integer> surfaceVertices, Optional<VolumeSpace> volume)
            implements CiftiAxis {
        /** Copies the collections. */
        public Parcels {
            parcels = List.copyOf(parcels);
            surfaceVertices = Collections.unmodifiableMap(new LinkedHashMap<>(surfaceVertices));
        }

        @Override
        public long length() {
            return parcels.size();
        }
    }

    /**
     * Points at equal steps.
     *
     * @param length number of points
     * @param start value of the first, times 10^exponent, in the unit
     * @param step between two, times 10^exponent, in the unit
     * @param exponent power of ten
     * @param unit SECOND, HERTZ, METER or RADIAN
     */
    record Series(long length, double start, double step, int exponent, String unit) implements CiftiAxis {
        /** The repetition time in s; empty when the unit is another or the step not positive. */
        public OptionalDouble trSeconds() {
            double seconds = scaled(step);
            return unit.equals("SECOND") && seconds > 0 && Double.isFinite(seconds)
                    ? OptionalDouble.of(seconds)
                    : OptionalDouble.empty();
        }

        /** Time of the first point in s; empty when the unit is another. */
        public OptionalDouble startSeconds() {
            return unit.equals("SECOND") ? OptionalDouble.of(scaled(start)) : OptionalDouble.empty();
        }

        /** Division for negative powers: 720 at 10^-3 is 0.72 and not 0.7200000000000001. */
        private double scaled(double value) {
            return exponent < 0 ? value / Math.pow(10, -exponent) : value * Math.pow(10, exponent);
        }
    }

    /**
     * Maps with names; a label map has a table.
     *
     * @param maps one for each index
     * @param labels whether the values are keys of the maps' label tables
     */
    record NamedMaps(List<NamedMap> maps, boolean labels) implements CiftiAxis {
        /** Copies the list. */
        public NamedMaps {
            maps = List.copyOf(maps);
        }

        @Override
        public long length() {
            return maps.size();
        }
    }

    /**
     * One map.
     *
     * @param name as written
     * @param metadata name and value pairs
     * @param labels label table; empty for scalars
     */
    record NamedMap(String name, Map<String, String> metadata, List<SurfaceLabel> labels) {
        /** Copies the collections. */
        public NamedMap {
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
            labels = List.copyOf(labels);
        }
    }

    /**
     * A range of indices on one structure.
     *
     * @param offset first index
     * @param surfaceVertices vertices of the whole surface; 0 for voxels
     * @param members the vertices or voxels, in order
     */
    record BrainModel(int offset, int surfaceVertices, Grayordinates members) {}

    /**
     * One parcel.
     *
     * @param name as written
     * @param members its vertices by structure, and its voxels
     */
    record Parcel(String name, List<Grayordinates> members) {
        /** Copies the list. */
        public Parcel {
            members = List.copyOf(members);
        }
    }
}
