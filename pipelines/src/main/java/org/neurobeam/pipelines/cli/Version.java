package org.neurobeam.pipelines.cli;

import org.neurobeam.pipelines.flow.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** The version that {@code --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"neurobeam " + BuildInfo.version()};
    }
}
