/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.file;

import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Files that are served.
 *
 * @param files Folders by name, each with its "location" and, unless it is "/name/**", the "path" of its route; behind the routes of the application.
 */
@ConfigurationProperties("wayfarer.server")
record ServerFilesProperties(@DefaultValue Map<String, FolderProperties> files) {}
