/**
 * The programs of the chapter "Proxies".
 *
 * <p>Each test is one program of the guide, run against a real server on the loopback interface; which variable wins is tested in the client's module.
 */
@NullMarked
package io.wayfarer.docs.proxy;

import org.jspecify.annotations.NullMarked;
