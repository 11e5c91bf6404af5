package org.neurobeam.pipelines.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CounterRandomTest {
    @Test
    void bitsAreThoseOfTheStatedGenerator() {
        CounterRandom normal = new CounterRandom(42, 100);
        double[] expected = {
            -0x1.53824f3d9d825p-2,
            -0x1.1832493fa89e8p1,
            0x1.6768455d9b5bep0,
            -0x1.c49b45558c69bp-1,
            -0x1.0290eb7124628p1,
            0x1.16e322613e0b1p-1
        };
        for (int i = 0; i < expected.length; i++) {
            assertThat(normal.gauss(i)).isEqualTo(expected[i]);
        }
        CounterRandom uniform = new CounterRandom(42, 1);
        assertThat(uniform.uniform(0)).isEqualTo(0.7960088953399602);
        assertThat(uniform.uniform(1)).isEqualTo(0.2935669707869685);
    }
}
