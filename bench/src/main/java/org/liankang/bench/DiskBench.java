package org.liankang.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Bytes on disk for each resource that was loaded into an empty server; of one of ours with the books and without. */
final class DiskBench {

    private static final int CLIENTS = 4;

    private DiskBench() {}

    static Results run(Standing standing, Freight freight, int rounds) throws IOException, InterruptedException {
        standing.awaitBooks();
        Sizes empty = Sizes.of(standing.data());
        long resources = 0;
        try (var clients = new Clients(standing.target().base(), CLIENTS)) {
            for (int i = 0; i < rounds; i++) {
                resources += freight.next().send(clients);
            }
        }
        standing.awaitBooks();
        Sizes full = Sizes.of(standing.data());
        standing.stop();
        full = full.withFolders(standing.data());

        var results = new Results("Disk");
        results.remark(freight.about() + ", " + resources + " resources in all; pg_database_size, less that of the"
                + " empty server; folders after the server has stopped");
        if (standing.ours()) {
            add(results, "record, tables and indexes", full.record() - empty.record(), resources);
            add(results, "search index", full.index() - empty.index(), resources);
            add(
                    results,
                    "record and search index: without books",
                    full.record() - empty.record() + full.index() - empty.index(),
                    resources);
            add(results, "PostgreSQL, books included", full.database() - empty.database(), resources);
            add(results, "lake", full.lake() - empty.lake(), resources);
        }
        add(
                results,
                "all",
                full.database() - empty.database() + full.index() - empty.index() + full.lake() - empty.lake(),
                resources);
        List<String> schemas = new ArrayList<>(full.schemas().keySet());
        for (String schema : schemas) {
            long more = full.schemas().get(schema) - empty.schemas().getOrDefault(schema, 0L);
            if (more > 0) {
                add(results, "schema " + schema, more, resources);
            }
        }
        results.add(new Series("write-ahead log (reused, apart)", "MB", new double[] {full.log() / 1048576.0}));
        return results;
    }

    private static void add(Results results, String what, long bytes, long resources) {
        results.add(new Series(what, "B/resource", new double[] {(double) bytes / resources}));
    }
}
