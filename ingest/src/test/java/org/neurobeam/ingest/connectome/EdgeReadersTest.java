package org.neurobeam.ingest.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neurobeam.ingest.recipe.EdgeLayout;
import org.neurobeam.ingest.recipe.IngestMode;
import org.neurobeam.ingest.recipe.Kind;
import org.neurobeam.ingest.recipe.Recipes;
import org.neurobeam.schemas.config.ConfigLoader;
import org.neurobeam.schemas.error.ConfigException;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;
import org.neurobeam.schemas.table.Issue;

class EdgeReadersTest {
    @TempDir
    Path output;

    @TempDir
    private Path folder;

    private void file(String path, byte[] bytes) throws IOException {
        Path target = folder.resolve(path);
        Files.createDirectories(target.getParent());
        Files.write(target, bytes);
    }

    private void file(String path, String text) throws IOException {
        file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private ConnectomeSources found() throws IOException {
        return ConnectomeSources.find(DataStore.local(folder));
    }

    private List<String> edges(ConnectomeSource source) throws IOException {
        return new ConnectomeIngest(DataStore.local(folder), IngestMode.FIXED, "test")
                .wiring(source).edges().stream()
                        .map(e -> e.pre() + " " + e.post() + " " + e.kind().word() + " " + e.weight() + " at "
                                + e.sourceRef())
                        .toList();
    }

    @Test
    void rowsThatAreNoNumberOrZeroAreSkippedAndNamesBecomeCanonical() throws IOException {
        file(
                "x/white_1986_jse.csv",
                "pre\tpost\ttype\tsynapses\n da01\tAVAL\tchemical\t2\nAVAL\tDA1\tchemical\tnone\nAVAL\tDA1\tchemical\t0\n"
                        + "AVAL\tAVAR\telectrical\tNaN\nDA01\tAVAL\tchemical\t3\n");
        assertThat(edges(found().sources().get(0))).containsExactly("DA1 AVAL chemical 5.0 at line 2;line 6");
    }

    @Test
    void compressedFilesAreReadAsWhatTheyContain() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("pre\tpost\ttype\tsynapses\nAVAL\tAVAR\tchemical\t1\n".getBytes(StandardCharsets.UTF_8));
        }
        file("x/white_1986_jse.csv.gz", bytes.toByteArray());
        assertThat(edges(found().sources().get(0))).containsExactly("AVAL AVAR chemical 1.0 at line 2");
    }

    /** The layout of the signal propagation atlas: amplitudes on one sheet, q-values on the other. */
    @Test
    void functionalAmplitudesAreKeptWhereTheyAreSignificant() throws IOException {
        try (XSSFWorkbook book = new XSSFWorkbook()) {
            matrix(book.createSheet("weights"), 0.5, -0.25, 0.75);
            matrix(book.createSheet("q-values"), 0.01, 0.049, 0.05);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            book.write(bytes);
            file("randi/funconn.xlsx", bytes.toByteArray());
        }
        ConnectomeSource source = found().sources().get(0);
        assertThat(source.connectomeId()).isEqualTo("funconn");
        assertThat(edges(source))
                .containsExactly("AVAL AVAR functional 0.5 at weights!C2", "AVAR AVAL functional -0.25 at weights!B3");
        List<WiredEdge> wired = new ConnectomeIngest(DataStore.local(folder), IngestMode.FIXED, "test")
                .wiring(source)
                .edges();
        assertThat(wired.get(1).extra().qValue()).hasValue(0.049);
    }

    private static void matrix(Sheet sheet, double upper, double lower, double diagonal) {
        Row names = sheet.createRow(0);
        names.createCell(1).setCellValue("AVAL");
        names.createCell(2).setCellValue("AVAR");
        Row first = sheet.createRow(1);
        first.createCell(0).setCellValue("AVAL");
        first.createCell(2).setCellValue(upper);
        Row second = sheet.createRow(2);
        second.createCell(0).setCellValue("AVAR");
        second.createCell(1).setCellValue(lower);
        second.createCell(2).setCellValue(diagonal);
    }

    @Test
    void damagedFilesGiveOneIssueEachAndTheRestIsFound() throws IOException {
        file("a/NeuronConnect.xls", "no workbook");
        file("a/SI 5 Connectome adjacency matrices.xlsx", new byte[] {'P', 'K', 3, 4, 0, 0});
        file("a/reference_graph_chem_delta1.graphml", "<graphml><graph><node id=\"A\"/>");
        file("a/cook_2020.json", "[{\"pre\": \"AVAL\", \"post\": ");
        file("a/ConnOrdered_040903.mat", "MATLAB 5.0 MAT-file, cut");
        file("a/white_1986_jse.csv", "pre\tpost\ttype\tsynapses\nAVAL\tAVAR\tchemical\t1\n");
        ConnectomeSources found = found();
        assertThat(found.sources()).hasSize(1);
        assertThat(found.issues())
                .hasSize(5)
                .allSatisfy(issue -> assertThat(issue.getSeverity()).isEqualTo("error"));
        assertThat(found.issues().stream().map(Issue::getFile).distinct()).hasSize(5);
        assertThat(found.files()).hasSize(5);
    }

    @Test
    void anUnknownFileIsReadByItsHeaderAndCreditedToNobody() throws IOException {
        file("mylab/worm.tsv", "pre\tpost\ttype\tsynapses\nAVAL\tAVAR\telectrical\t4\n");
        ConnectomeSources found = found();
        ConnectomeSource source = found.sources().get(0);
        assertThat(source.connectomeId()).isEqualTo("mylab/worm");
        assertThat(source.recipe().citation()).isEmpty();
        assertThat(found.issues())
                .singleElement()
                .satisfies(issue -> assertThat(issue.getCode()).isEqualTo("SOURCE_UNIDENTIFIED"));
        assertThat(edges(source))
                .containsExactly("AVAL AVAR electrical 4.0 at line 2", "AVAR AVAL electrical 4.0 at line 2");
    }

    @Test
    void filesOfOtherKindsAreLeftToOtherReaders() throws IOException {
        file("calcium/traces.csv", "time_s,stage_velocity\n0,1\n");
        file("calcium/README.md", "# about calcium");
        ConnectomeSources found = found();
        assertThat(found.sources()).isEmpty();
        assertThat(found.issues()).isEmpty();
        assertThat(found.others()).containsExactly("calcium/README.md", "calcium/traces.csv");
    }

    @Test
    void aLastRowThatWasCutIsAnErrorWithItsLine() throws IOException {
        file("x/white_1986_jse.csv", "pre\tpost\ttype\tsynapses\nAVAL\tAVAR\tchemical\t1\nAVAL\tAV");
        SourceContent content = SourceContent.read(DataStore.local(folder), "x/white_1986_jse.csv");
        EdgeLayout layout = ConfigLoader.parse(
                EdgeLayout.class, "{pre: pre, post: post, weight: synapses, kind: chemical, weight_unit: size}");
        assertThatThrownBy(() -> EdgeFormat.CSV.reader().read(content, layout, IngestMode.FIXED, e -> {}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 3: expected 4 cells, found 2 in the last line, which is not ended");
    }

    @Test
    void aLastNumberThatMayBeCutIsAWarning() throws IOException {
        String table = "pre\tpost\ttype\tsynapses\nAVAL\tAVAR\tchemical\t12";
        file("x/white_1986_jse.csv", table);
        assertThat(issuesOfIngest()).containsExactly("warn UNFINISHED_LINE last line");
        file("x/white_1986_jse.csv", table + "\n");
        assertThat(issuesOfIngest()).isEmpty();
    }

    private List<String> issuesOfIngest() throws IOException {
        return WiringDataset.ingest(folder, Files.createTempDirectory(output, "wiring"), IngestMode.FIXED)
                .issues()
                .stream()
                .map(i -> i.getSeverity() + " " + i.getCode() + " " + i.getPlace())
                .toList();
    }

    @Test
    void missingColumnsAndSheetsAreNamed() throws IOException {
        file("x/white_1986_jse.csv", "pre\tpost\ttype\tsynapses\nAVAL\tAVAR\tchemical\t1\n");
        SourceContent content = SourceContent.read(DataStore.local(folder), "x/white_1986_jse.csv");
        EdgeLayout layout = ConfigLoader.parse(
                EdgeLayout.class, "{pre: pre, post: post, weight: size, kind: chemical, weight_unit: size}");
        assertThatThrownBy(() -> EdgeFormat.CSV.reader().read(content, layout, IngestMode.FIXED, e -> {}))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("column size: expected a column of this name, found [pre, post, type, synapses]");
    }

    @Test
    void everyShippedRecipeIsWholeAndHasAnIdOfItsOwn() {
        List<String> ids = new ArrayList<>();
        Recipes.shipped().stream()
                .filter(recipe -> recipe.kind() == Kind.CONNECTOME)
                .forEach(recipe -> ids.add(recipe.id()));
        assertThat(ids).hasSize(38).doesNotHaveDuplicates().contains("white1986_jse", "witvliet2020_3", "funconn");
    }

    @Test
    void unknownKeysOfARecipeNameLineAndColumn() throws IOException {
        file(
                "recipe.yaml",
                "id: mine\nkind: connectome\nformat: csv\nfilez: [\"*.csv\"]\nsignature: [a]\nrecording: {id: mine}\n"
                        + "edges: {pre: a, post: b, kind: chemical, weight_unit: size}\n");
        assertThatThrownBy(() -> Recipes.read(folder.resolve("recipe.yaml")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("filez: ")
                .hasMessageContaining("recipe.yaml:4:1")
                .hasMessageContaining("unknown key");
    }
}
