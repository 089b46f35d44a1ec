/**
 * The programs of the chapter "The client".
 *
 * <p>Each test is one program of the guide, run against a real server on the loopback interface; what happens on the way to the answer has chapters of its own.
 */
@NullMarked
package io.wayfarer.docs.client;

import org.jspecify.annotations.NullMarked;
