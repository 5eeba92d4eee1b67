/** What only a demo needs; nothing of it exists without {@code liankang.demo=true}. */
package org.liankang.web.demo;
