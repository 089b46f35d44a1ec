/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** Answers {@code /actuator/wayfarer}. */
@Endpoint(id = "wayfarer")
final class WayfarerEndpoint {

    private final List<EndpointSection> sections;

    WayfarerEndpoint(List<EndpointSection> sections) {
        this.sections = List.copyOf(sections);
    }

    @ReadOperation
    Map<String, Object> describe() {
        Map<String, Object> answer = new LinkedHashMap<>();
        sections.forEach(section -> answer.put(section.name(), section.describe()));
        return answer;
    }
}
