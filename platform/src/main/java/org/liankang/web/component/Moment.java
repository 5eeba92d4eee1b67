package org.liankang.web.component;

/** One entry of a timeline. @param path where to read on, or empty @param detail one quiet line, or empty */
public record Moment(String when, String title, String detail, String path, Tone tone) {}
