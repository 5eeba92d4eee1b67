package org.liankang.web.fhir;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.liankang.base.finding.Finding;
import org.liankang.base.json.Json;
import org.liankang.identity.access.AccessRefused;
import org.liankang.identity.access.Account;
import org.liankang.identity.access.Accounts;
import org.liankang.record.search.SearchRefused;
import org.liankang.web.error.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * The FHIR R4 door at {@code /fhir}: every refusal an OperationOutcome with a stable code. A servlet of its own, outside
 * the pages' framework, because a read takes less time than the way through it. Who asks is known by a token in each
 * request; there is no session and so nothing that another site could make a browser send.
 */
final class FhirServlet extends HttpServlet {

    static final String PATH = "/fhir";

    private static final Logger LOG = LoggerFactory.getLogger(FhirServlet.class);
    private static final String SCHEME = "Bearer ";

    private final transient Accounts accounts;
    private final transient Routing routing;
    private final transient Xml xml;

    FhirServlet(Accounts accounts, Routing routing, Xml xml) {
        this.accounts = accounts;
        this.routing = routing;
        this.xml = xml;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        guard(response);
        Answer answer;
        try {
            Query query = Query.parse(request.getQueryString());
            Format format = Format.of(query.first("_format"), request.getHeader("Accept"));
            boolean pretty = query.first("_pretty").filter("true"::equals).isPresent();
            answer = refusing(() -> routing.answer(call(request, query)));
            answer = shaped(answer, format, pretty);
        } catch (Refusal refusal) {
            answer = Outcomes.answer(refusal.findings());
        } catch (DataAccessResourceFailureException unreachable) {
            LOG.error("the database does not answer", unreachable);
            Fault.UNAVAILABLE.writeTo(request, response);
            return;
        } catch (RuntimeException failure) {
            LOG.error("a request failed", failure);
            Fault.BROKEN.writeTo(request, response);
            return;
        }
        write(answer, response);
    }

    private Call call(HttpServletRequest request, Query query) {
        String address = request.getRequestURI();
        if (!address.startsWith(PATH)) {
            throw new Refusal("request-invalid", "", "the address holds what no FHIR address does");
        }
        List<String> path = Paths.parse(address.substring(PATH.length()));
        boolean form = !path.isEmpty() && path.getLast().equals("_search");
        String url = request.getRequestURL().toString();
        return new Call(
                request.getMethod(),
                path,
                query,
                request::getHeader,
                url.substring(0, url.indexOf(PATH, url.indexOf("//") + 2) + PATH.length()),
                account(request),
                form ? () -> Payload.form(request, Searches.mostForm()) : () -> Payload.read(request, xml));
    }

    private Optional<Account> account(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? accounts.byToken(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    /** What Spring Security puts on every other answer: health data is kept by nobody on the way and shown in no frame. */
    private static void guard(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("X-XSS-Protection", "0");
        response.setHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
        response.setHeader("Pragma", "no-cache");
        response.setHeader("Expires", "0");
    }

    /** Everything that is refused becomes an answer here, so that it, too, comes in the format asked for. */
    private static Answer refusing(Supplier<Answer> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            return Outcomes.answer(refusal.findings());
        } catch (SearchRefused refusal) {
            return Outcomes.answer(List.of(refusal.finding()));
        } catch (AccessRefused refusal) {
            return Outcomes.answer(List.of(Finding.error("not-allowed", "", "this account may not do that")));
        } catch (CompletionException failure) {
            // nothing was acknowledged, so the sender may try again
            LOG.error("a submission was not answered", failure.getCause());
            return Outcomes.answer(List.of(Finding.error("platform-stopping", "", "was not recorded; send it again")));
        }
    }

    private Answer shaped(Answer answer, Format format, boolean pretty) {
        boolean asIs = answer.body() == null || answer.headers().containsKey("Content-Type");
        if (asIs || format == Format.JSON && !pretty) {
            return answer;
        }
        byte[] json = answer.gathered(format == Format.XML ? Xml.LARGEST : Payload.LARGEST);
        byte[] shown = format == Format.XML
                ? xml.toXml(json, pretty)
                : Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(Json.parse(json));
        return new Answer(answer.status(), answer.headers(), out -> out.write(shown), shown.length)
                .with("Content-Type", format.contentType());
    }

    private static void write(Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        if (answer.status() == 401) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"liankang\"");
        }
        if (answer.body() == null) {
            if (answer.status() != 204 && answer.status() != 304) {
                response.setContentLength(0);
            }
            return;
        }
        if (!answer.headers().containsKey("Content-Type")) {
            response.setContentType(Format.JSON.contentType());
        }
        if (answer.length() >= 0) {
            response.setContentLengthLong(answer.length());
        }
        answer.body().writeTo(response.getOutputStream());
    }
}
