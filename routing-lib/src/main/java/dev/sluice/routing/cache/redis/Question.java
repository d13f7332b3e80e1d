package dev.sluice.routing.cache.redis;

import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;

/** Makes commands that can be sent several at once. */
final class Question {

    private Question() {}

    static CommandArgs<String, byte[]> arguments() {
        return new CommandArgs<>(RedisLink.CODEC);
    }

    static <T> AsyncCommand<String, byte[], T> of(
            CommandType type, CommandOutput<String, byte[], T> output, CommandArgs<String, byte[]> arguments) {
        return new AsyncCommand<>(new Command<>(type, output, arguments));
    }
}
