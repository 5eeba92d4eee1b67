/** The region's folder over the national one; errors name file, line and reason. */
package org.liankang.base.policy;
