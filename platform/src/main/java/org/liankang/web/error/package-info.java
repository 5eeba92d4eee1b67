/** The one place that turns failures into answers: a page for people, JSON with a stable code for interfaces. */
package org.liankang.web.error;
