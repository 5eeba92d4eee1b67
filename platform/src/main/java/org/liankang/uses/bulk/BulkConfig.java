package org.liankang.uses.bulk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of bulk jobs.
 *
 * @param folder where files lie; null for {@code bulk} in the platform's data folder
 * @param life how long files stay after a job has ended
 * @param jobBytes most bytes of one job
 * @param totalBytes most bytes of all jobs that are kept
 * @param fileBytes a file of about this size is ended and the next begun
 * @param waiting most jobs of all accounts that wait or run
 * @param waitingPerAccount most jobs of one account that wait or run
 * @param stretch versions read at a time
 * @param checkpoint bytes after which progress is made durable
 * @param workers threads that prepare import batches
 * @param uploads most streams received at a time
 * @param batchLines most lines of a batch
 * @param underWay most batches of a stream on their way through the door: they share a commit
 * @param batchBytes a batch of this size is sent though it has fewer lines
 * @param lineBytes longest line of an import
 * @param outcomeBytes most that an import tells about single lines; further ones are only counted
 * @param sources origins that imports may read from, for example {@code https://files.example.org}; none by default
 * @param plainSources also origins with {@code http}: for a closed network only
 * @param privateSources also listed origins at private addresses
 */
@ConfigurationProperties("liankang.bulk")
public record BulkConfig(
        Path folder,
        @DefaultValue("24h") Duration life,
        @DefaultValue("64GB") DataSize jobBytes,
        @DefaultValue("128GB") DataSize totalBytes,
        @DefaultValue("256MB") DataSize fileBytes,
        @DefaultValue("50") int waiting,
        @DefaultValue("5") int waitingPerAccount,
        @DefaultValue("4000") int stretch,
        @DefaultValue("64MB") DataSize checkpoint,
        @DefaultValue("2") int workers,
        @DefaultValue("2") int uploads,
        @DefaultValue("500") int batchLines,
        @DefaultValue("12") int underWay,
        @DefaultValue("4MB") DataSize batchBytes,
        @DefaultValue("16MB") DataSize lineBytes,
        @DefaultValue("256MB") DataSize outcomeBytes,
        @DefaultValue List<String> sources,
        @DefaultValue("false") boolean plainSources,
        @DefaultValue("false") boolean privateSources) {

    Path folderIn(Path data) {
        return (folder == null ? data.resolve("bulk") : folder).toAbsolutePath().normalize();
    }
}
