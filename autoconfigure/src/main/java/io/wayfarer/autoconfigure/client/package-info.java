/**
 * The client as beans, and Spring's own clients on the same engine.
 *
 * <p>{@link io.wayfarer.autoconfigure.client.ClientAutoConfiguration} makes the stores, the rules, the transport and the
 * {@code ReactiveHttpClient} of {@code wayfarer.client.*};
 * {@link io.wayfarer.autoconfigure.client.SpringClientsAutoConfiguration} puts it behind {@code WebClient},
 * {@code RestClient} and {@code @HttpExchange} interfaces. An application changes clients with
 * {@link io.wayfarer.autoconfigure.client.ReactiveHttpClientCustomizer} and
 * {@link io.wayfarer.autoconfigure.client.TransportDecorator}, or with beans of the parts' own types.
 */
@NullMarked
package io.wayfarer.autoconfigure.client;

import org.jspecify.annotations.NullMarked;
