package org.liankang.web.view;

/**
 * How a person wants pages to look, from cookies.
 *
 * @param theme {@code auto}, {@code light} or {@code dark}
 * @param size {@code normal} or {@code elder}
 */
public record Look(String theme, String size) {

    public static final Look USUAL = new Look("auto", "normal");

    public Look {
        theme = switch (theme) {
            case "light", "dark" -> theme;
            default -> "auto";
        };
        size = "elder".equals(size) ? size : "normal";
    }
}
