/**
 * The programs of the chapter "Cookies".
 *
 * <p>Each test is one program of the guide, run against a real server on the loopback interface; the cookie grammar and matching are tested in the client's module.
 */
@NullMarked
package io.wayfarer.docs.cookie;

import org.jspecify.annotations.NullMarked;
