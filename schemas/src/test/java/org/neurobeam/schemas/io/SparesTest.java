package org.neurobeam.schemas.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class SparesTest {
    @Test
    void theLastGivenIsTakenFirstAndTheKeptAreBounded() {
        Spares<String> spares = new Spares<>(2);
        assertThat(spares.take()).isEmpty();
        assertThat(spares.give("a")).isTrue();
        assertThat(spares.give("b")).isTrue();
        assertThat(spares.give("c")).isFalse();
        assertThat(spares.take()).contains("b");
        assertThat(spares.take()).contains("a");
        assertThat(spares.take()).isEmpty();
    }

    @Test
    void buffersHaveTheLengthThatWasAskedFor() {
        for (int size : new int[] {0, 100, 1 << 20, 1 << 22}) {
            ByteBuffer buffer = PageArrays.SHARED.allocate(size);
            assertThat(buffer.remaining()).isEqualTo(size);
            PageArrays.SHARED.release(buffer);
        }
        assertThat(PageArrays.SHARED.values(PageArrays.VALUES + 1)).hasSize(PageArrays.VALUES + 1);
        assertThat(PageArrays.SHARED.values(7)).hasSize(PageArrays.VALUES);
    }
}
