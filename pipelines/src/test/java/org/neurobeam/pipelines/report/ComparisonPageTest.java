package org.neurobeam.pipelines.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.neurobeam.pipelines.report.ComparedScores.Winner;

class ComparisonPageTest {
    private static String html(ComparedScores... groups) throws IOException {
        ReportData record = ReportData.of(
                new ReportData.Heading("Comparison", "", "neurobeam test"), Summary.of(List.of(), 1, 2), List.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ComparisonPage(record, "a (<ridge>)", "b", "q < 0.05 (BH)", List.of(groups)).write(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode charts(String html) throws IOException {
        String start = "id=\"report-data\">";
        int from = html.indexOf(start) + start.length();
        return new ObjectMapper()
                .readTree(html.substring(from, html.indexOf("</script>", from)))
                .path("charts");
    }

    private static int sum(JsonNode counts) {
        return StreamSupport.stream(counts.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .sum();
    }

    @Test
    void everyTargetIsInItsPlaceAndNothingIsLoaded() throws IOException {
        ComparedScores scores = ComparedScores.of(
                "sub-01",
                List.of("V1", "<b>", "c", "d"),
                new float[] {.48f, .1f, .2f, Float.NaN},
                new float[] {.1f, .3f, .2f, .4f},
                List.of(Winner.FIRST, Winner.SECOND, Winner.NONE, Winner.NONE));
        String html = html(scores);
        assertThat(html)
                .contains("a (&lt;ridge&gt;)", "&lt;b&gt;", "1 won by the first, 1 by the second, 1 by neither")
                .doesNotContain("<b>c", "src=\"http", "<link");
        JsonNode charts = charts(html);
        assertThat(charts.path("pairs0").path("first").get(0).toString()).isEqualTo("[0.1,0.48]");
        JsonNode deltas = charts.path("deltas0");
        int middle = deltas.path("middle").size() / 2;
        assertThat(deltas.path("middle").get(middle).asDouble()).isZero();
        assertThat(deltas.path("none").get(middle).asInt()).isEqualTo(1);
        // bins of 0.02: the largest difference is 0.38
        assertThat(deltas.path("middle").get(middle + 1).asDouble()).isEqualTo(.02);
        assertThat(deltas.path("first").get(middle + 19).asInt()).isEqualTo(1);
        assertThat(deltas.path("second").get(middle - 10).asInt()).isEqualTo(1);
        assertThat(html(scores)).isEqualTo(html);
    }

    @Test
    void equalOrUnknownScoresAndManyTargetsStillMakeAPage() throws IOException {
        ComparedScores none =
                ComparedScores.of("none", List.of("a"), new float[] {Float.NaN}, new float[] {1}, List.of(Winner.NONE));
        assertThat(html(none)).contains("No target has a score in both models.");
        int many = 20_000;
        List<String> labels = new ArrayList<>();
        float[] r = new float[many];
        for (int v = 0; v < many; v++) {
            labels.add("t" + v);
            r[v] = v / (float) many;
        }
        String html = html(ComparedScores.of("many", labels, r, r, Collections.nCopies(many, Winner.NONE)));
        JsonNode charts = charts(html);
        assertThat(charts.path("pairs0").path("none")).hasSize(6000);
        assertThat(sum(charts.path("deltas0").path("none"))).isEqualTo(many);
        assertThat(html).contains("evenly spaced");
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        assertThatThrownBy(() -> ComparedScores.of(
                        "g", List.of("a"), new float[2], new float[2], List.of(Winner.NONE, Winner.NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("labels [1]");
        ComparedScores one = ComparedScores.of("g", List.of("a"), new float[1], new float[1], List.of(Winner.NONE));
        assertThat(one)
                .isEqualTo(ComparedScores.of("g", List.of("a"), new float[1], new float[1], List.of(Winner.NONE)))
                .hasToString("ComparedScores[g, 1 targets]");
    }
}
