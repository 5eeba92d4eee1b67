/**
 * Work without a connection: the shell of the app that a browser keeps, the door at which a registered device fetches the
 * residents it looks after and brings the visits it recorded, and the page where devices are withdrawn. What a device
 * brings goes through {@code web.form} and the door of {@code entry} like every other form. docs/offline.md.
 */
package org.liankang.web.offline;
