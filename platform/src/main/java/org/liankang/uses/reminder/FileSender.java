package org.liankang.uses.reminder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.LocalDate;
import org.liankang.base.json.Json;
import org.liankang.base.sql.DatabaseConfig;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Writes messages to {@code outbox/<day>.jsonl} of the data folder, one a line, readable by the platform's user alone. */
@Component
class FileSender implements Sender {

    private final Path folder;
    private final Clock clock;

    @Autowired
    FileSender(DatabaseConfig data, Clock clock) {
        this(data.folder().resolve("outbox"), clock);
    }

    FileSender(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public synchronized Handed send(long number, String phone, String text) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        Path file = folder.resolve(LocalDate.now(clock) + ".jsonl");
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            if (posix) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
        }
        String line = Json.text(
                        Json.object().put("message", number).put("phone", phone).put("text", text)) + "\n";
        Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        return new Handed.Taken();
    }
}
