/** Subscriptions outward: the administrator's page, the socket, and who stands behind a submission. */
package org.liankang.web.subscription;
