package dev.sluice.routing.cache;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.routing.cache.redis.RedisSettings;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application hears that has not added a library. */
class OptionalLibrariesTest {

    @TempDir
    private Path folder;

    /** The class path without the classes of one library. */
    private static final class Without extends ClassLoader {

        private final String missing;

        Without(String missing) {
            super(OptionalLibrariesTest.class.getClassLoader());
            this.missing = missing;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(missing)) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("dev.sluice.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void withoutLettuceItIsNamed() {
        assertThatThrownBy(() -> follow(new Without("io.lettuce."), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("io.lettuce:lettuce-core");
    }

    @Test
    void withoutCaffeineItIsNamedWhereItIsNeeded() {
        assertThatThrownBy(() -> follow(new Without("com.github.benmanes."), 10))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("com.github.ben-manes.caffeine:caffeine")
                .hasMessageContaining("nearEntries of 10");
        assertThatCode(() -> follow(new Without("com.github.benmanes."), 0)).doesNotThrowAnyException();
    }

    private void follow(ClassLoader loader, int nearEntries) throws Throwable {
        Class<?> settings = loader.loadClass(CacheSettings.class.getName());
        Class<?> redis = loader.loadClass(RedisSettings.class.getName());
        Object near = settings.getMethod("withNearEntries", int.class)
                .invoke(settings.getField("DEFAULT").get(null), nearEntries);
        try {
            Object cache = loader.loadClass(QueryCache.class.getName())
                    .getMethod("follow", Path.class, redis, settings)
                    .invoke(null, folder, redis.getField("DEFAULT").get(null), near);
            ((AutoCloseable) cache).close();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
