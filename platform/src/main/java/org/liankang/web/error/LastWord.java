package org.liankang.web.error;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the server itself answers before any of our code is reached: an address or a header it cannot read or that is too
 * long. Coded like everything else, and without a word about what the server is.
 */
@Configuration(proxyBeanMethods = false)
class LastWord {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> lastWordOfTheServer() {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new Coded()));
    }

    private static final class Coded extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, Throwable failure) {
            int status = response.getStatus();
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            String address = request.getDecodedRequestURI();
            boolean fhir = address == null || address.startsWith("/fhir");
            try {
                byte[] body = Fault.of(status).body(fhir);
                response.setContentType(Fault.contentType(fhir));
                response.setContentLength(body.length);
                response.getOutputStream().write(body);
                response.finishResponse();
            } catch (IOException gone) {
                container.getLogger().debug("nobody hears the last word", gone);
            } catch (IllegalStateException committed) {
                container.getLogger().debug("something was said already", committed);
            }
        }
    }
}
