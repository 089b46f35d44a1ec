/**
 * The programs of the chapter "WebSocket".
 *
 * <p>Each test is one program of the guide, run against a real server on the loopback interface; frames and closing are
 * tested in the module of WebSockets.
 */
@NullMarked
package io.wayfarer.docs.websocket;

import org.jspecify.annotations.NullMarked;
