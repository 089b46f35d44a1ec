/**
 * The programs of the chapter "Redirects".
 *
 * <p>Each test is one program of the guide, run against a real server on the loopback interface; every rule at its edge is tested in the client's module.
 */
@NullMarked
package io.wayfarer.docs.redirect;

import org.jspecify.annotations.NullMarked;
