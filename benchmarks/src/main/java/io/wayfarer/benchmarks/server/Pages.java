/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.benchmarks.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.wayfarer.benchmarks.route.RoutedApplication;

/** What the servers answer: paths, and octets of the bodies. */
public final class Pages {

    public static final String SMALL_PATH = "/small";
    public static final int SMALL_BYTES = 200;
    public static final String LARGE_PATH = "/large";
    public static final int LARGE_BYTES = 1 << 20;
    public static final String POST_PATH = "/post";
    public static final int POST_BYTES = 1 << 10;
    public static final String FILES = "/files/";
    public static final String SMALL_FILE_PATH = FILES + "small.bin";
    public static final int SMALL_FILE_BYTES = 1 << 12;
    public static final String LARGE_FILE_PATH = FILES + "large.bin";
    public static final String REDIRECT_PATH = "/redirect/";

    /** How many routes there are beside the one that is asked for. */
    static final List<Integer> ROUTES = List.of(1, 1_000, 10_000);

    private static final byte[] NOTHING = new byte[0];
    private static final Map<String, byte[]> BODIES = bodies();

    private Pages() {}

    private static Map<String, byte[]> bodies() {
        byte[] small = new byte[SMALL_BYTES];
        Map<String, byte[]> bodies =
                new HashMap<>(Map.of(SMALL_PATH, small, LARGE_PATH, new byte[LARGE_BYTES], POST_PATH, small));
        ROUTES.forEach(routes -> bodies.put(routePath(routes), small));
        return Map.copyOf(bodies);
    }

    /** A folder for each number of routes; the first characters of their names differ. */
    static String routeFolder(int routes) {
        return "/" + ROUTES.indexOf(routes) + "-api";
    }

    /** The path of one among this many routes, each of which has a small page. */
    public static String routePath(int routes) {
        return RoutedApplication.path(routeFolder(routes), routes);
    }

    /** 200 where the path has a page and the request brought what belongs to it. */
    static int status(String path, int received) {
        if (!BODIES.containsKey(path)) {
            return 404;
        }
        return received == (path.equals(POST_PATH) ? POST_BYTES : 0) ? 200 : 400;
    }

    /** Shared by all answers, which wrap it. */
    static byte[] body(String path) {
        return BODIES.getOrDefault(path, NOTHING);
    }
}
