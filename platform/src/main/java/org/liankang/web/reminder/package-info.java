/** Reminders of what is due soon: seen coming here, where programmes and contracts are both known, and shown in lists. */
package org.liankang.web.reminder;
