/** What is due: a family doctor's own list, and the card that shows one task with why it is due. */
package org.liankang.web.task;
