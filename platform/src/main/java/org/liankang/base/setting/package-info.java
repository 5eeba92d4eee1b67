/** How settings are read. */
package org.liankang.base.setting;
