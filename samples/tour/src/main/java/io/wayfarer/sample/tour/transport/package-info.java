/**
 * TLS for the tour: a certificate made at start, a port that speaks TLS alone and sends HSTS
 * ({@link io.wayfarer.sample.tour.transport.TlsSite}), and a main port that understands both. It leaves out
 * certificates that anybody else would trust.
 */
@NullMarked
package io.wayfarer.sample.tour.transport;

import org.jspecify.annotations.NullMarked;
