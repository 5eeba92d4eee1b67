/** Birth as one matter: where each newborn's steps stand, and the way to begin them for a mother. */
package org.liankang.web.birth;
