/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.client.hop;

/**
 * The order in which a hop passes the policies; the answer passes them backwards.
 *
 * <p>At each stage but {@link #CUSTOM} stands one policy at most.
 */
public enum HopStage {
    /** First, because a change of scheme decides which cookies may be sent and which proxy is asked. */
    HSTS,
    /** Before a caller's own policies, which may want to sign or count what the jar adds. */
    COOKIES,
    /** Policies of the application. They see the final URL and the cookies. */
    CUSTOM,
    /** Behind whatever may change the URL: a Digest answer is made for one method and one URL. */
    AUTH,
    /** Behind whatever decides about the final URL, on which the route depends. */
    PROXY,
    /** Last, because only a server that is reached without a proxy has alternatives. */
    ALTERNATIVES
}
