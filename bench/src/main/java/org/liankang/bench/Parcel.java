package org.liankang.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A bundle of resources as a whole request, ready to be sent, and again under other ids. */
final class Parcel {

    private final byte[] request;
    private final int resources;
    private final int[] ids;
    private int mask;

    Parcel(byte[] request, int resources, int[] ids) {
        this.request = request;
        this.resources = resources;
        this.ids = ids;
    }

    /**
     * Parcels of so many resources each, in the given order.
     *
     * @param kind {@code transaction} or {@code batch}
     * @param known the ids that can change
     */
    static List<Parcel> of(List<Sample.Resource> resources, int size, String kind, Requests requests, Set<UUID> known) {
        List<Parcel> parcels = new ArrayList<>();
        for (int i = 0; i < resources.size(); i += size) {
            List<Sample.Resource> some = resources.subList(i, Math.min(resources.size(), i + size));
            byte[] request = requests.bundle(bundle(some, kind));
            parcels.add(new Parcel(request, some.size(), Uuids.find(request, known)));
        }
        return parcels;
    }

    private static byte[] bundle(List<Sample.Resource> resources, String kind) {
        var out = new ByteArrayOutputStream(1 << 16);
        write(out, "{\"resourceType\":\"Bundle\",\"type\":\"" + kind + "\",\"entry\":[");
        String between = "";
        for (Sample.Resource one : resources) {
            write(
                    out,
                    between + "{\"request\":{\"method\":\"PUT\",\"url\":\"" + one.type() + "/" + one.id()
                            + "\"},\"resource\":");
            out.writeBytes(one.body());
            write(out, "}");
            between = ",";
        }
        write(out, "]}");
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** From now on its resources have the ids that this mask gives. */
    void rename(int next) {
        Uuids.change(request, ids, mask ^ next);
        mask = next;
    }

    byte[] request() {
        return request;
    }

    int resources() {
        return resources;
    }
}
