/**
 * The reports of an encoding run and of a comparison of two: one HTML file that needs no network and no other file.
 *
 * <p>What enters: {@link org.neurobeam.pipelines.report.ReportData}, a plain model of the results. What leaves:
 * {@code report.html}, written by {@link org.neurobeam.pipelines.report.HtmlReport}, the same bytes for equal data.
 * Every text of the model is untrusted and escaped; volumes are quantised and embedded; pictures and tables are made
 * here, so that the file is readable without JavaScript, and charts and the slice viewer come on top.
 *
 * <p>May import: the JDK, Jackson, {@code schemas.array}; neither Beam nor Parquet.
 */
package org.neurobeam.pipelines.report;
