package org.neurobeam.pipelines.beam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.runners.dataflow.DataflowRunner;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.extensions.gcp.storage.NoopPathValidator;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Dataflow job graph, staged files and options, built without a network; nothing is submitted. */
class DataflowTemplateTest {
    @TempDir
    Path folder;

    private static final class Pass extends DoFn<String, String> {
        private static final long serialVersionUID = 1L;

        @ProcessElement
        public void pass(@Element String unit, OutputReceiver<String> out) {
            out.output(unit);
        }
    }

    @Test
    void theJobGraphHoldsTheStepsAndTheStagedJar() throws IOException {
        Path jar = Files.writeString(folder.resolve("neurobeam.jar"), "stands for the bundled jar");
        Path template = folder.resolve("template.json");
        DataflowPipelineOptions options = PipelineOptionsFactory.as(DataflowPipelineOptions.class);
        options.setRunner(DataflowRunner.class);
        options.setProject("project");
        options.setRegion("europe-west1");
        options.setStagingLocation(folder.resolve("staging").toString());
        options.setTempLocation(folder.resolve("temp").toString());
        options.setGcpTempLocation(folder.resolve("temp").toString());
        options.setTemplateLocation(template.toString());
        options.setFilesToStage(List.of(jar.toString()));
        options.setPathValidatorClass(NoopPathValidator.class);
        options.setCredentialFactoryClass(NoopCredentialFactory.class);
        Pipeline pipeline = Pipeline.create(options);
        Work.build(pipeline, "encode tiles", List.of("a", "b"), new Pass());
        pipeline.run();
        JsonNode job = new ObjectMapper().readTree(template.toFile());
        List<String> steps = job.get("steps").findValues("user_name").stream()
                .map(name -> name.path("value").asText())
                .toList();
        assertThat(steps).anyMatch(name -> name.startsWith("Units")).anyMatch(name -> name.startsWith("Spread"));
        assertThat(steps).anyMatch(name -> name.startsWith("encode tiles"));
        assertThat(job.toString()).contains("neurobeam").contains("europe-west1");
    }
}
