/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** See {@link ConditionalOnAbsentProperty}. */
final class AbsentPropertyCondition extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        String name =
                metadata.getAnnotations().get(ConditionalOnAbsentProperty.class).getString("value");
        ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnAbsentProperty.class);
        return context.getEnvironment().containsProperty(name)
                ? ConditionOutcome.noMatch(message.found("property").items(name))
                : ConditionOutcome.match(message.didNotFind("property").items(name));
    }
}
