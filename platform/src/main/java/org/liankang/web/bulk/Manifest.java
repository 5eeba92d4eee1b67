package org.liankang.web.bulk;

import java.util.List;
import org.liankang.base.json.Json;
import org.liankang.uses.bulk.Job;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a job has left, as Bulk Data Access IG 2.0.0 and the SMART import proposal write it. */
final class Manifest {

    private Manifest() {}

    static ObjectNode of(Job job, List<Job.File> files, List<Job.Source> sources, String root) {
        ObjectNode manifest = Json.object();
        manifest.put("transactionTime", job.at().toString());
        manifest.put("request", job.request());
        manifest.put("requiresAccessToken", true);
        String base = root + "/bulk/jobs/" + job.id() + "/";
        if (job.kind() == Job.Kind.EXPORT) {
            list(manifest.putArray("output"), files, Job.Content.OUTPUT, base);
            list(manifest.putArray("deleted"), files, Job.Content.DELETED, base);
        } else {
            ArrayNode output = manifest.putArray("output");
            sources.forEach(source -> source(output.addObject(), source));
        }
        list(manifest.putArray("error"), files, Job.Content.ERROR, base);
        return manifest;
    }

    private static void list(ArrayNode into, List<Job.File> files, Job.Content content, String base) {
        files.stream()
                .filter(file -> file.content() == content && file.closed())
                .forEach(file -> into.addObject()
                        .put("type", file.type())
                        .put("url", base + file.name())
                        .put("count", file.lines()));
    }

    private static void source(ObjectNode output, Job.Source source) {
        if (!source.type().isEmpty()) {
            output.put("type", source.type());
        }
        if (!source.url().isEmpty()) {
            output.put("inputUrl", source.address());
        }
        output.put("count", source.stored());
        output.putObject("extension")
                .put("unchanged", source.unchanged())
                .put("waiting", source.waiting())
                .put("refused", source.refused())
                .put("lines", source.line())
                .put("bytes", source.bytes());
    }
}
