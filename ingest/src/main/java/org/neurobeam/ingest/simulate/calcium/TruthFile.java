package org.neurobeam.ingest.simulate.calcium;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.neurobeam.ingest.vocabulary.LabelStatus;
import org.neurobeam.ingest.vocabulary.Neuron;
import org.neurobeam.ingest.vocabulary.Vocabulary;

/** Writes {@code truth.json} worm by worm: settings, loadings of the classes, then per worm all that was planted. */
final class TruthFile implements AutoCloseable {
    private final NumberText out;
    private boolean first = true;

    TruthFile(CalciumSimulation study, Path file) throws IOException {
        this.out = new NumberText(Files.newOutputStream(file));
        out.text("{\"kind\": \"calcium\", \"seed\": " + study.seed() + ", \"worms\": " + study.worms()
                + ", \"neurons\": "
                + study.neurons() + ", \"frames\": " + study.frames() + ", \"dt_s\": " + study.dtSeconds()
                + ", \"layout\": \"" + word(study.layout()) + "\",\n\"mate_correlation\": ");
        out.number(LatentActivity.plantedCorrelation(), WormWriter.TIME_DECIMALS, "null");
        out.text(",\n\"loadings\": {");
        Set<String> classes = Vocabulary.hermaphrodite().neurons().stream()
                .filter(neuron -> neuron.slot().isPresent())
                .map(Neuron::neuronClass)
                .collect(Collectors.toCollection(TreeSet::new));
        String before = "";
        for (String name : classes) {
            out.text(before + "\"" + name + "\": ");
            array(WormWriter.TIME_DECIMALS, LatentActivity.loadings(study, name));
            before = ",\n  ";
        }
        out.text("},\n\"recordings\": [");
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    void worm(SimulatedWorm worm, Path file, Set<Damage> damage) throws IOException {
        out.text((first ? "\n" : ",\n") + "{\"recording\": \"" + worm.name() + "\", \"file\": \""
                + file.toString().replace('\\', '/') + "\", \"damage\": ["
                + damage.stream().map(d -> "\"" + word(d) + "\"").collect(Collectors.joining(", ")) + "], \"counts\": "
                + counts(worm) + ",\n\"rois\": [");
        first = false;
        String before = "";
        for (SimulatedRoi roi : worm.rois()) {
            out.text(before + roi(roi));
            before = ",\n  ";
        }
        out.text("],\n\"time_s\": ");
        array(WormWriter.TIME_DECIMALS, worm.times());
        out.text(",\n\"velocity_mm_per_s\": ");
        array(WormWriter.VALUE_DECIMALS, worm.velocity());
        out.text(",\n\"reversals\": ["
                + worm.reversals().stream()
                        .map(e -> "[" + e[0] + ", " + e[1] + "]")
                        .collect(Collectors.joining(", "))
                + "],\n\"factors\": ");
        char separator = '[';
        for (double[] factor : worm.factors()) {
            out.character(separator);
            array(WormWriter.VALUE_DECIMALS, factor);
            separator = ',';
        }
        out.text("]}");
    }

    private void array(int decimals, double... values) throws IOException {
        char before = '[';
        for (double value : values) {
            out.character(before).number(value, decimals, "null");
            before = ',';
        }
        out.character(']');
    }

    private static String roi(SimulatedRoi roi) {
        return "{\"cell\": \"" + roi.neuron().label() + "\", \"source_label\": \"" + roi.sourceLabel()
                + "\", \"label_status\": \"" + roi.status().word() + "\", \"label\": "
                + roi.expectedLabel().map(label -> "\"" + label + "\"").orElse("null") + ", \"candidates\": ["
                + roi.candidates().stream().map(c -> "\"" + c + "\"").collect(Collectors.joining(", "))
                + "], \"missing\": [" + roi.gapStart() + ", " + (roi.gapStart() + roi.gapLength()) + "]}";
    }

    private static String counts(SimulatedWorm worm) {
        Map<LabelStatus, Integer> counts = new EnumMap<>(LabelStatus.class);
        worm.rois().forEach(roi -> counts.merge(roi.status(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> "\"" + entry.getKey().word() + "\": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public void close() throws IOException {
        out.text("\n]}\n").close();
    }
}
