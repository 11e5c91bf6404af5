package org.neurobeam.ingest.simulate;

import java.io.IOException;
import java.util.function.LongConsumer;
import org.neurobeam.ingest.nifti.NiftiOutEncoding;
import org.neurobeam.ingest.nifti.NiftiOutImage;
import org.neurobeam.ingest.nifti.NiftiWriter;
import org.neurobeam.schemas.io.DataStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a simulated fMRI study: a BIDS tree and, beside it, its truth.
 *
 * <p>Volumes are made one after another and written at once; memory is some arrays of one volume, whatever the number of
 * volumes. Equal settings give equal bytes (compressed files: on one zlib).
 */
public final class FmriSimulator {
    private static final Logger LOG = LoggerFactory.getLogger(FmriSimulator.class);
    private static final double NANOS = 1e9;

    private final PlantedSignal planted;
    private final FmriSimulation study;
    private final DataStore store;
    private final DataStore truthStore;
    private final BidsTree tree;
    private final TruthFolder truth;
    private final LongConsumer progress;
    private long volumesWritten;

    private FmriSimulator(PlantedSignal planted, DataStore store, DataStore truthStore, LongConsumer progress) {
        this.planted = planted;
        this.study = planted.study();
        this.store = store;
        this.truthStore = truthStore;
        this.tree = new BidsTree(study, store);
        this.truth = new TruthFolder(planted, truthStore);
        this.progress = progress;
    }

    /**
     * Writes a study.
     *
     * @param store the BIDS tree's folder
     * @param truth the truth's folder, e.g. {@code truth} in the tree (the tree's .bidsignore names it) or beside it
     * @return the planted signal, for comparison with what is recovered
     */
    public static PlantedSignal write(FmriSimulation study, DataStore store, DataStore truth) throws IOException {
        return write(study, store, truth, volumes -> {});
    }

    /**
     * Writes a study and tells how far it is.
     *
     * @param progress gets the number of volumes written so far, of subjects * runs * volumes
     */
    public static PlantedSignal write(FmriSimulation study, DataStore store, DataStore truth, LongConsumer progress)
            throws IOException {
        PlantedSignal planted = PlantedSignal.of(study);
        new FmriSimulator(planted, store, truth, progress).write();
        return planted;
    }

    private void write() throws IOException {
        tree.writeDescriptions();
        truth.writeStudy();
        for (int subject = 0; subject < study.subjects(); subject++) {
            ScoreSums all = new ScoreSums(study.voxelsWithSignal());
            for (int run = 0; run < study.runs(); run++) {
                all.addCentred(writeRun(subject, run));
            }
            truth.writeSubject(subject, all);
        }
    }

    private ScoreSums writeRun(int subject, int run) throws IOException {
        long start = System.nanoTime();
        RunGenerator generator = RunGenerator.of(planted, subject, run);
        ConfoundRecorder confounds = new ConfoundRecorder(planted);
        writeSeries(tree.bold(subject, run), generator, confounds);
        if (study.files().noiseFree()) {
            writeNoiseFree(truth.noiseFree(subject, run), generator);
        }
        tree.writeRun(planted, subject, run, confounds.columns(generator.motion()));
        ScoreSums scores = generator.scores();
        scores.centre(study.volumes());
        truth.writeRun(subject, run, scores);
        LOG.info(
                "simulated {}: {} volumes of {} voxels, {} s",
                study.runLabel(subject, run),
                study.volumes(),
                study.grid().voxels(),
                (System.nanoTime() - start) / NANOS);
        return scores;
    }

    private void writeSeries(String path, RunGenerator generator, ConfoundRecorder confounds) throws IOException {
        float[] volume = new float[study.grid().voxels()];
        NiftiOutImage image = series(study.files().encoding());
        try (NiftiWriter out =
                NiftiWriter.open(store, path, image, study.files().gzipLevel())) {
            for (int t = 0; t < study.volumes(); t++) {
                generator.next(volume);
                out.append(volume);
                confounds.record(generator.brain(), t);
                progress.accept(++volumesWritten);
            }
        }
    }

    private void writeNoiseFree(String path, RunGenerator generator) throws IOException {
        float[] volume = new float[study.grid().voxels()];
        NiftiOutImage image = series(NiftiOutEncoding.float32());
        try (NiftiWriter out =
                NiftiWriter.open(truthStore, path, image, study.files().gzipLevel())) {
            for (int t = 0; t < study.volumes(); t++) {
                generator.noiseFree(volume, t);
                out.append(volume);
            }
        }
    }

    private NiftiOutImage series(NiftiOutEncoding encoding) {
        return NiftiOutImage.series(study.grid().nifti(), study.volumes(), study.trSeconds())
                .withEncoding(encoding)
                .withDescription("Neurobeam simulation");
    }
}
