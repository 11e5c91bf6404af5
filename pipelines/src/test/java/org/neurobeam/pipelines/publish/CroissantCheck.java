package org.neurobeam.pipelines.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Validates a release's Croissant file against the requirements of the specification and against the files themselves.
 *
 * @see <a href="https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html">Croissant format specification</a>
 */
final class CroissantCheck {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern CONFORMS = Pattern.compile("http://mlcommons\\.org/croissant/1\\.[01]");
    private static final Map<String, String> TYPES = Map.of(
            "VARCHAR", "sc:Text",
            "INTEGER", "sc:Integer",
            "BIGINT", "sc:Integer",
            "FLOAT", "sc:Float",
            "DOUBLE", "sc:Float",
            "BOOLEAN", "sc:Boolean");

    private final Path folder;
    private final JsonNode root;
    private final List<String> findings = new ArrayList<>();
    private final Map<String, JsonNode> byId = new HashMap<>();

    private CroissantCheck(Path folder, JsonNode root) {
        this.folder = folder;
        this.root = root;
    }

    /** Everything that is wrong with the file {@code croissant.json} of a folder. */
    static List<String> findings(Path folder) throws IOException, SQLException {
        return findings(
                folder,
                new ObjectMapper().readTree(folder.resolve("croissant.json").toFile()));
    }

    /** Everything that is wrong with a description of a folder. */
    static List<String> findings(Path folder, JsonNode root) throws IOException, SQLException {
        CroissantCheck check = new CroissantCheck(folder, root);
        check.dataset();
        check.ids();
        for (JsonNode node : root.path("distribution")) {
            check.resource(node);
        }
        for (JsonNode set : root.path("recordSet")) {
            check.recordSet(set);
        }
        return check.findings;
    }

    private void require(boolean condition, String finding) {
        if (!condition) {
            findings.add(finding);
        }
    }

    private void has(JsonNode node, String... properties) {
        for (String property : properties) {
            JsonNode value = node.path(property);
            boolean present = value.isTextual()
                    ? !value.asText().isBlank()
                    : !value.isMissingNode() && !value.isNull() && !(value.isContainerNode() && value.isEmpty());
            require(present, node.path("@id").asText("dataset") + " lacks " + property);
        }
    }

    private void dataset() {
        require(root.path("@type").asText().equals("sc:Dataset"), "@type is " + root.path("@type"));
        require(CONFORMS.matcher(root.path("conformsTo").asText()).matches(), "conformsTo " + root.path("conformsTo"));
        JsonNode context = root.path("@context");
        require(context.path("cr").asText().equals("http://mlcommons.org/croissant/"), "context lacks cr");
        require(context.path("sc").asText().equals("https://schema.org/"), "context lacks sc");
        require(context.path("conformsTo").asText().equals("dct:conformsTo"), "context lacks conformsTo");
        require(context.path("dataType").path("@type").asText().equals("@vocab"), "context lacks dataType");
        has(
                root,
                "name",
                "description",
                "license",
                "url",
                "creator",
                "datePublished",
                "version",
                "citeAs",
                "distribution",
                "recordSet");
        require(hasAddress() || root.path("url").asText().equals("./"), "url " + root.path("url"));
        LocalDate.parse(root.path("datePublished").asText());
        for (JsonNode creator : root.path("creator")) {
            has(creator, "@type", "name");
        }
    }

    /** Whether the release says where it is; otherwise everything is relative to the folder of the metadata. */
    private boolean hasAddress() {
        return root.path("url").asText().startsWith("https://");
    }

    private void ids() {
        Stream.Builder<JsonNode> nodes = Stream.builder();
        root.path("distribution").forEach(nodes);
        root.path("recordSet").forEach(set -> {
            nodes.add(set);
            set.path("field").forEach(nodes);
        });
        nodes.build().forEach(node -> {
            has(node, "@id", "@type", "name");
            String id = node.path("@id").asText();
            require(byId.put(id, node) == null, "id " + id + " twice");
        });
    }

    private void refers(JsonNode from, JsonNode reference, String type) {
        String id = reference.path("@id").asText();
        JsonNode target = byId.get(id);
        require(
                target != null && target.path("@type").asText().equals(type),
                from.path("@id").asText() + " refers to " + id + ", no " + type);
    }

