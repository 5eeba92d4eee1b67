/** JSON as trees: exact decimals, bounded depth. */
package org.liankang.base.json;
