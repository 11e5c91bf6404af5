package org.neurobeam.schemas.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatDictionaryTest {
    private static final int COUNT = 200_000;

    @ParameterizedTest
    @ValueSource(floats = {1f, 0.37f, -1e-4f})
    void levelsOfAConverterComeBack(float slope) {
        Random random = new Random(3);
        float[] values = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[i] = (random.nextInt(1 << 16) - (1 << 15)) * slope;
        }
        FloatDictionary dictionary = new FloatDictionary();
        for (int chunk = 0; chunk < 2; chunk++) {
            int[] indices = new int[COUNT];
            assertThat(dictionary.encode(values, COUNT, indices)).isTrue();
            FloatBuffer entries = ByteBuffer.wrap(dictionary.plain())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            assertThat(entries.remaining()).isEqualTo(dictionary.size()).isLessThanOrEqualTo(FloatDictionary.LIMIT);
            float[] back = new float[COUNT];
            for (int i = 0; i < COUNT; i++) {
                back[i] = entries.get(indices[i]);
            }
            assertThat(back).isEqualTo(values);
            dictionary.clear();
            assertThat(dictionary.size()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aContinuousSignalIsKnownByItsFirstValues(long seed) {
        Random random = new Random(seed);
        float[] values = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[i] = (float) (1 + 0.2 * random.nextGaussian());
        }
        FloatDictionary dictionary = new FloatDictionary();
        assertThat(dictionary.encode(values, COUNT, new int[COUNT])).isFalse();
        assertThat(dictionary.size()).isLessThan(1 << 13);
    }
}
