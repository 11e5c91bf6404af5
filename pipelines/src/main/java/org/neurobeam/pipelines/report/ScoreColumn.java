package org.neurobeam.pipelines.report;

/**
 * One column of scores summed up over targets; its name says the convention, which is never mixed with another.
 *
 * @param name of the column in {@code scores.parquet}
 * @param unit of the numbers
 * @param definition where the convention is defined
 * @param targets that have a number
 * @param undefined fitted targets that have none
 * @param median of these
 * @param mean of these
 */
public record ScoreColumn(
        String name, String unit, String definition, int targets, int undefined, double median, double mean) {}
