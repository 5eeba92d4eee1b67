package org.liankang.web.error;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.liankang.identity.access.AccessRefused;
import org.liankang.identity.access.PurposeNeeded;
import org.liankang.web.view.NotFound;
import org.liankang.web.view.Page;
import org.liankang.web.view.Pages;
import org.liankang.web.view.Views;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;

/** Failures of controllers, and those the server itself reports, become a coded answer; the reason stays in the log. */
@Controller
@ControllerAdvice
class Faults implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final Pages pages;
    private final Views views;

    Faults(Pages pages, Views views) {
        this.pages = pages;
        this.views = views;
    }

    @RequestMapping("/error")
    ResponseEntity<?> reported(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return answer(
                request,
                status instanceof Integer number ? Fault.of(number) : Fault.NOT_FOUND,
                path instanceof String text ? text : request.getRequestURI());
    }

    @ExceptionHandler(PurposeNeeded.class)
    ResponseEntity<?> purpose(PurposeNeeded needed, HttpServletRequest request) {
        if (!"GET".equals(request.getMethod()) || Fault.forInterface(request.getRequestURI())) {
            return answer(request, Fault.NOT_ALLOWED, request.getRequestURI());
        }
        String back = pages.of(request).here();
        return Views.to("/purpose?subject=" + encoded(needed.subject()) + "&back=" + encoded(back));
    }

    @ExceptionHandler(Exception.class)
    ResponseEntity<?> thrown(Exception failure, HttpServletRequest request) throws Exception {
        if (failure instanceof AuthenticationException
                || failure instanceof org.springframework.security.access.AccessDeniedException) {
            throw failure;
        }
        Fault fault = fault(failure);
        if (fault.status().is5xxServerError()) {
            LOG.error("a request failed", failure);
        }
        return answer(request, fault, request.getRequestURI());
    }

    private static Fault fault(Exception failure) {
        return switch (failure) {
            case AccessRefused refused -> Fault.NOT_ALLOWED;
            case NotFound missing -> Fault.NOT_FOUND;
            case MaxUploadSizeExceededException large -> Fault.TOO_LARGE;
            case MethodArgumentTypeMismatchException unreadable -> Fault.BAD_REQUEST;
            case ErrorResponse answered -> Fault.of(answered.getStatusCode().value());
            case DataAccessResourceFailureException unreachable -> Fault.UNAVAILABLE;
            default -> Fault.BROKEN;
        };
    }

    private ResponseEntity<?> answer(HttpServletRequest request, Fault fault, String path) {
        if (Fault.forInterface(path)) {
            boolean fhir = path.startsWith("/fhir");
            return ResponseEntity.status(fault.status())
                    .contentType(MediaType.parseMediaType(Fault.contentType(fhir)))
                    .body(fault.body(fhir));
        }
        Page page = pages.of(request);
        return views.html(fault.status(), page, "error/fault", Map.of("fault", fault));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
