/**
 * Many residents at once: a centre's panel with whom to call first and why, its teams, and the boards of the programmes
 * with their official indicators. Everybody named leaves a trace.
 */
package org.liankang.web.panel;
