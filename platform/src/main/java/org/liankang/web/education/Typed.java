package org.liankang.web.education;

/** What was typed into the form, kept when it comes back with a problem. */
public record Typed(String kind, String day, String title, String people, String evidence) {}
