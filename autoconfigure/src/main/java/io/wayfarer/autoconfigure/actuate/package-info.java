/**
 * What operators see: the endpoint {@code /actuator/wayfarer} and the meters {@code wayfarer.*}. Both tell names, counts
 * and settings, never the value of a cookie or of a header field.
 *
 * <p>The endpoint is made of {@link io.wayfarer.autoconfigure.actuate.EndpointSection}s, one for each part of Wayfarer that
 * is there.
 */
@NullMarked
package io.wayfarer.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
