package org.neurobeam.ingest.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.neurobeam.schemas.testing.SharedData;

/** The labels of Dag et al. 2023 against {@code golden/celegans/dag2023_labels.csv}, in both modes, exactly. */
class DagLabelsGoldenTest {
    private static final Map<String, Integer> LABELS = Map.of(
            "2022-07-26-31", 100,
            "2022-07-26-38", 87,
            "2022-07-27-31", 104,
            "2022-07-27-38", 94,
            "2022-07-27-45", 109,
            "2022-08-02-31", 104,
            "2022-08-02-38", 110,
            "2022-08-03-31", 106);
    private static final int ALTERED_OF_814 = 29;

    /** One line of the golden file: uid, roi, source, confidence, status, label, slot, candidates, published label. */
    private static Map<String, List<String[]>> golden() throws IOException {
        return Files.readAllLines(SharedData.path("golden/celegans/dag2023_labels.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .collect(Collectors.groupingBy(cells -> cells[0]));
    }

    /** The ROIs of a worm up to the last labelled one. */
    private static Map<String, List<SourceLabel>> sources() throws IOException {
        JsonNode worms = new ObjectMapper()
                .readTree(SharedData.path("data/calcium/derived/NeuroPAL_labels_dict.json")
                        .toFile());
        Map<String, List<SourceLabel>> sources = new HashMap<>();
        worms.properties().forEach(worm -> {
            List<SourceLabel> labels = new ArrayList<>();
            worm.getValue().get(0).properties().forEach(roi -> {
                while (labels.size() < Integer.parseInt(roi.getKey()) - 1) {
                    labels.add(SourceLabel.absent());
                }
                JsonNode entry = roi.getValue();
                labels.add(SourceLabel.of(
                        entry.get("label").asText(), entry.get("confidence").asDouble()));
            });
            sources.put(worm.getKey(), labels);
        });
        return sources;
    }

    @Test
    void theFixedRule() throws IOException {
        Map<String, List<SourceLabel>> sources = sources();
        int compared = 0;
        for (Map.Entry<String, List<String[]>> worm : golden().entrySet()) {
            List<ResolvedLabel> rois =
                    new LabelResolver(Vocabulary.hermaphrodite()).resolve(sources.get(worm.getKey()));
            for (String[] cells : worm.getValue()) {
                ResolvedLabel roi = rois.get(Integer.parseInt(cells[1]) - 1);
                assertThat(new String[] {
                            cells[0],
                            Integer.toString(roi.roiIndex() + 1),
                            roi.source().text().orElse(""),
                            Double.toString(roi.source().confidence().orElseThrow()),
                            roi.status().word(),
                            roi.label().orElse(""),
                            roi.slot().isPresent() ? Integer.toString(roi.slot().getAsInt()) : "",
                            String.join("|", roi.candidates()),
                            cells[8]
                        })
                        .containsExactly(cells);
                compared++;
            }
        }
        assertThat(compared).isEqualTo(413);
    }

    @Test
    void thePublishedRule() throws IOException {
        Map<String, List<SourceLabel>> sources = sources();
        PublishedLabels published = new PublishedLabels(Vocabulary.hermaphrodite(), PublishedLabels.Rule.NEAREST);
        for (Map.Entry<String, List<String[]>> worm : golden().entrySet()) {
            List<ResolvedLabel> rois = published.resolve(sources.get(worm.getKey()));
            for (String[] cells : worm.getValue()) {
                assertThat(rois.get(Integer.parseInt(cells[1]) - 1).label()).contains(cells[8]);
            }
        }
    }

    @Test
    void countsOfTheEightWorms() throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        int altered = 0;
        for (Map.Entry<String, List<SourceLabel>> worm : sources().entrySet()) {
            List<SourceLabel> labels = worm.getValue();
            List<ResolvedLabel> fixed = new LabelResolver(Vocabulary.hermaphrodite()).resolve(labels);
            counts.put(worm.getKey(), (int)
                    labels.stream().filter(label -> label.text().isPresent()).count());
            Map<LabelStatus, Long> statuses =
                    fixed.stream().collect(Collectors.groupingBy(ResolvedLabel::status, Collectors.counting()));
            assertThat(count(statuses, LabelStatus.EXACT) + count(statuses, LabelStatus.NORMALISED))
                    .isEqualTo(LABELS.get(worm.getKey())
                            - count(statuses, LabelStatus.AMBIGUOUS)
                            - count(statuses, LabelStatus.DUPLICATE));
            altered += (int) new PublishedLabels(Vocabulary.hermaphrodite(), PublishedLabels.Rule.NEAREST)
                    .resolve(labels).stream()
                            .filter(roi -> roi.label().isPresent() && roi.status() != LabelStatus.EXACT)
                            .count();
        }
        assertThat(counts).isEqualTo(LABELS);
        assertThat(altered).isEqualTo(ALTERED_OF_814);
    }

    private static long count(Map<LabelStatus, Long> statuses, LabelStatus status) {
        return statuses.getOrDefault(status, 0L);
    }
}
