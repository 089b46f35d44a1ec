/**
 * Tests of the router: {@code RouteTreeOracleTest} holds the tree against a naive matcher and Spring's own patterns, the
 * {@code ...OverHttp} tests ask a real server.
 */
@NullMarked
package io.wayfarer.server.route;

import org.jspecify.annotations.NullMarked;
