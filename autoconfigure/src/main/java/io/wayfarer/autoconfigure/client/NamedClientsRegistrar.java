/*
 * Copyright 2026 the Wayfarer authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.wayfarer.autoconfigure.client;

import java.util.Map;
import java.util.Set;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

import io.wayfarer.client.ReactiveHttpClient;

/** A bean for each name under {@code wayfarer.clients}. Without its qualifier none of them is injected anywhere. */
final class NamedClientsRegistrar implements ImportBeanDefinitionRegistrar {

    private final Environment environment;

    NamedClientsRegistrar(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        for (String name : names()) {
            RootBeanDefinition client = new RootBeanDefinition(NamedClient.class);
            // Without it the client would be made early, by whoever asks for the types of beans.
            client.setAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE, ReactiveHttpClient.class);
            client.setAutowireMode(RootBeanDefinition.AUTOWIRE_CONSTRUCTOR);
            client.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
            client.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
            client.setDefaultCandidate(false);
            registry.registerBeanDefinition(NamedClientsAutoConfiguration.BEAN_NAME_PREFIX + name, client);
        }
    }

    private Set<String> names() {
        return Binder.get(environment)
                .bind("wayfarer.clients", Bindable.mapOf(String.class, Object.class))
                .map(Map::keySet)
                .orElse(Set.of());
    }
}
