/**
 * The visitor: fetches a URL with the auto-configured client and tells how it got there.
 * {@link io.wayfarer.sample.tour.visit.Visitor} is the handler; the records are the JSON. It leaves out methods other
 * than GET.
 */
@NullMarked
package io.wayfarer.sample.tour.visit;

import org.jspecify.annotations.NullMarked;
