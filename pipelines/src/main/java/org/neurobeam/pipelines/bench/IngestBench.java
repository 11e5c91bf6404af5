package org.neurobeam.pipelines.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.neurobeam.ingest.fmri.FmriIngest;
import org.neurobeam.ingest.fmri.SeriesTraces;
import org.neurobeam.ingest.nifti.ContentStream;
import org.neurobeam.ingest.nifti.ImageHeader;
import org.neurobeam.ingest.nifti.NiftiImage;
import org.neurobeam.ingest.nifti.SeriesMemory;
import org.neurobeam.ingest.nifti.VoxelChunk;
import org.neurobeam.ingest.nifti.VoxelSeries;
import org.neurobeam.pipelines.flow.BuildInfo;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.io.TraceKey;
import org.neurobeam.schemas.io.TraceWriter;

/**
 * How fast one run is read: file, decompression, decoding and transposition to chunks [voxels x volumes], against plain
 * decompression of the same file by the same stream. Rates named {@code dataset_...} add the Parquet file of
 * {@code ingest}, which can only begin after the last volume.
 *
 * <p>{@code mb} are the voxels as the file stores them before compression (int16: 2 bytes each), in 10^6 bytes. Rates
 * named {@code ..._per_s} are per second of wall clock of one worker, on one run at a time: decompression keeps one
 * core, decoding and writing overlap with it on others. Rates named {@code ..._per_cpu_s} are per processor second of
 * all threads, so per core whatever overlaps, and steady on a busy machine.
 */
public final class IngestBench {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final long MIB = 1L << 20;
    private static final double MEGA = 1e6;
    private static final int CHUNK_VALUES = 1 << 21;
    private static final TraceKey KEY =
            new TraceKey("bench/run", FmriIngest.ORIGINAL, FmriIngest.RAW, "ingest", FmriIngest.RAW);

    private final IngestBenchOptions options;
    private final DataStore store;
    private final String name;
    private final boolean gzip;
    private final NiftiImage image;
    private Stopwatch gunzip = Stopwatch.slowest();
    private Stopwatch read = Stopwatch.slowest();
    private Stopwatch whole = Stopwatch.slowest();
    private Round fastest = new Round(Double.POSITIVE_INFINITY, new SeriesTraces(0, 0), 0, 0);

    /** Phases of a whole round. */
    private record Round(double readSeconds, SeriesTraces transfer, double finishSeconds, long bytes) {
        double seconds() {
            return readSeconds + transfer.transposeSeconds() + writeSeconds();
        }

        double writeSeconds() {
            return transfer.writeSeconds() + finishSeconds;
        }
    }

    private IngestBench(IngestBenchOptions options) throws IOException {
        this.options = options;
        Path file = options.input().toAbsolutePath();
        this.store = DataStore.local(file.getParent());
        this.name = file.getFileName().toString();
        this.image = NiftiImage.open(store, name);
        try (ContentStream in = ContentStream.forHeader(store, name)) {
            this.gzip = in.isGzip();
        }
    }

    /**
     * Measures.
     *
     * @return one JSON object; rates of decompression only for gzip
     * @throws org.neurobeam.schemas.error.DataException if the file is no readable series
     */
    public static ObjectNode run(IngestBenchOptions options) throws IOException {
        IngestBench bench = new IngestBench(options);
        TemporaryFolder folder = TemporaryFolder.in(options.output());
        try {
            for (int round = 0; round < options.repeat(); round++) {
                bench.round(folder.path());
            }
        } finally {
            folder.delete();
        }
        return bench.json();
    }

    private void round(Path folder) throws IOException {
        SeriesMemory memory = new SeriesMemory(options.memoryMb() * MIB, folder);
        if (gzip) {
            gunzip = gunzip.orFaster(Stopwatch.of(this::decompress));
        }
        read = read.orFaster(Stopwatch.of(() -> readChunks(memory)));
        whole = whole.orFaster(Stopwatch.of(() -> ingest(memory, DataStore.local(folder))));
    }

    private void decompress() throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (ContentStream in = ContentStream.forData(store, name)) {
            int n = in.read(buffer);
            while (n >= 0) {
                n = in.read(buffer);
            }
        }
    }

    private void readChunks(SeriesMemory memory) throws IOException {
        try (VoxelSeries series = image.series(memory)) {
            long voxels = 0;
            for (VoxelChunk chunk : series.chunks(Math.max(1, CHUNK_VALUES / Math.max(1, series.volumes())))) {
                voxels += chunk.values().rows();
            }
            if (voxels != series.voxels()) {
                throw new IllegalStateException(voxels + " voxels in chunks, " + series.voxels() + " in the series");
            }
        }
    }

    private void ingest(SeriesMemory memory, DataStore out) throws IOException {
        long start = System.nanoTime();
        try (VoxelSeries series = image.series(memory);
                TraceWriter traces = TraceWriter.create(out, "traces.parquet", KEY, series.volumes())) {
            double readSeconds = since(start);
            SeriesTraces transfer = SeriesTraces.write(series, traces);
            long written = System.nanoTime();
            long bytes = traces.finish().bytes();
            Round round = new Round(readSeconds, transfer, since(written), bytes);
            fastest = round.seconds() < fastest.seconds() ? round : fastest;
        }
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private ObjectNode json() throws IOException {
        ImageHeader header = image.header();
        double mb = header.dataBytes() / MEGA;
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("bench", "ingest");
        json.put("file", options.input().toString());
        json.put("bytes", store.size(name));
        json.put("datatype", header.type().label(header.isBigEndian()));
        json.put("voxels", header.voxelsPerVolume());
        json.put("volumes", header.volumes());
        json.put("mb", mb);
        json.put("memory_mb", options.memoryMb());
        json.put("repeat", options.repeat());
        json.put("cores", Runtime.getRuntime().availableProcessors());
        json.put("seconds", read.seconds());
        json.put("cpu_s", read.cpuSeconds());
        json.put("mb_per_s", read.perSecond(mb));
        json.put("mb_per_cpu_s", read.perCpuSecond(mb));
        ObjectNode phases = json.putObject("phases");
        phases.put("read_s", fastest.readSeconds());
        phases.put("transpose_s", fastest.transfer().transposeSeconds());
        phases.put("write_s", fastest.writeSeconds());
        json.put("dataset_seconds", whole.seconds());
        json.put("dataset_cpu_s", whole.cpuSeconds());
        json.put("dataset_mb_per_s", whole.perSecond(mb));
        json.put("dataset_mb_per_cpu_s", whole.perCpuSecond(mb));
        if (gzip) {
            putGunzip(json, mb);
        }
        json.put("parquet_mb", fastest.bytes() / MEGA);
        json.put("peak_rss_mb", BuildInfo.peakRssMb());
        return json;
    }

    private void putGunzip(ObjectNode json, double mb) {
        json.put("gunzip_mb_per_s", gunzip.perSecond(mb));
        json.put("gunzip_mb_per_cpu_s", gunzip.perCpuSecond(mb));
        json.put("gunzip_ratio", gunzip.seconds() / read.seconds());
        json.put("gunzip_ratio_cpu", gunzip.cpuSeconds() / read.cpuSeconds());
        json.put("dataset_gunzip_ratio", gunzip.seconds() / whole.seconds());
        json.put("dataset_gunzip_ratio_cpu", gunzip.cpuSeconds() / whole.cpuSeconds());
    }
}
