/**
 * The programs of the chapter "The router".
 *
 * <p>Each test is one program of the guide, run against a real server on the loopback interface; precedence and cost are tested in the server's module.
 */
@NullMarked
package io.wayfarer.docs.router;

import org.jspecify.annotations.NullMarked;
