/**
 * Filling in a form on a page: any Questionnaire, on a desk or in a village, with or without scripts. What was typed
 * goes through {@code entry.channel.form} and the door; what it changed everywhere is shown right after.
 */
package org.liankang.web.form;
