package org.neurobeam.ingest.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.neurobeam.ingest.nifti.TimingSources;

/**
 * The timing of volumes in the JSON beside an image.
 *
 * @param timing what it says
 * @param warnings why it cannot be used
 */
public record SidecarTiming(TimingSources timing, List<String> warnings) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final SidecarTiming NONE = new SidecarTiming(TimingSources.NONE, List.of());

    /** Copies the list. */
    public SidecarTiming {
        warnings = List.copyOf(warnings);
    }

    /** The JSON file with the name of the image. */
    public static SidecarTiming beside(InspectedFile file) {
        String path = file.path().replaceFirst("(?i)(\\.(nii|hdr|img))?(\\.gz)?$", "") + ".json";
        if (!file.store().exists(path)) {
            return NONE;
        }
        try (InputStream in = file.store().read(path)) {
            return of(MAPPER.readTree(in));
        } catch (IOException e) {
            return new SidecarTiming(TimingSources.NONE, List.of(path + " is not readable JSON: " + firstLine(e)));
        }
    }

    /** RepetitionTime and VolumeTiming of a JSON object. */
    public static SidecarTiming of(JsonNode json) {
        List<String> warnings = new ArrayList<>();
        JsonNode tr = json.path("RepetitionTime");
        if (!tr.isMissingNode() && !tr.isNumber()) {
            warnings.add("RepetitionTime in JSON is not a number but " + tr + ": ignored");
        }
        List<Double> times = new ArrayList<>();
        for (JsonNode time : json.path("VolumeTiming")) {
            times.add(time.isNumber() ? time.doubleValue() : Double.NaN);
        }
        OptionalDouble seconds = tr.isNumber() ? OptionalDouble.of(tr.doubleValue()) : OptionalDouble.empty();
        return new SidecarTiming(new TimingSources(OptionalDouble.empty(), seconds, times), warnings);
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
