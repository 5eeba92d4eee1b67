/**
 * The models of the design system's components, and the page {@code /components} that shows each in every state. Their
 * templates are under {@code jte/part}; their looks are in {@code assets/liankang.css}.
 */
package org.liankang.web.component;
