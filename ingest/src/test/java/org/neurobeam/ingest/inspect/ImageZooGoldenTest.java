package org.neurobeam.ingest.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.testing.SharedData;

/** Every NIfTI and Analyze image of the zoo is described as the reference describes it. */
class ImageZooGoldenTest {
    /** Section 6.9: numbers agree to this relative difference. */
    private static final double RELATIVE = 1e-6;
    /** Section 6.9: the golden affine has five decimals. */
    private static final double AFFINE = 2e-5;
    /** Section 6.7: the reference is wrong on these; their behaviour has tests of its own. */
    private static final Set<String> EXCEPTIONS = Set.of(
            "dim0_zero.nii",
            "dim_zero.nii",
            "ext_esize_bad.nii",
            "nii_named_gz.nii.gz",
            "truncated_gz.nii.gz",
            "vox_offset_0.nii");
    /** Not compared: class is the reference's own, slope and inter are NaN everywhere in the golden. */
    private static final Set<String> NOT_COMPARED = Set.of("class", "slope", "inter");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void everyImageOfTheZooIsDescribedAsTheReferenceDoes() throws IOException {
        Path data = SharedData.path("data/fmri");
        DataStore store = DataStore.local(data);
        FileInspector inspector = FileInspector.forImages();
        SoftAssertions soft = new SoftAssertions();
        int compared = 0;
        for (JsonNode entry :
                MAPPER.readTree(SharedData.path("golden/fmri/image_zoo.json").toFile())) {
            String file = entry.path("file").textValue();
            String kind = entry.path("class").asText("");
            boolean ours = !kind.equals("GiftiImage") && !kind.equals("Cifti2Image");
            if (!ours || EXCEPTIONS.contains(Path.of(file).getFileName().toString())) {
                continue;
            }
            assertThat(Files.exists(data.resolve(file))).as(file).isTrue();
            FileDescription found = inspector.inspect(store, file, file, false);
            compare(soft, file, entry, found.json());
            boolean damaged = entry.has("load_error") || entry.has("data_error");
            soft.assertThat(found.exitCode()).as(file).isEqualTo(damaged ? 3 : 0);
            compared++;
        }
        soft.assertAll();
        assertThat(compared).isEqualTo(402 - 13 - 6 - EXCEPTIONS.size());
    }

    private static void compare(SoftAssertions soft, String file, JsonNode wanted, JsonNode found) {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : wanted.properties()) {
            String key = field.getKey();
            boolean presence = key.equals("load_error") || key.equals("data_error");
            double absolute = key.equals("affine") ? AFFINE : 0;
            if (NOT_COMPARED.contains(key)) {
                continue;
            }
            if (presence ? !found.has(key) : !equal(field.getValue(), found.path(key), absolute)) {
                differences.add(key + ": expected " + field.getValue() + " found " + found.path(key));
            }
        }
        for (String key : List.of("load_error", "data_error")) {
            if (found.has(key) && !wanted.has(key)) {
                differences.add("unexpected " + found.path(key));
            }
        }
        soft.assertThat(differences).as(file).isEmpty();
    }

    private static boolean equal(JsonNode wanted, JsonNode found, double absolute) {
        if (wanted.isArray()) {
            boolean same = found.isArray() && wanted.size() == found.size();
            for (int i = 0; same && i < wanted.size(); i++) {
                same = equal(wanted.get(i), found.get(i), absolute);
            }
            return same;
        }
        if (wanted.isNumber()) {
            double w = wanted.doubleValue();
            return found.isNumber() && Math.abs(found.doubleValue() - w) <= absolute + RELATIVE * Math.abs(w);
        }
        return wanted.equals(found);
    }
}
