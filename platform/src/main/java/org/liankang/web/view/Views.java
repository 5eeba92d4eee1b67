package org.liankang.web.view;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Turns a template and its model into a response: UTF-8 HTML that no proxy keeps. */
@Component
public class Views {

    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

    private final TemplateEngine engine;

    Views(TemplateEngine engine) {
        this.engine = engine;
    }

    @Bean
    static TemplateEngine templateEngine() {
        return TemplateEngine.createPrecompiled(ContentType.Html);
    }

    /** @param template path under {@code src/main/jte} without the ending; it gets the model and {@code page} */
    public ResponseEntity<String> html(Page page, String template, Map<String, ?> model) {
        return html(HttpStatus.OK, page, template, model);
    }

    public ResponseEntity<String> html(HttpStatusCode status, Page page, String template, Map<String, ?> model) {
        return ResponseEntity.status(status)
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .body(fragment(page, template, model));
    }

    /** A piece of a page as text, for an answer that is not a page itself. */
    public String fragment(Page page, String template, Map<String, ?> model) {
        Map<String, Object> all = new HashMap<>(model);
        all.put("page", page);
        var output = new StringOutput();
        engine.render(template + ".jte", all, output);
        return output.toString();
    }

    /** After a form was sent: go to a path of this platform with a fresh GET. */
    public static ResponseEntity<String> to(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(inside(path)))
                .build();
    }

    /** The path if it stays on this platform, else the front page: no form field can send anyone elsewhere. */
    public static String inside(String path) {
        try {
            URI uri = new URI(path);
            boolean safe = path.startsWith("/") && !path.startsWith("//") && uri.getAuthority() == null;
            return safe ? path : "/";
        } catch (URISyntaxException malformed) {
            return "/";
        }
    }
}
