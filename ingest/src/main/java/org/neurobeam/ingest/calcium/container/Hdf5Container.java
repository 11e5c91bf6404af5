package org.neurobeam.ingest.calcium.container;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Node;
import java.io.IOException;
import java.util.List;

/** HDF5 as it is: groups, datasets, attributes; links of every kind are followed. */
final class Hdf5Container implements Container {
    private final LocalFile local;
    private final HdfFile file;
    private final Item.Folder root;
    private final Flavour flavour;

    /** What is written in the HDF5 file. */
    enum Flavour {
        HDF5,
        NWB,
        MATLAB73
    }

    private Hdf5Container(LocalFile local, HdfFile file) {
        this.local = local;
        this.file = file;
        this.flavour = flavour(local, file);
        this.root = switch (flavour) {
            case MATLAB73 -> new Matlab73Group(local.place(), file);
            case NWB -> new NwbGroup(local.place(), file);
            case HDF5 -> new Hdf5Group(local.place(), file);
        };
    }

    static Hdf5Container open(LocalFile local) throws IOException {
        HdfFile file = local.place().read(() -> new HdfFile(local.path()));
        try {
            return local.place().read(() -> new Hdf5Container(local, file));
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static Flavour flavour(LocalFile local, HdfFile file) {
        if (new String(local.head(), java.nio.charset.StandardCharsets.ISO_8859_1).startsWith("MATLAB 7.3")) {
            return Flavour.MATLAB73;
        }
        return file.getAttributes().containsKey("nwb_version") ? Flavour.NWB : Flavour.HDF5;
    }

    @Override
    public String format() {
        return flavour.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String version() {
        return switch (flavour) {
            case NWB ->
                local.place().read(() -> Hdf5Values.text(file, "nwb_version").orElse(""));
            case MATLAB73 -> "7.3";
            case HDF5 -> "";
        };
    }

    @Override
    public Item.Folder root() {
        return root;
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            local.close();
        }
    }

    /** Names of the attributes of a node. */
    static List<String> attributes(Node node) {
        return node.getAttributes().values().stream().map(Attribute::getName).toList();
    }
}
