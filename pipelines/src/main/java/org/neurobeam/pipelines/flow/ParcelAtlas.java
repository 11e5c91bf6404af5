package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.neurobeam.ingest.nifti.NiftiImage;
import org.neurobeam.ingest.nifti.VolumeReader;
import org.neurobeam.pipelines.config.ParcellationConfig;
import org.neurobeam.preprocess.image.LabelParcels;
import org.neurobeam.preprocess.image.MapParcels;
import org.neurobeam.preprocess.image.ParcelCache;
import org.neurobeam.preprocess.image.ParcelGrid;
import org.neurobeam.preprocess.image.Parcellation;
import org.neurobeam.preprocess.image.SphereParcels;
import org.neurobeam.preprocess.image.Volume;
import org.neurobeam.preprocess.image.VolumeGrid;
import org.neurobeam.schemas.error.ConfigException;

/** The atlas of the settings; read once, and brought onto each grid once, by each process. */
final class ParcelAtlas {
    private static final String KEY = "parcellation.atlas";
    /** Long-lived workers meet many atlases. */
    private static final int MOST_HELD = 4;

    private static final ConcurrentMap<Key, ParcelAtlas> HELD = new ConcurrentHashMap<>();

    private final Parcellation parcellation;
    private final ParcelCache grids = new ParcelCache();

    private ParcelAtlas(Parcellation parcellation) {
        this.parcellation = parcellation;
    }

    private record Key(ParcellationConfig config, String digest) {}

    /**
     * Digest of the files that the settings name; empty where they name none.
     *
     * @throws ConfigException if a file does not exist
     */
    static String digest(ParcellationConfig config) throws IOException {
        StringBuilder all = new StringBuilder();
        if (config.kind() == ParcellationConfig.Kind.LABELS || config.kind() == ParcellationConfig.Kind.MAPS) {
            all.append(SettingFile.of(KEY, config.atlas()).sha256());
        }
        if (config.kind() != ParcellationConfig.Kind.NONE && !config.names().isEmpty()) {
            all.append(' ')
                    .append(SettingFile.of(ParcelNames.KEY, config.names()).sha256());
        }
        return all.toString();
    }

    /**
     * The atlas, from memory where this process read it before.
     *
     * @param digest of its files
     * @throws ConfigException if it is not what the settings say
     */
    static ParcelAtlas of(ParcellationConfig config, String digest) {
        if (HELD.size() > MOST_HELD) {
            HELD.clear();
        }
        return HELD.computeIfAbsent(new Key(config, digest), key -> {
            try {
                return new ParcelAtlas(read(config));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The parcels on the grid of the data. */
    ParcelGrid onGrid(VolumeGrid grid) {
        return grids.onGrid(parcellation, grid);
    }

    /** The name of each parcel in its source: the number of a label; else none. */
    List<String> sourceLabels() {
        return parcellation instanceof LabelParcels labels
                ? labels.labels().stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Parcellation read(ParcellationConfig config) throws IOException {
        return switch (config.kind()) {
            case LABELS -> labels(config);
            case MAPS -> maps(config);
            case SPHERES -> spheres(config);
            case NONE -> throw new IllegalArgumentException("kind: none has no atlas");
        };
    }

    private static Parcellation labels(ParcellationConfig config) throws IOException {
        Volume image = VoxelGrids.read(KEY, config.atlas(), "kind: labels needs a 3-D image, kind: maps a 4-D one");
        try {
            return LabelParcels.of(image, ParcelNames.read(config.names()));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(KEY + ": " + config.atlas() + ": " + e.getMessage() + " (kind: maps)", e);
        }
    }

    private static Parcellation maps(ParcellationConfig config) throws IOException {
        SettingFile file = SettingFile.of(KEY, config.atlas());
        NiftiImage image = NiftiImage.open(file.store(), file.name());
        int count = Math.toIntExact(image.header().volumes());
        if (count < 2) {
            throw new ConfigException(KEY + ": " + config.atlas() + " has one volume ("
                    + image.header().shapeLabel() + "); kind: maps needs a 4-D image, kind: labels a 3-D one");
        }
        List<String> numbers = new ArrayList<>();
        for (int m = 1; m <= count; m++) {
            numbers.add(Integer.toString(m));
        }
        VolumeGrid grid = VoxelGrids.of(image.header());
        try (VolumeReader volumes = image.volumes()) {
            return MapParcels.of(ordered(config, numbers), grid, () -> new Maps(volumes, grid));
        }
    }

    /** Map after map, as they are read. */
    private static final class Maps implements Iterator<Volume> {
        private final VolumeReader volumes;
        private final VolumeGrid grid;

        Maps(VolumeReader volumes, VolumeGrid grid) {
            this.volumes = volumes;
            this.grid = grid;
        }

        @Override
        public boolean hasNext() {
            return volumes.volumesRead() < volumes.volumes();
        }

        @Override
        public Volume next() {
            float[] values = new float[grid.voxels()];
            if (!volumes.next(values)) {
                throw new NoSuchElementException("all maps were given");
            }
            return Volume.wrap(grid, values);
        }
    }

    private static Parcellation spheres(ParcellationConfig config) throws IOException {
        List<String> places = config.seedsMm().stream()
                .map(s -> s.get(0) + "," + s.get(1) + "," + s.get(2))
                .toList();
        List<String> names = ordered(config, places);
        List<SphereParcels.Sphere> spheres = new ArrayList<>();
        for (int n = 0; n < names.size(); n++) {
            List<Double> seed = config.seedsMm().get(n);
            spheres.add(
                    new SphereParcels.Sphere(names.get(n), seed.get(0), seed.get(1), seed.get(2), config.radiusMm()));
        }
        return new SphereParcels(spheres);
    }

    /** The names of the table in the order of their numbers, or the defaults where there is no table. */
    private static List<String> ordered(ParcellationConfig config, List<String> defaults) throws IOException {
        SortedMap<Integer, String> names = new TreeMap<>(ParcelNames.read(config.names()));
        if (!names.isEmpty() && names.size() != defaults.size()) {
            throw new ConfigException(ParcelNames.KEY + ": " + config.names() + " has " + names.size()
                    + " names but there are " + defaults.size() + " parcels; give one name for each");
        }
        return names.isEmpty() ? defaults : List.copyOf(names.values());
    }
}
