package org.neurobeam.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.neurobeam.schemas.io.dataset.CheckReport;
import org.neurobeam.schemas.io.dataset.CheckSummary;
import org.neurobeam.schemas.io.dataset.Finding;
import org.neurobeam.schemas.io.dataset.Finding.Severity;

class CheckAnswerTest {
    private static CheckAnswer answer(long issues, Finding... findings) {
        long errors = List.of(findings).stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .count();
        CheckSummary summary = new CheckSummary(
                1,
                2,
                0,
                0,
                1,
                5,
                7,
                issues,
                errors,
                findings.length - errors,
                3,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
        return new CheckAnswer("wiring", false, new CheckReport(List.of(findings), summary));
    }

    @Test
    void nothingFoundIsOneLine() {
        assertThat(answer(2).lines())
                .containsExactly("wiring: good: 1 recording, 2 units (0 labelled), 1 connectome, 2 issues; 0 errors,"
                        + " 0 warnings, 3 rules did not apply");
    }

    @Test
    void aWarningIsShownAndTheDatasetStaysGood() {
        CheckAnswer answer =
                answer(1, new Finding("C1", "cook2019", Severity.WARNING, "PVCR-VA9 as VA9-PVCR", "3 and 2"));
        assertThat(answer.lines())
                .containsExactly(
                        "rule  scope     severity  expected              found",
                        "C1    cook2019  warning   PVCR-VA9 as VA9-PVCR  3 and 2",
                        "wiring: good: 1 recording, 2 units (0 labelled), 1 connectome, 1 issue; 0 errors, 1 warning,"
                                + " 3 rules did not apply");
        assertThat(answer.exitCode()).isZero();
    }

    @Test
    void anErrorIsShownAndEndsWithThree() {
        CheckAnswer answer = answer(0, new Finding("C2", "cook2019", Severity.ERROR, "weight > 0", "-1"));
        assertThat(answer.lines())
                .hasSize(3)
                .last()
                .asString()
                .startsWith("wiring: damaged: ")
                .contains("1 error,");
        assertThat(answer.exitCode()).isEqualTo(3);
    }
}
