package org.liankang.web.quality;

import org.liankang.uses.quality.Rule;

/** A rule with how often it failed; the path leads to the failing items. */
public record RuleRow(Rule rule, Grade grade, long mended, String path, String itemsPath) {}
