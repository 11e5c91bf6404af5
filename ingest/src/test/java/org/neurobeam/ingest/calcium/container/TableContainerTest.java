package org.neurobeam.ingest.calcium.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neurobeam.ingest.recipe.Format;
import org.neurobeam.schemas.error.DataException;
import org.neurobeam.schemas.io.DataStore;

/** Tables of plain numbers are read byte by byte, others by Commons CSV: nobody must be able to tell which. */
class TableContainerTest {
    @TempDir
    Path folder;

    private Container open(String text) throws IOException {
        Files.writeString(folder.resolve("t.csv"), text);
        return Containers.open(DataStore.local(folder), "t.csv", Format.CSV);
    }

    private static NumberArray numbers(Container container, String selector) {
        return (NumberArray) container.root().child(selector).orElseThrow();
    }

    static Stream<Long> seeds() {
        return Stream.of(1L, 2L, 3L);
    }

    private static String number(Random random) {
        double x = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
        return switch (random.nextInt(8)) {
            case 0 -> Double.toString(x);
            case 1 -> String.format(Locale.ROOT, "%.18e", x);
            case 2 -> Long.toString(random.nextLong());
            case 3 -> "-0.0";
            case 4 -> "9007199254740993";
            case 5 -> String.format(Locale.ROOT, "%.17f", x);
            default -> String.format(Locale.ROOT, "%.5f", x);
        };
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void numbersAreThoseOfTheLanguage(long seed) throws IOException {
        Random random = new Random(seed);
        int rows = 4000;
        double[] expected = new double[3 * rows];
        StringBuilder text = new StringBuilder("a,b,c\n");
        for (int i = 0; i < expected.length; i++) {
            String cell = number(random);
            expected[i] = Double.parseDouble(cell);
            text.append(cell).append(i % 3 < 2 ? "," : "\n");
        }
        assertThat(text.length()).as("more than one buffer").isGreaterThan(1 << 17);
        try (Container plain = open(text.toString())) {
            assertThat(numbers(plain, "1..-1").values()).isEqualTo(expected);
        }
        try (Container quoted = open(text.toString().replaceFirst("a,", "\"a\","))) {
            assertThat(numbers(quoted, "1..-1").values()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "\"x\",%s", "\u00e4,%s"})
    void linesSpacesAndMissingNumbersAreReadAlike(String header) throws IOException {
        boolean wide = header.contains(",");
        String first = wide ? "0," : "";
        String text = String.format(header, "t , u,state") + "\r\n" + first + " 1.5 ,,on\r\n\r\n" + first
                + "nan,-2,\"\"\n".replace("\"", wide ? "\"" : "") + first + "3,+4e0,off";
        try (Container table = open(text)) {
            assertThat(numbers(table, "t").values()).containsExactly(1.5, Double.NaN, 3);
            assertThat(numbers(table, "u").values()).containsExactly(Double.NaN, -2, 4);
            assertThat(((Item.Texts) table.root().child("state").orElseThrow()).values())
                    .containsExactly("on", "", "off");
            assertThat(table.root().child("v")).isEmpty();
        }
    }

    @Test
    void namesAreKnownWithoutReadingTheTable() throws IOException {
        try (Container table = open("t,u\n1,2\n3")) {
            NumberArray column = numbers(table, "u");
            assertThat(Contents.of(table.root()).size()).isEqualTo(2);
            assertThatThrownBy(column::values)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("t.csv")
                    .hasMessageContaining("row 3")
                    .hasMessageContaining("expected 2 cells, found 1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "\"t\""})
    void damageIsNamedWithItsRow(String name) throws IOException {
        String header = name + ",u\n1,2\n";
        try (Container table = open(header + "3,x\n")) {
            assertThatThrownBy(numbers(table, "2..2")::values)
                    .hasMessageContaining("row 3")
                    .hasMessageContaining("'x'");
        }
        try (Container table = open(header + "x\n")) {
            assertThatThrownBy(numbers(table, "2..2")::values)
                    .hasMessageContaining("row 3")
                    .hasMessageContaining("found 1; the file is damaged");
        }
        try (Container table = open(header + "3,4,5\n")) {
            assertThatThrownBy(numbers(table, "2..2")::values).hasMessageContaining("found 3");
        }
    }
}
