package org.neurobeam.pipelines.flow.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.neurobeam.encoders.ridge.RidgeDesign;
import org.neurobeam.encoders.ridge.RidgeFit;
import org.neurobeam.encoders.ridge.RidgeOptions;
import org.neurobeam.encoders.score.CircularShiftNull;
import org.neurobeam.pipelines.beam.Stores;
import org.neurobeam.pipelines.config.CleaningConfig;
import org.neurobeam.pipelines.config.EncodeConfig;
import org.neurobeam.pipelines.flow.Outcome;
import org.neurobeam.pipelines.flow.RunCleaning;
import org.neurobeam.pipelines.flow.SampleTimes;
import org.neurobeam.preprocess.design.EventDesign;
import org.neurobeam.preprocess.design.FrameTimes;
import org.neurobeam.preprocess.design.RegressorOptions;
import org.neurobeam.preprocess.linalg.RowSource;
import org.neurobeam.preprocess.split.Folds;
import org.neurobeam.schemas.array.DoubleMatrix;
import org.neurobeam.schemas.array.FloatMatrix;
import org.neurobeam.schemas.io.Table;
import org.neurobeam.schemas.io.TableFile;
import org.neurobeam.schemas.io.dataset.Dataset;
import org.neurobeam.schemas.table.Recording;
import org.neurobeam.schemas.table.Score;
import org.neurobeam.schemas.table.Unit;

/** Ridge on glover regressors of the events, cleaned like the data, every run held out once: each subject in memory. */
final class RidgeStep implements DemoFlow.Encode {
    private final CleaningConfig cleaning;
    private final Map<String, Subject> subjects = new TreeMap<>();

    RidgeStep(CleaningConfig cleaning) {
        this.cleaning = cleaning;
    }

    /** A subject's design, responses and fit; rows of all runs one after the other. */
    record Subject(DoubleMatrix design, FloatMatrix responses, List<Integer> runs, List<Unit> units, RidgeFit fit) {}

    /** The subjects of the last run by label. */
    Map<String, Subject> subjects() {
        return subjects;
    }

    @Override
    public Outcome run(EncodeConfig config, List<String> runnerArguments) throws IOException {
        Dataset dataset = Dataset.open(Stores.of(config.input()));
        Map<String, List<Recording>> groups = new TreeMap<>();
        for (Recording r : dataset.recordings()) {
            groups.computeIfAbsent("sub-" + r.getSubjectId(), k -> new ArrayList<>())
                    .add(r);
        }
        List<Score> scores = new ArrayList<>();
        for (Map.Entry<String, List<Recording>> group : groups.entrySet()) {
            Subject subject = fit(dataset, group.getValue());
            subjects.put(group.getKey(), subject);
            scores.addAll(scores(group.getKey(), subject));
        }
        TableFile.write(Stores.of(config.output()), "scores.parquet", Table.SCORES, scores);
        return Outcome.done(new ObjectMapper().createObjectNode());
    }

    private Subject fit(Dataset dataset, List<Recording> recordings) throws IOException {
        List<double[]> x = new ArrayList<>();
        List<float[]> y = new ArrayList<>();
        List<Integer> runs = new ArrayList<>();
        for (Recording run : recordings) {
            String id = run.getRecordingId();
            double[] times = SampleTimes.of(dataset.timebases(id).get(0), run.getOriginalNSamples());
            DoubleMatrix events = EventDesign.regressors(
                            dataset.events(id), FrameTimes.of(times), RegressorOptions.defaults())
                    .values();
            DoubleMatrix design = RunCleaning.of(cleaning, dataset, run).clean(events);
            FloatMatrix series;
            try (var traces = dataset.traces(id, "original", "clean")) {
                series = traces.readAll().values().transposed();
            }
            for (int t = 0; t < series.rows(); t++) {
                x.add(design.row(t));
                y.add(series.row(t));
                runs.add(recordings.indexOf(run));
            }
        }
        DoubleMatrix features = DoubleMatrix.of(x.toArray(double[][]::new));
        FloatMatrix responses = FloatMatrix.of(y.toArray(float[][]::new));
        int[] runOfRow = runs.stream().mapToInt(Integer::intValue).toArray();
        try (RidgeDesign ridge =
                RidgeDesign.of(features, runOfRow, Folds.leaveOneRunOut(runOfRow), RidgeOptions.defaults())) {
            List<Unit> units = dataset.units(recordings.get(0).getRecordingId());
            return new Subject(features, responses, runs, units, ridge.fitTile(responses));
        }
    }

    private static List<Score> scores(String group, Subject subject) {
        RidgeFit fit = subject.fit;
        double[] r = fit.pooledR();
        double[] floor = CircularShiftNull.of(
                        RowSource.of(subject.responses),
                        RowSource.of(fit.predictions()),
                        CircularShiftNull.DEFAULT_MINIMUM_SHIFT)
                .noiseFloor();
        List<Score> rows = new ArrayList<>();
        for (int v = 0; v < r.length; v++) {
            Unit unit = subject.units.get(v);
            rows.add(Score.newBuilder()
                    .setGroup(group)
                    .setUnitId(unit.getUnitId())
                    .setTarget(v)
                    .setI(unit.getI().orElseThrow())
                    .setJ(unit.getJ().orElseThrow())
                    .setK(unit.getK().orElseThrow())
                    .setR(r[v])
                    .setRNull95(floor[v])
                    .setRFolds(List.of())
                    .setR2Folds(List.of())
                    .setAlphaFolds(List.of())
                    .setNSamples(subject.runs.size())
                    .build());
        }
        return rows;
    }
}
