package org.liankang.web.plan;

/** What was typed into the form, kept when it comes back with a problem. */
public record ReportForm(String value, String from, String upto, String evidence, String organization) {}
