package org.liankang.web.component;

/**
 * Where a list stands.
 *
 * @param shown for example "1–50 of 312"
 * @param previous path of the page before, or empty at the beginning
 * @param next path of the page after, or empty at the end
 */
public record Pager(String shown, String previous, String next) {}
