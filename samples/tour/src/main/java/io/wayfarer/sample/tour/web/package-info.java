/**
 * The pages of the tour. {@link io.wayfarer.sample.tour.web.Home} explains them, {@link io.wayfarer.sample.tour.web.Page}
 * gives them their form, {@link io.wayfarer.sample.tour.web.Addresses} knows where they are. Nothing here knows the
 * visitor.
 */
@NullMarked
package io.wayfarer.sample.tour.web;

import org.jspecify.annotations.NullMarked;
