package org.neurobeam.pipelines.report.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.neurobeam.pipelines.report.Html;
import org.neurobeam.pipelines.report.NumberText;
import org.neurobeam.pipelines.report.dataset.PagedTable.Column;
import org.neurobeam.pipelines.report.dataset.PagedTable.Look;

/** Behaviour channels, confounds and events. */
final class ChannelSection implements Section {
    private final Channels channels;

    ChannelSection(DatasetFacts facts) {
        this.channels = facts.channels();
    }

    @Override
    public String id() {
        return "behaviour";
    }

    @Override
    public String title() {
        return "Behaviour and events";
    }

    @Override
    public boolean present() {
        return !channels.channels().isEmpty() || !channels.events().isEmpty();
    }

    @Override
    public void write(Html html, ScriptData data) throws IOException {
        PagedTable table = new PagedTable(
                "channels",
                List.of(
                        Column.choice("kind", Look.TEXT),
                        Column.of("name", Look.TEXT),
                        Column.of("unit", Look.TEXT),
                        Column.of("recordings", Look.NUMBER),
                        Column.of("rows", Look.NUMBER)));
        List<Channels.Entry> behaviour = new ArrayList<>(channels.channels());
        behaviour.sort(java.util.Comparator.comparing(c -> c.kind().equals("confound")));
        for (Channels.Entry e : channels.events()) {
            table.row("event", e.kind(), e.unit(), NumberText.count(e.recordings()), NumberText.count(e.rows()));
        }
        for (Channels.Entry c : behaviour) {
            table.row(c.kind(), c.name(), c.unit(), NumberText.count(c.recordings()), NumberText.count(c.rows()));
        }
        table.write(html, data);
    }
}
