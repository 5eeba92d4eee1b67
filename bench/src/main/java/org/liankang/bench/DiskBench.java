package org.liankang.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.liankang.sender.Answer;
import org.liankang.sender.Sender;
import org.liankang.sender.SendingFailed;
import org.liankang.sender.Target;

/** What the database holds on disk for what the record holds: tables and indexes of record and books together. */
final class DiskBench {

    private DiskBench() {}

    static Results run(Target target, Path data) throws InterruptedException {
        String base = target.base().toString();
        Target platform = new Target(base.substring(0, base.lastIndexOf("/fhir")), target.token(), "");
        long versions;
        try (var sender = new Sender(platform)) {
            Answer answer = sender.read("api/system/books");
            versions = answer.json().path("last").asLong(0);
        }
        if (versions == 0) {
            throw new SendingFailed("the record is empty, or this server does not say how much it holds");
        }
        double megabytes = 1024 * 1024;
        long tables = size(data.resolve("postgres/base"));
        long log = size(data.resolve("postgres/pg_wal"));
        var results = new Results("Disk");
        results.remark(String.format("%,d versions of resources, all books included", versions));
        results.add(new Series("tables and indexes", "MB", new double[] {tables / megabytes}));
        results.add(new Series("write-ahead log (reused)", "MB", new double[] {log / megabytes}));
        results.add(new Series("tables and indexes, of 1,000", "kB", new double[] {tables / 1024.0 * 1000 / versions}));
        return results;
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(DiskBench::length)
                    .sum();
        } catch (IOException failure) {
            throw new SendingFailed(
                    "cannot look into " + folder + "; is this the data folder of an embedded database?");
        }
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (java.nio.file.NoSuchFileException removedMeanwhile) {
            return 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
