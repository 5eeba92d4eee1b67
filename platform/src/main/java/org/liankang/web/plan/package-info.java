/** The plan's tables and the form that reports a value by hand. */
package org.liankang.web.plan;
