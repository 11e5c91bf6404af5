package org.neurobeam.ingest.surface;

import java.util.ArrayDeque;
import java.util.Deque;
import org.neurobeam.schemas.error.DataException;

/** The file that another one names, only ever inside the same store. */
final class ExternalPath {
    private ExternalPath() {}

    static String resolve(String from, String name) {
        boolean absolute = name.startsWith("/") || name.indexOf('\\') >= 0 || name.indexOf(':') >= 0;
        if (name.isEmpty() || absolute || name.indexOf('\0') >= 0) {
            throw outside(from, name);
        }
        Deque<String> parts = new ArrayDeque<>();
        int slash = from.lastIndexOf('/');
        String folder = slash < 0 ? "" : from.substring(0, slash + 1);
        for (String part : (folder + name).split("/")) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    throw outside(from, name);
                }
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    private static DataException outside(String from, String name) {
        return new DataException(
                from,
                "ExternalFileName",
                "external_outside",
                "expected a file inside the data set, found '" + name + "'; put it beside this file");
    }
}
