/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.server.error;

import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.autoconfigure.web.ErrorProperties;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.webflux.autoconfigure.error.DefaultErrorWebExceptionHandler;
import org.springframework.boot.webflux.error.ErrorAttributes;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.ErrorResponse;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.function.server.ServerResponse.BodyBuilder;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import io.wayfarer.server.error.ErrorPage;
import io.wayfarer.server.page.Page;

/**
 * Spring Boot's handler of errors, with a page in place of its white one and problems by RFC 9457 in place of its JSON. Status,
 * templates ({@code error/404}, {@code error/4xx}, {@code error/error}) and what is told are as there.
 *
 * <p>A problem has Boot's attributes under their names beside those of the RFC, so that who read Boot's JSON goes on to.
 */
final class ErrorAnswers extends DefaultErrorWebExceptionHandler {

    ErrorAnswers(
            ErrorAttributes attributes,
            WebProperties.Resources resources,
            ErrorProperties properties,
            ApplicationContext context) {
        super(attributes, resources, properties, context);
    }

    /** With the fields that belong to the error, Allow and Retry-After for example, which Boot leaves out. */
    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        ServerHttpResponse response = exchange.getResponse();
        if (failure instanceof ErrorResponse error && !response.isCommitted()) {
            error.getHeaders().forEach(response.getHeaders()::put);
        }
        return super.handle(exchange, failure);
    }

    @Override
    protected Mono<ServerResponse> renderDefaultErrorView(BodyBuilder response, Map<String, Object> error) {
        ErrorPage page = ErrorPage.of(getHttpStatus(error), text(error, "error"));
        for (String[] fact : List.of(
                new String[] {"Address", "path"},
                new String[] {"Time", "timestamp"},
                new String[] {"Request", "requestId"},
                new String[] {"Exception", "exception"})) {
            if (error.get(fact[1]) != null) {
                page = page.fact(fact[0], text(error, fact[1]));
            }
        }
        Page rendered =
                page.detail(text(error, "message")).trace(text(error, "trace")).page();
        return response.headers(rendered::describe).bodyValue(rendered.octets());
    }

    private static String text(Map<String, Object> error, String attribute) {
        Object value = error.get(attribute);
        if (value instanceof Date date) {
            return date.toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
        }
        return value == null ? "" : value.toString();
    }

    @Override
    protected Mono<ServerResponse> renderErrorResponse(ServerRequest request) {
        MediaType type = problemType(request.headers().accept());
        Map<String, Object> error = getErrorAttributes(request, getErrorAttributeOptions(request, type));
        int status = getHttpStatus(error);
        return ServerResponse.status(status).contentType(type).bodyValue(problem(status, error));
    }

    /** Members of RFC 9457 section 3.1 first, those of Boot after them. */
    private static Map<String, Object> problem(int status, Map<String, Object> error) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", text(error, "error"));
        problem.put("status", status);
        if (!text(error, "message").isBlank()) {
            problem.put("detail", error.get("message"));
        }
        if (error.get("path") != null) {
            problem.put("instance", error.get("path"));
        }
        problem.putAll(error);
        return problem;
    }

    /** Plain JSON for who names that and no problem, as clients of Boot's JSON do. */
    private static MediaType problemType(List<MediaType> accepted) {
        boolean plain = accepted.stream().anyMatch(type -> type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON))
                && accepted.stream()
                        .filter(type -> !type.isWildcardType())
                        .noneMatch(type -> type.includes(MediaType.APPLICATION_PROBLEM_JSON));
        return plain ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_PROBLEM_JSON;
    }
}
