package dev.sluice.cli.database;

import java.sql.SQLException;

/** Why a database lets nobody in or does not answer, as part of a sentence. */
public final class SqlReason {

    private SqlReason() {}

    /** The reason, without a user's name: where two secrets are mixed up, it is the password. */
    public static String of(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return switch (state) {
            case "28P01" -> "the server refuses the user or the password";
            case "28000" -> "the server does not let this user in from here, or not without TLS; see its pg_hba.conf";
            case "3D000" -> "there is no such database";
            case "42501" -> "the user lacks a right: " + said(failure);
            case "53300" -> "the server has no connection left";
            case "57P03" -> "the server is starting up, stopping or recovering";
            default -> said(failure);
        };
    }

    private static String said(SQLException failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        Throwable cause = failure.getCause();
        String deeper = cause == null || cause.getMessage() == null || message.contains(cause.getMessage())
                ? ""
                : " (" + cause.getMessage() + ")";
        String line = (message + deeper).replaceAll("\\s+", " ").strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
