package org.liankang.web.fhir;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
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
        Format format = Format.JSON;
        boolean pretty = false;
        Answer answer;
        try {
            Query query = Query.parse(request.getQueryString());
            Format wanted = Format.of(query.first("_format"), request.getHeader("Accept"));
            format = wanted;
            pretty = query.first("_pretty").filter("true"::equals).isPresent();
            answer = routing.answer(call(request, query));
        } catch (Refusal refusal) {
            answer = Outcomes.answer(refusal.findings());
        } catch (SearchRefused refusal) {
            answer = Outcomes.answer(List.of(refusal.finding()));
        } catch (AccessRefused refusal) {
            answer = Outcomes.answer(List.of(Finding.error("not-allowed", "", "this account may not do that")));
        } catch (CompletionException failure) {
            // nothing was acknowledged, so the sender may try again
            LOG.error("a submission was not answered", failure.getCause());
            answer =
                    Outcomes.answer(List.of(Finding.error("platform-stopping", "", "was not recorded; send it again")));
        } catch (DataAccessResourceFailureException unreachable) {
            LOG.error("the database does not answer", unreachable);
            Fault.UNAVAILABLE.writeTo(request, response);
            return;
        } catch (RuntimeException failure) {
            LOG.error("a request failed", failure);
            Fault.BROKEN.writeTo(request, response);
            return;
        }
        write(answer, format, pretty, response);
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

    private void write(Answer answer, Format format, boolean pretty, HttpServletResponse response) throws IOException {
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
        if (format == Format.JSON && !pretty) {
            if (!answer.headers().containsKey("Content-Type")) {
                response.setContentType(Format.JSON.contentType());
            }
            if (answer.length() >= 0) {
                response.setContentLengthLong(answer.length());
            }
            ServletOutputStream out = response.getOutputStream();
            answer.body().writeTo(out);
            return;
        }
        byte[] json = answer.gathered();
        byte[] shown = format == Format.XML
                ? xml.toXml(json, pretty)
                : Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(Json.parse(json));
        response.setContentType(format.contentType());
        response.setContentLength(shown.length);
        response.getOutputStream().write(shown);
    }
}
