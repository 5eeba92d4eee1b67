package org.liankang.web.fhir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.liankang.base.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** Writes bundles around resources whose bytes are at hand, so that no tree is built of what is only passed on. */
final class Bundles {

    private static final byte[] RESOURCE = bytes(",\"resource\":");
    private static final byte[] ENTRIES = bytes(",\"entry\":[");

    private Bundles() {}

    /** One entry: its own properties and, unless null, a resource. */
    @FunctionalInterface
    interface Entries {
        void writeTo(Entry entry) throws IOException;
    }

    /** Takes entries one by one. */
    static final class Entry {
        private final OutputStream out;
        private boolean any;

        private Entry(OutputStream out) {
            this.out = out;
        }

        /** @param around at least one property; the resource is put after them */
        void add(ObjectNode around, byte[] resource) throws IOException {
            if (resource == null) {
                add(Json.bytes(around));
                return;
            }
            byte[] own = Json.bytes(around);
            open();
            out.write(own, 0, own.length - 1);
            out.write(RESOURCE);
            out.write(resource);
            out.write('}');
        }

        /** A match or include of a search, the commonest of all entries, without a tree. */
        void found(String fullUrl, byte[] resource, String mode) throws IOException {
            open();
            out.write(bytes("{\"fullUrl\":\"" + fullUrl + "\",\"resource\":"));
            out.write(resource);
            out.write(bytes(",\"search\":{\"mode\":\"" + mode + "\"}}"));
        }

        private void add(byte[] whole) throws IOException {
            open();
            out.write(whole);
        }

        private void open() throws IOException {
            out.write(any ? bytes(",") : ENTRIES);
            any = true;
        }
    }

    /** @param head all of the bundle but its entries */
    static Answer.Body of(ObjectNode head, Entries entries) {
        byte[] opening = Json.bytes(head);
        return out -> {
            out.write(opening, 0, opening.length - 1);
            Entry entry = new Entry(out);
            entries.writeTo(entry);
            out.write(bytes(entry.any ? "]}" : "}"));
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
