package org.neurobeam.pipelines.publish;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.neurobeam.schemas.io.dataset.Source;

/** What a licence allows, as far as its id says. */
final class LicenceTerms {
    /** SPDX ids under which data and what is made of them may be passed on with attribution. */
    private static final Pattern OPEN = Pattern.compile(
            "cc0-1\\.0|cc-by(-sa|-nc|-nc-sa)?-\\d\\.\\d|mit(-0)?|mit-cmu|isc|0bsd|bsd-[1-4]-clause(-[a-z]+)?|apache-2\\.0"
                    + "|pddl-1\\.0|odbl-1\\.0|odc-by-1\\.0|cdla-(permissive|sharing)-\\d\\.\\d|unlicense|zlib|bsl-1\\.0"
                    + "|mpl-2\\.0|epl-2\\.0|eupl-1\\.[12]|ecl-2\\.0|artistic-2\\.0|afl-3\\.0|ncsa|postgresql|psf-2\\.0"
                    + "|python-2\\.0|wtfpl|hpnd|upl-1\\.0|etalab-2\\.0|dl-de-(by|zero)-2\\.0|ogl-uk-\\d\\.\\d");

    /** What BIDS tells its users to write. */
    private static final Map<String, String> ABBREVIATIONS = Map.of(
            "cc0", "CC0-1.0", "pddl", "PDDL-1.0", "pd", "CC0-1.0", "cc-by", "CC-BY-4.0", "cc by 4.0", "CC-BY-4.0");

    /** Licences by the names of the Hugging Face Hub; everything else is {@code other} there. */
    private static final Pattern HUB = Pattern.compile(
            "cc0-1\\.0|cc-by(-sa|-nc|-nc-sa)?-(2\\.0|2\\.5|3\\.0|4\\.0)|mit|isc|bsd-[23]-clause|apache-2\\.0|odbl-1\\.0"
                    + "|unlicense|zlib|bsl-1\\.0|mpl-2\\.0|epl-2\\.0|eupl-1\\.[12]|ecl-2\\.0|artistic-2\\.0|afl-3\\.0"
                    + "|ncsa|postgresql|wtfpl|etalab-2\\.0");

    /** Licences of the SPDX list that do not allow a release, under the ids that the list has. */
    private static final Pattern LISTED =
            Pattern.compile("[AL]?GPL-\\d\\.\\d(-only|-or-later)?|CC-BY(-NC)?-ND-\\d\\.\\d");

    /** What stands where a source names no licence. */
    static final String NONE = "no licence stated";

    private LicenceTerms() {}

    /** The SPDX id of a licence as a source wrote it; the text itself where it is none that is known. */
    static String spdx(String licence) {
        return ABBREVIATIONS.getOrDefault(licence.strip().toLowerCase(Locale.ROOT), licence.strip());
    }

    /**
     * Whether a source may be redistributed: what its recipe states, otherwise what its licence id says. No licence,
     * {@code LicenseRef-...}, the GPL family (not to be bundled), no-derivatives and unknown texts do not allow it.
     */
    static boolean redistributable(Source source) {
        return source.redistribute()
                .orElseGet(() -> source.licence().filter(LicenceTerms::open).isPresent());
    }

    private static boolean open(String licence) {
        return OPEN.matcher(spdx(licence).toLowerCase(Locale.ROOT)).matches();
    }

    /** The name that the Hub has for a licence. */
    static Optional<String> hubName(String licence) {
        String name = spdx(licence).toLowerCase(Locale.ROOT);
        return HUB.matcher(name).matches() ? Optional.of(name) : Optional.empty();
    }

    /** Where the text of a licence stands: in the SPDX list, or where the source says; empty where nobody knows. */
    static Optional<String> address(Optional<String> licence, Optional<String> stated) {
        return licence.map(LicenceTerms::spdx)
                .filter(id -> open(id) || LISTED.matcher(id).matches())
                .map(id -> "https://spdx.org/licenses/" + id + ".html")
                .or(() -> stated);
    }
}