    private void resource(JsonNode node) throws IOException {
        String id = node.path("@id").asText();
        has(node, "encodingFormat");
        if (node.path("@type").asText().equals("cr:FileSet")) {
            has(node, "includes");
            contained(node);
            require(!matching(node.path("includes").asText()).isEmpty(), id + " includes no file");
            return;
        }
        require(node.path("@type").asText().equals("cr:FileObject"), id + " is " + node.path("@type"));
        has(node, "contentUrl", "sha256");
        if (node.path("encodingFormat").asText().equals("git+https")) {
            require(node.path("contentUrl").equals(root.path("url")), id + " lies elsewhere");
            return;
        }
        contained(node);
        has(node, "contentSize");
        Path file = folder.resolve(node.path("contentUrl").asText());
        if (!Files.isRegularFile(file)) {
            findings.add(id + ": no file " + file.getFileName());
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        require(node.path("contentSize").asText().equals(bytes.length + " B"), id + " has " + bytes.length + " bytes");
        String digest = node.path("sha256").asText();
        require(SHA256.matcher(digest).matches() && digest.equals(sha256(bytes)), id + " has another sha256");
    }

    /** In a repository everything says so; without one paths are relative to this folder. */
    private void contained(JsonNode node) {
        if (hasAddress()) {
            refers(node, node.path("containedIn"), "cr:FileObject");
        } else {
            require(!node.has("containedIn"), node.path("@id").asText() + " lies in a repository without address");
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Path> matching(String glob) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> matcher.matches(folder.relativize(file)))
                    .sorted()
                    .toList();
        }
    }

    private void recordSet(JsonNode set) throws IOException, SQLException {
        String id = set.path("@id").asText();
        require(set.path("@type").asText().equals("cr:RecordSet"), id + " is " + set.path("@type"));
        has(set, "description", "field");
        JsonNode key = set.path("key");
        for (JsonNode column : key.isArray() ? key : List.of(key)) {
            if (!column.isMissingNode()) {
                refers(set, column, "cr:Field");
                require(column.path("@id").asText().startsWith(id + "/"), id + " has a key of another set");
            }
        }
        for (JsonNode field : set.path("field")) {
            field(set, field);
        }
        if (!set.has("data")) {
            columns(set);
        }
    }

    private void field(JsonNode set, JsonNode field) {
        String id = field.path("@id").asText();
        require(field.path("@type").asText().equals("cr:Field"), id + " is " + field.path("@type"));
        require(id.startsWith(set.path("@id").asText() + "/"), id + " is not named after its set");
        has(field, "description", "dataType");
        if (field.path("isArray").asBoolean()) {
            has(field, "arrayShape");
        }
        if (field.has("references")) {
            refers(field, field.path("references").path("field"), "cr:Field");
        }
        if (set.has("data")) {
            require(set.path("data").get(0).has(id), id + " is not in the data");
            return;
        }
        has(field, "source");
        JsonNode source = field.path("source");
        require(source.path("extract").hasNonNull("column"), id + " extracts no column");
        if (source.has("fileSet")) {
            refers(field, source.path("fileSet"), "cr:FileSet");
        } else {
            refers(field, source.path("fileObject"), "cr:FileObject");
        }
    }

    /** The columns of the set are those of the files: no more, no less, of their types. */
    private void columns(JsonNode set) throws IOException, SQLException {
        String id = set.path("@id").asText();
        Map<String, String> declared = new LinkedHashMap<>();
        String resource = "";
        for (JsonNode field : set.path("field")) {
            JsonNode source = field.path("source");
            resource = source.path(source.has("fileSet") ? "fileSet" : "fileObject")
                    .path("@id")
                    .asText();
            String type = field.path("dataType").asText();
            declared.put(
                    field.path("source").path("extract").path("column").asText(),
                    field.path("isArray").asBoolean() ? type + "[]" : type);
        }
        JsonNode files = byId.get(resource);
        if (files == null) {
            return;
        }
        for (Path file : matching(
                files.path(files.has("includes") ? "includes" : "contentUrl").asText())) {
            Map<String, String> found = columnsOf(file);
            require(found.equals(declared), id + " declares " + declared + ", " + file.getFileName() + " has " + found);
            String path = folder.relativize(file).toString();
            require(byId.containsKey(path), path + " is no FileObject");
        }
    }

    private static Map<String, String> columnsOf(Path file) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM '" + file + "'")) {
            while (rows.next()) {
                String type = rows.getString("column_type");
                boolean list = type.endsWith("[]");
                String plain = list ? type.substring(0, type.length() - 2) : type;
                columns.put(rows.getString("column_name"), TYPES.getOrDefault(plain, plain) + (list ? "[]" : ""));
            }
        }
        return columns;
    }
}
