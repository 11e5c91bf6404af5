package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import org.neurobeam.pipelines.report.Html;

/** A part of the report with an entry in its contents. */
interface Section {
    /** Anchor. */
    String id();

    /** Title in the contents and above the section. */
    String title();

    /** Whether the dataset has anything for it; one without is left out. */
    boolean present();

    /** Writes what stands below the title; numbers of charts and tables go to the script data. */
    void write(Html html, ScriptData data) throws IOException;
}
