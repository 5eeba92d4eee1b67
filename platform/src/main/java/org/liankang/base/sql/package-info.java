/** PostgreSQL: embedded or by URL, migrations per capability, binary COPY. */
package org.liankang.base.sql;
