package org.liankang.web.view;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets controllers take a {@link Page} or the signed-in account as a parameter. */
@Configuration(proxyBeanMethods = false)
class PageSupport implements WebMvcConfigurer {

    private final Pages pages;

    PageSupport(Pages pages) {
        this.pages = pages;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(pages);
    }
}
