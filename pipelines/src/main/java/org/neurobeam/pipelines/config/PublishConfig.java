package org.neurobeam.pipelines.config;

import static org.neurobeam.pipelines.config.Settings.listOr;
import static org.neurobeam.pipelines.config.Settings.or;
import static org.neurobeam.pipelines.config.Settings.range;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.neurobeam.schemas.error.ConfigException;

/**
 * Settings of {@code publish}.
 *
 * @param input dataset folder
 * @param output folder of the release
 * @param to kind of release
 * @param exclude ids of sources that are left out
 * @param permit ids of sources whose redistribution the publisher has permission for
 * @param layout {@code paper} adds the published table {@code worm_data_short}
 * @param shardMb uncompressed size of one Parquet file, MB; viewers refuse more than 100
 * @param grid sample times of the matrices
 * @param signal signal of the matrices
 * @param missing how a matrix tells a missing value
 * @param release what the release says of itself
 */
public record PublishConfig(
        String input,
        String output,
        Target to,
        List<String> exclude,
        List<String> permit,
        Layout layout,
        Integer shardMb,
        String grid,
        String signal,
        Missing missing,
        Release release) {
    private static final int SHARD_MB = 64;
    private static final int MAX_SHARD_MB = 100;
    private static final Pattern COMMA = Pattern.compile(",");

    /** Kind of release. */
    public enum Target {
        /** Parquet shards, card, Croissant. */
        HUGGINGFACE,
        /** One netCDF file a recording. */
        NETCDF,
        /** One matrix [time x 300 neurons] and mask a recording. */
        MATRIX
    }

    /** Tables of the release. */
    public enum Layout {
        /** The tables of the dataset. */
        NEUROBEAM,
        /** Those and {@code worm_data_short}. */
        PAPER
    }

    /** Missing values of a matrix. */
    public enum Missing {
        /** NaN. */
        NAN,
        /** Zero, as in the published matrices; only the mask tells. */
        ZERO
    }

    /**
     * What a release says of itself.
     *
     * @param name name of the release, e.g. of the repository; empty for the dataset's id
     * @param version of the release
     * @param date of the publication, ISO-8601; empty for today (UTC)
     * @param url where it will be; empty where that is not known: the release then names no address
     * @param creator who publishes it; empty for the sources
     */
    public record Release(String name, String version, String date, String url, String creator) {
        /** Fills defaults and checks the date. */
        public Release {
            name = or(name, "");
            version = or(version, "1.0.0");
            date = or(date, "");
            url = or(url, "");
            creator = or(creator, "");
            if (date.isEmpty()) {
                date = LocalDate.now(ZoneOffset.UTC).toString();
            }
            try {
                LocalDate.parse(date);
            } catch (DateTimeParseException e) {
                throw new ConfigException("release.date: " + date + " is no date; write it as 2025-12-31", e);
            }
        }

        /** Everything by default. */
        public static Release defaults() {
            return new Release(null, null, null, null, null);
        }
    }

    /** Fills defaults and checks ranges. */
    public PublishConfig {
        input = or(input, "");
        output = or(output, "");
        to = or(to, Target.HUGGINGFACE);
        exclude = ids(exclude);
        permit = ids(permit);
        layout = or(layout, Layout.NEUROBEAM);
        shardMb = range("shardMb", or(shardMb, SHARD_MB), 1, MAX_SHARD_MB);
        grid = or(grid, "resampled");
        signal = or(signal, "zscore");
        missing = or(missing, Missing.NAN);
        release = or(release, Release.defaults());
        for (String id : exclude) {
            if (permit.contains(id)) {
                throw new ConfigException("permit: " + id + " is also in exclude; keep one of the two");
            }
        }
    }

    private static List<String> ids(List<String> given) {
        return listOr(given, List.of()).stream()
                .flatMap(ids -> Stream.of(COMMA.split(ids)))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
    }

    /** The settings with input and output present. */
    public PublishConfig checked() {
        Settings.require(input, "input");
        Settings.require(output, "output");
        return this;
    }
}
