package org.liankang.uses.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.liankang.base.json.Json;
import org.liankang.base.sql.DatabaseConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives the whole lake out as Parquet: one file for each view, all of one moment, and {@code manifest.json} that says of
 * which position in the feed. A folder is there only when it is complete; what an interrupted export left is swept away
 * by the next. One export runs at a time. Who may start one and why is the caller's to check.
 */
@Component
public final class LakeExport {

    private static final Logger LOG = LoggerFactory.getLogger(LakeExport.class);
    private static final String UNFINISHED = ".unfinished";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    public enum State {
        /** None was started since the platform was. */
        NONE,
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * How far the newest export is.
     *
     * @param folder where it lies, or will; empty for none
     * @param position the feed's position it stands for, 0 while it is not known
     * @param done views written
     * @param all views to write
     */
    public record Progress(State state, String folder, long position, int done, int all) {}

    private final Lake lake;
    private final Path folder;
    private final Clock clock;
    private volatile Progress progress = new Progress(State.NONE, "", 0, 0, 0);

    @Autowired
    LakeExport(Lake lake, LakeConfig config, DatabaseConfig database, Clock clock) {
        this(lake, config.folderIn(database.folder()).resolve("export"), clock);
    }

    LakeExport(Lake lake, Path folder, Clock clock) {
        this.lake = lake;
        this.folder = folder;
        this.clock = clock;
    }

    public Progress progress() {
        return progress;
    }

    /** Starts an export behind the caller's back; empty when one is running already. */
    public synchronized Optional<Progress> start() {
        if (progress.state() == State.RUNNING) {
            return Optional.empty();
        }
        Instant at = clock.instant();
        Path target = folder.resolve("lake-" + NAME.format(at));
        progress = new Progress(
                State.RUNNING, target.toString(), 0, 0, lake.views().all().size());
        Thread.ofPlatform().daemon().name("lake-export").start(() -> run(target, at));
        return Optional.of(progress);
    }

    private void run(Path target, Instant at) {
        try {
            write(target, at);
            progress = with(State.DONE);
        } catch (IOException | SQLException | RuntimeException failure) {
            LOG.error("the lake cannot be exported", failure);
            progress = with(State.FAILED);
        }
    }

    private Progress with(State state) {
        Progress last = progress;
        return new Progress(state, last.folder(), last.position(), last.done(), last.all());
    }

    /** @throws IOException also when a folder of this name is there already */
    void write(Path target, Instant at) throws IOException, SQLException {
        Files.createDirectories(folder);
        sweep();
        if (Files.exists(target)) {
            throw new IOException("is there already: " + target.getFileName());
        }
        Path growing = Files.createDirectory(target.resolveSibling(target.getFileName() + UNFINISHED));
        try (Connection reader = lake.reader();
                Statement statement = reader.createStatement()) {
            // One transaction is one moment: all files and the position belong together.
            statement.execute("begin transaction");
            long position = number(statement, "select position from lake_position");
            ObjectNode manifest = Json.object()
                    .put("position", position)
                    .put("at", at.toString())
                    .put("definitions", lake.views().fingerprint());
            ArrayNode files = manifest.putArray("views");
            int done = 0;
            for (LakeView view : lake.views().all()) {
                progress = new Progress(
                        State.RUNNING,
                        target.toString(),
                        position,
                        done++,
                        lake.views().all().size());
                copy(statement, view, growing, files.addObject());
            }
            manifest.put("problems", number(statement, "select count(*) from lake_problem"));
            statement.execute("commit");
            Files.write(growing.resolve("manifest.json"), Json.bytes(manifest));
            Files.move(growing, target, StandardCopyOption.ATOMIC_MOVE);
            progress = new Progress(State.RUNNING, target.toString(), position, done, done);
        }
    }

    private static void copy(Statement statement, LakeView view, Path into, ObjectNode entry)
            throws SQLException, IOException {
        Path file = into.resolve(view.name() + ".parquet");
        String path = file.toString().replace("'", "''");
        statement.execute("copy (select * from " + view.name() + " order by position, id) to '" + path
                + "' (format parquet, compression zstd)");
        entry.put("view", view.name())
                .put("resource", view.view().resource())
                .put("file", file.getFileName().toString())
                .put("rows", number(statement, "select count(*) from " + view.name()))
                .put("bytes", Files.size(file));
        ArrayNode columns = entry.putArray("columns");
        for (Column column : view.columns()) {
            columns.addObject()
                    .put("name", column.name())
                    .put("type", column.type())
                    .put("collection", column.collection());
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void sweep() throws IOException {
        List<Path> left;
        try (Stream<Path> all = Files.list(folder)) {
            left = all.filter(path -> path.getFileName().toString().endsWith(UNFINISHED))
                    .toList();
        }
        for (Path path : left) {
            try (Stream<Path> inside = Files.walk(path)) {
                for (Path one : inside.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }
}
