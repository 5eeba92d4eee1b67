/** How the platform itself is: what each book has read, what is stored, whether it lives. */
package org.liankang.web.system;
