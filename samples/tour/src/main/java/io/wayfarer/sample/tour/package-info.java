/**
 * The tour: one application that is a small web and its visitor. Start with
 * {@link io.wayfarer.sample.tour.TourApplication}; {@code web} holds the pages to visit, {@code visit} the visitor,
 * {@code transport} the certificate and the TLS that the pages are also reached by. It leaves out users, storage and
 * everything else a real site has.
 */
@NullMarked
package io.wayfarer.sample.tour;

import org.jspecify.annotations.NullMarked;
