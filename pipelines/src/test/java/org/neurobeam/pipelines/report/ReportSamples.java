package org.neurobeam.pipelines.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes sample reports into a folder, to be looked at: {@code main(folder)}. */
final class ReportSamples {
    private ReportSamples() {}

    /** The folder to write to. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        GroupReport brain = new PseudoBrain(PseudoBrain.grid(64, 64, 40, 3), 1).group("sub-01");
        write(folder.resolve("report.html"), PseudoBrain.report(List.of(brain)));
        write(folder.resolve("truth.html"), PseudoBrain.report(List.of(brain)).withTruth(PseudoBrain.truth(2000)));
        GroupReport slice = new PseudoBrain(PseudoBrain.grid(40, 20, 1, 3.5), 2).group("sub-1");
        write(folder.resolve("slice.html"), PseudoBrain.report(List.of(slice)));
        write(folder.resolve("arrays.html"), PseudoBrain.report(List.of(PseudoBrain.arrays(400))));
        GroupReport mni = new PseudoBrain(PseudoBrain.grid(97, 115, 97, 2), 3).group("sub-02");
        write(folder.resolve("groups.html"), PseudoBrain.report(List.of(mni, brain, slice, brain, brain, slice)));
    }

    private static void write(Path file, ReportData data) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            HtmlReport.write(data, out);
        }
    }
}
