package org.neurobeam.pipelines.publish;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neurobeam.pipelines.config.PublishConfig.Release;
import org.neurobeam.schemas.io.dataset.DatasetInfo;
import org.neurobeam.schemas.io.dataset.Source;

/** What card and metadata say of the release itself: name, address, citation. */
final class ReleaseTitle {
    private static final Pattern HUB = Pattern.compile("https://huggingface\\.co/datasets/([^/]+/[^/]+)/?");
    private static final Pattern YEAR = Pattern.compile("\\b(1[89]|20)\\d\\d\\b");

    private final DatasetInfo info;
    private final Release release;

    ReleaseTitle(DatasetInfo info, Release release) {
        this.info = info;
        this.release = release;
    }

    String name() {
        return release.name().isEmpty() ? info.id() : release.name();
    }

    String title() {
        return info.title();
    }

    String version() {
        return release.version();
    }

    String date() {
        return release.date();
    }

    /** Where the release will be, if the publisher says so: nobody else can know. */
    Optional<String> url() {
        return Optional.of(release.url()).filter(url -> !url.isEmpty());
    }

    /** The name {@code owner/name} on the Hugging Face Hub, where the address is one there. */
    Optional<String> hubName() {
        return url().map(HUB::matcher).filter(Matcher::matches).map(hub -> hub.group(1));
    }

    Optional<String> creator() {
        return Optional.of(release.creator()).filter(name -> !name.isEmpty());
    }

    /** BibTeX of the release, then of every source that states a citation or a DOI. */
    String bibtex(List<ReleasedSource> sources) {
        StringBuilder text = new StringBuilder();
        text.append("@misc{").append(key(name())).append(",\n  title = {").append(braces(title()));
        text.append("},\n  version = {").append(version()).append("},\n");
        creator()
                .ifPresent(
                        name -> text.append("  author = {").append(braces(name)).append("},\n"));
        info.citation()
                .ifPresent(
                        note -> text.append("  note = {").append(braces(note)).append("},\n"));
        text.append("  year = {").append(date(), 0, 4).append("},\n");
        url().ifPresent(url -> text.append("  url = {").append(url).append("},\n"));
        text.append("}\n");
        for (ReleasedSource released : sources) {
            Source source = released.source();
            if (source.citation().isPresent() || source.doi().isPresent()) {
                text.append('\n').append(entry(source));
            }
        }
        return text.toString();
    }

    private static String entry(Source source) {
        StringBuilder text = new StringBuilder();
        text.append("@misc{")
                .append(key(source.datasetId()))
                .append(",\n  title = {")
                .append(braces(source.title()));
        text.append("},\n");
        source.citation().ifPresent(note -> {
            text.append("  note = {").append(braces(note)).append("},\n");
            Matcher year = YEAR.matcher(note);
            if (year.find()) {
                text.append("  year = {").append(year.group()).append("},\n");
            }
        });
        source.doi().ifPresent(doi -> text.append("  doi = {").append(doi).append("},\n"));
        source.sourceUrl().ifPresent(url -> text.append("  url = {").append(url).append("},\n"));
        return text.append("}\n").toString();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }

    private static String braces(String text) {
        return text.replace("{", "").replace("}", "").replace("\n", " ");
    }
}
