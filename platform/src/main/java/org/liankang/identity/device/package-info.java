/**
 * What an account leaves on devices: the devices registered to keep a part of the record for work without a connection,
 * whom each of them was handed and in which state, and the key that seals drafts in browsers. In: an account. Out: a device with its token, shown once; later the device
 * behind a token, also a withdrawn one, so that it can be told so. It knows no HTTP and no health data.
 */
package org.liankang.identity.device;
