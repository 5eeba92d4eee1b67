package org.liankang.uses.bulk;

import java.io.IOException;
import java.nio.file.Path;
import org.liankang.base.sql.DatabaseConfig;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Where a job's files lie. */
@Component
@EnableConfigurationProperties(BulkConfig.class)
class JobFolders {

    private final Path folder;

    JobFolders(BulkConfig config, DatabaseConfig database) {
        this.folder = config.folderIn(database.folder());
    }

    /** @param id of a job, as the platform made it; never from a request */
    Path of(String id) {
        return folder.resolve(id);
    }

    void delete(String id) throws IOException {
        OutputFiles.delete(of(id));
    }
}
