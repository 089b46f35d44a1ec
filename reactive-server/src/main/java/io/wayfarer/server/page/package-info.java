/**
 * The look of the pages that the server makes by itself, listings of folders and errors: plain HTML with one style sheet inside,
 * for bright and dark rooms, without scripts and without anything from elsewhere. Pages of the application are its own business.
 */
@NullMarked
package io.wayfarer.server.page;

import org.jspecify.annotations.NullMarked;
