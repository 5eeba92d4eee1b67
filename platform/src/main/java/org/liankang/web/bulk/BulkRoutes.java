package org.liankang.web.bulk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.apache.coyote.BadRequestException;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.CurrentAccount;
import org.liankang.uses.bulk.Bulk;
import org.liankang.uses.bulk.BulkRefused;
import org.liankang.uses.bulk.ExportAsked;
import org.liankang.uses.bulk.Job;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** {@code /bulk}: jobs, their files, and streams of lines coming in. Every request brings a token. */
@RestController
class BulkRoutes {

    private static final String NDJSON = "application/fhir+ndjson";
    private static final int LARGEST_REQUEST = 4 * 1024 * 1024;
    private static final int LONGEST_KEY = 200;

    private final Bulk bulk;
    private final KickOff kickOff;
    private final CurrentAccount current;

    BulkRoutes(Bulk bulk, KickOff kickOff, CurrentAccount current) {
        this.bulk = bulk;
        this.kickOff = kickOff;
        this.current = current;
    }

    @RequestMapping(
            path = {"/bulk/export", "/bulk/export/Patient", "/bulk/export/Group/{group}"},
            method = {RequestMethod.GET, RequestMethod.POST})
    void export(
            @PathVariable(required = false) Optional<String> group,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Account account = current.require();
        ExportAsked.Level level = group.isPresent()
                ? ExportAsked.Level.GROUP
                : request.getRequestURI().endsWith("/Patient") ? ExportAsked.Level.PATIENT : ExportAsked.Level.SYSTEM;
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, Arrays.asList(values)));
        byte[] body = request.getMethod().equals("POST") ? body(request) : new byte[0];
        write(
                kickOff.export(
                        account,
                        level,
                        group.orElse(""),
                        parameters,
                        body,
                        request::getHeader,
                        address(request),
                        root(request)),
                response);
    }

    /** A stream of lines is taken in at once; a description of sources becomes a job. */
    @PostMapping("/bulk/import")
    void take(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Account account = current.require();
        String type = Optional.ofNullable(request.getContentType()).orElse("");
        if (type.startsWith(NDJSON) || type.startsWith("application/ndjson")) {
            write(receive(account, request), response);
        } else if (type.startsWith("application/fhir+json") || type.startsWith("application/json")) {
            byte[] body = body(request);
            write(kickOff.importFrom(account, body, request::getHeader, address(request), root(request)), response);
        } else {
            write(
                    BulkAnswer.refused(Finding.error(
                            "media-type-unsupported",
                            "Content-Type",
                            "must be " + NDJSON + " or application/fhir+json")),
                    response);
        }
    }

    private BulkAnswer receive(Account account, HttpServletRequest request) throws IOException {
        Optional<String> key =
                Optional.ofNullable(request.getHeader("Idempotency-Key")).map(String::strip);
        if (key.isPresent() && (key.get().isEmpty() || key.get().length() > LONGEST_KEY)) {
            return BulkAnswer.refused(Finding.error(
                    "request-invalid", "Idempotency-Key", "must have 1 to " + LONGEST_KEY + " characters"));
        }
        String type = Optional.ofNullable(request.getParameter("type")).orElse("");
        String coding = Optional.ofNullable(request.getHeader("Content-Encoding"))
                .map(String::strip)
                .orElse("");
        boolean zipped = coding.equalsIgnoreCase("gzip");
        if (!zipped && !coding.isEmpty() && !coding.equalsIgnoreCase("identity")) {
            return BulkAnswer.refused(
                    Finding.error("media-type-unsupported", "Content-Encoding", "must be gzip or none"));
        }
        try (InputStream in = zipped ? new GZIPInputStream(request.getInputStream()) : request.getInputStream()) {
            Bulk.Received received = bulk.receive(
                    account, KickOff.institution(account, request::getHeader), type, key, in, address(request));
            Job job = received.job();
            ObjectNode manifest = Manifest.of(job, bulk.files(job), bulk.sources(job), root(request));
            if (received.repeated()) {
                manifest.putObject("extension").put("repeated", true);
            }
            return BulkAnswer.of(HttpStatus.OK, manifest)
                    .with("Content-Location", root(request) + "/bulk/jobs/" + job.id());
        } catch (BulkRefused refused) {
            return BulkAnswer.refused(refused.finding());
        } catch (ZipException | EOFException | BadRequestException broken) {
            return BulkAnswer.refused(
                    Finding.error("request-invalid", "", "ends early, or says gzip and is not; send it again"));
        }
    }

    @GetMapping("/bulk/jobs/{id}")
    void state(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Job> found = bulk.find(current.require(), id);
        write(found.map(job -> state(job, root(request))).orElseGet(BulkRoutes::unknown), response);
    }

    private BulkAnswer state(Job job, String root) {
        return switch (job.state()) {
            case QUEUED, RUNNING, RECEIVING ->
                BulkAnswer.of(HttpStatus.ACCEPTED, null)
                        .with("X-Progress", job.progress())
                        .with("Retry-After", job.state() == Job.State.QUEUED ? "30" : "5");
            case DONE ->
                BulkAnswer.of(HttpStatus.OK, Manifest.of(job, bulk.files(job), bulk.sources(job), root))
                        .with(
                                "Expires",
                                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                        job.expires().atOffset(ZoneOffset.UTC)));
            case FAILED -> BulkAnswer.refused(Finding.error(job.code(), "", job.message()));
            case EXPIRED -> expired();
            case CANCELLED -> unknown();
        };
    }

    private static BulkAnswer unknown() {
        return BulkAnswer.refused(Finding.error("not-found", "", "there is no such job or file"));
    }

    private static BulkAnswer expired() {
        return BulkAnswer.refused(Finding.error("bulk-files-expired", "", "its files have been deleted; ask again"));
    }

    @DeleteMapping("/bulk/jobs/{id}")
    void cancel(@PathVariable String id, HttpServletResponse response) throws IOException {
        Account account = current.require();
        Optional<Job> found = bulk.find(account, id);
        if (found.isPresent()) {
            bulk.cancel(account, found.get());
            write(BulkAnswer.of(HttpStatus.ACCEPTED, null), response);
        } else {
            write(unknown(), response);
        }
    }

    @GetMapping("/bulk/jobs/{id}/{name}")
    void file(
            @PathVariable String id,
            @PathVariable String name,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Account account = current.require();
        Optional<Job> job = bulk.find(account, id);
        Optional<Path> file = job.flatMap(one -> bulk.open(account, one, name));
        if (file.isPresent()) {
            send(file.get(), "\"" + id + "/" + name + "\"", request, response);
        } else {
            boolean gone = job.filter(one -> one.state() == Job.State.EXPIRED).isPresent();
            write(gone ? expired() : unknown(), response);
        }
    }

    private static void send(Path file, String tag, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        long size = Files.size(file);
        String asked = request.getHeader("Range");
        String condition = request.getHeader("If-Range");
        boolean ranged = asked != null && (condition == null || condition.equals(tag));
        Optional<ByteRange> range = ByteRange.of(ranged ? asked : null, size);
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader("ETag", tag);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Vary", "Accept-Encoding");
        if (range.isEmpty()) {
            response.setHeader("Content-Range", "bytes */" + size);
            response.setStatus(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE.value());
            return;
        }
        boolean part = range.get().length() < size;
        boolean zip = !ranged
                && Optional.ofNullable(request.getHeader("Accept-Encoding"))
                        .orElse("")
                        .contains("gzip");
        response.setContentType(NDJSON);
        response.setStatus(part ? HttpStatus.PARTIAL_CONTENT.value() : HttpStatus.OK.value());
        if (part) {
            response.setHeader(
                    "Content-Range",
                    "bytes " + range.get().first() + "-" + range.get().last() + "/" + size);
        }
        if (zip) {
            response.setHeader("Content-Encoding", "gzip");
        } else {
            response.setContentLengthLong(range.get().length());
        }
        copy(file, range.get(), zip, response);
    }

    private static void copy(Path file, ByteRange range, boolean zip, HttpServletResponse response) throws IOException {
        try (FileChannel channel = FileChannel.open(file);
                InputStream in = Channels.newInputStream(channel.position(range.first()));
                OutputStream out =
                        zip ? new GZIPOutputStream(response.getOutputStream(), 1 << 16) : response.getOutputStream()) {
            byte[] buffer = new byte[1 << 16];
            long left = range.length();
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException("a file became shorter");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LARGEST_REQUEST);
        if (body.length == LARGEST_REQUEST) {
            throw new KickOff.Unreadable(Finding.error("payload-too-large", "", "is too large for a request"));
        }
        return body;
    }

    @org.springframework.web.bind.annotation.ExceptionHandler(KickOff.Unreadable.class)
    void unreadable(KickOff.Unreadable unreadable, HttpServletResponse response) throws IOException {
        write(BulkAnswer.refused(unreadable.finding), response);
    }

    private static void write(BulkAnswer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        response.setContentType("application/json;charset=UTF-8");
        answer.headers().forEach((name, value) -> {
            if (name.equals("Content-Type")) {
                response.setContentType(value);
            } else {
                response.setHeader(name, value);
            }
        });
        if (answer.body() != null) {
            response.getOutputStream().write(Json.bytes(answer.body()));
        }
    }

    private static String root(HttpServletRequest request) {
        String url = request.getRequestURL().toString();
        return url.substring(0, url.length() - request.getRequestURI().length());
    }

    private static String address(HttpServletRequest request) {
        return request.getRequestURL() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
    }
}
