/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Files as answers: one file, or a folder of the file system or the class path, with ranges, validators, precompressed siblings
 * and, where wished, listings. Start at {@link io.wayfarer.server.file.FileHandler}, which is a handler function for any router.
 * Which names may be asked for at all says {@code FileName}; that nothing outside the folder is found is the business of
 * {@code FolderSource}. Left out: compression on the fly, which is the server's ({@code server.compression}), and uploads.
 */
@NullMarked
package io.wayfarer.server.file;

import org.jspecify.annotations.NullMarked;
