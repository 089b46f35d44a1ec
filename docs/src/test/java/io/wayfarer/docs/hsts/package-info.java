/**
 * The programs of the chapter "HSTS".
 *
 * <p>Each test is one program of the guide, run against a real server on the loopback interface; the grammar of the header is tested in the client's module.
 */
@NullMarked
package io.wayfarer.docs.hsts;

import org.jspecify.annotations.NullMarked;
