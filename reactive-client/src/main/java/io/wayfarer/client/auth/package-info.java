/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Credentials for servers that ask for them: Basic (RFC 7617), Digest (RFC 7616) and Bearer (RFC 6750). Begin with
 * {@link io.wayfarer.client.auth.Credentials} and {@link io.wayfarer.client.auth.AuthPolicy}, which answers challenges of
 * servers; {@link io.wayfarer.client.auth.ProxyAuthenticator} does the same for a proxy.
 *
 * <p>Credentials belong to an origin and never leave it. What a server has challenged is remembered, so that the next
 * request brings its credentials along. Sending the request again is not done here: the policy asks the engine for it.
 * Negotiate and NTLM, which authenticate connections rather than requests, are left out.
 */
@NullMarked
package io.wayfarer.client.auth;

import org.jspecify.annotations.NullMarked;
