package org.neurobeam.pipelines.flow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.neurobeam.pipelines.beam.ResidentMemory;

/** What this build and this process are: for provenance and benchmarks. */
public final class BuildInfo {
    private static final String RESOURCE = "/org/neurobeam/pipelines/version.properties";

    private BuildInfo() {}

    /** The version of Neurobeam, as in the root pom. */
    public static String version() {
        try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Peak resident memory of this process in MB (VmHWM), or -1 where the system does not tell. */
    public static long peakRssMb() {
        return ResidentMemory.peakMb();
    }
}
