/** New identifiers, with time and randomness passed in. */
package org.liankang.base.id;
