package org.neurobeam.pipelines.beam;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A Flink cluster of two processes on the loopback address: a JobManager and a TaskManager that can be killed. */
public final class LoopbackFlink implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Path folder;
    private final int restPort;
    private final int rpcPort;
    private final Process jobManager;
    private Process taskManager;

    /** Starts both processes and waits until the TaskManager has registered. */
    public LoopbackFlink(Path folder) throws IOException {
        this.folder = folder;
        this.restPort = freePort();
        this.rpcPort = freePort();
        this.jobManager = start("jobmanager");
        startTaskManager();
    }

    /** What {@code --flinkMaster} takes. */
    public String master() {
        return "127.0.0.1:" + restPort;
    }

    /** Starts another TaskManager and waits until it has registered. */
    public void startTaskManager() throws IOException {
        taskManager = start("taskmanager");
        await("\"slots-total\":2");
    }

    /** Kills the TaskManager without a warning. */
    public void killTaskManager() {
        taskManager.destroyForcibly();
    }

    /** The answer of the cluster's REST interface. */
    public String rest(String path) {
        try {
            HttpURLConnection http = (HttpURLConnection)
                    URI.create("http://" + master() + path).toURL().openConnection();
            http.setReadTimeout((int) START.toMillis());
            try (var in = http.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } finally {
                http.disconnect();
            }
        } catch (IOException e) {
            return "";
        }
    }

    private void await(String text) {
        Instant end = Instant.now().plus(START);
        while (!rest("/overview").contains(text)) {
            if (Instant.now().isAfter(end) || !jobManager.isAlive()) {
                close();
                throw new IllegalStateException("the cluster did not start; logs are in " + folder);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process start(String role) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path script = Path.of("src/test/resources/flink-loopback.sh").toAbsolutePath();
        File log = folder.resolve(role + "-" + System.nanoTime() + ".log").toFile();
        return new ProcessBuilder(
                        "sh",
                        script.toString(),
                        role,
                        folder.toString(),
                        Integer.toString(restPort),
                        Integer.toString(rpcPort),
                        classPath)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (taskManager != null) {
            taskManager.destroyForcibly();
        }
        jobManager.destroyForcibly();
    }
}
