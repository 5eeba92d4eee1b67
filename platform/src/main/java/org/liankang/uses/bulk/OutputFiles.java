package org.liankang.uses.bulk;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files one job is writing: one kind and type after the other fills up, under a temporary name until it is ended.
 * {@link #checkpoint} makes what is written durable and tells how long each file is; begun again with that, whatever
 * came later is cut off. Names are made of type and number only.
 */
final class OutputFiles implements AutoCloseable {

    private static final String UNFINISHED = ".part";
    private static final int BUFFER = 1 << 18;

    private final class Open {
        final String name;
        final Job.Content content;
        final String type;
        final FileChannel channel;
        final OutputStream out;
        long bytes;
        long lines;

        Open(Job.File file) throws IOException {
            name = file.name();
            content = file.content();
            type = file.type();
            bytes = file.bytes();
            lines = file.lines();
            channel = FileChannel.open(
                    folder.resolve(name + UNFINISHED),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            channel.truncate(bytes).position(bytes);
            out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        }

        Job.File state(boolean closed) {
            return new Job.File(name, content, type, bytes, lines, closed);
        }

        void durable() throws IOException {
            out.flush();
            channel.force(false);
        }
    }

    private final Path folder;
    private final long largest;
    private final Map<String, Open> open = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Job.File> ended = new ArrayList<>();
    private long bytes;
    private long sinceCheckpoint;

    /**
     * @param folder of this job
     * @param largest bytes after which a file is ended
     * @param written what the last checkpoint told; nothing for a new job
     */
    OutputFiles(Path folder, long largest, List<Job.File> written) throws IOException {
        this.folder = folder;
        this.largest = largest;
        privateFolder(folder.getParent());
        privateFolder(folder);
        Set<String> expected = new HashSet<>();
        for (Job.File file : written) {
            bytes += file.bytes();
            numbers.merge(key(file.content(), file.type()), 1, Integer::sum);
            expected.add(file.closed() ? file.name() : file.name() + UNFINISHED);
            Path whole = folder.resolve(file.name());
            if (!file.closed() && Files.exists(whole)) { // ended on disk, but that was not written down any more
                Files.move(whole, folder.resolve(file.name() + UNFINISHED), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        try (Stream<Path> found = Files.list(folder)) {
            for (Path stray : found.toList()) {
                if (!expected.contains(stray.getFileName().toString())) {
                    Files.delete(stray);
                }
            }
        }
        for (Job.File file : written) {
            if (!file.closed()) {
                open.put(key(file.content(), file.type()), new Open(file));
            }
        }
    }

    /** For its owner only: what lies here is everything known about people. */
    static void privateFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.getParent());
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static String key(Job.Content content, String type) {
        return content + " " + type;
    }

    /** Adds a line; the line's end is added here. */
    void add(Job.Content content, String type, byte[] line) throws IOException {
        String key = key(content, type);
        Open file = open.get(key);
        if (file == null) {
            int number = numbers.merge(key, 1, Integer::sum);
            String beginning = switch (content) {
                case OUTPUT -> type;
                case DELETED -> "deleted";
                case ERROR -> "error";
            };
            file = new Open(new Job.File("%s.%04d.ndjson".formatted(beginning, number), content, type, 0, 0, false));
            open.put(key, file);
        }
        file.out.write(line);
        file.out.write('\n');
        file.bytes += line.length + 1L;
        file.lines++;
        bytes += line.length + 1L;
        sinceCheckpoint += line.length + 1L;
        if (file.bytes >= largest) {
            end(key);
        }
    }

    private void end(String key) throws IOException {
        Open file = open.remove(key);
        file.durable();
        file.channel.close();
        Files.move(folder.resolve(file.name + UNFINISHED), folder.resolve(file.name), StandardCopyOption.ATOMIC_MOVE);
        ended.add(file.state(true));
    }

    long bytes() {
        return bytes;
    }

    long sinceCheckpoint() {
        return sinceCheckpoint;
    }

    /** Makes all that was added durable and answers the files that have changed. */
    List<Job.File> checkpoint() throws IOException {
        List<Job.File> changed = new ArrayList<>(ended);
        for (Open file : open.values()) {
            file.durable();
            changed.add(file.state(false));
        }
        ended.clear();
        sinceCheckpoint = 0;
        return changed;
    }

    /** Ends all files and answers those that have changed since the last checkpoint. */
    List<Job.File> finish() throws IOException {
        for (String key : List.copyOf(open.keySet())) {
            end(key);
        }
        return checkpoint();
    }

    @Override
    public void close() throws IOException {
        for (Open file : open.values()) {
            file.channel.close();
        }
        open.clear();
    }
}
