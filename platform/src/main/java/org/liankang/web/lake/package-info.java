/** The lake given out: starting an export and following it, for {@code ./liankang export-lake} and for programs. */
package org.liankang.web.lake;
