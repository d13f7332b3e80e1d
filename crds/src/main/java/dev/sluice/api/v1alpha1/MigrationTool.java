package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What runs migrations; it says which files count, in which order, and which of them have a transaction. */
public enum MigrationTool {
    /** Told by names and content of the files. */
    @JsonProperty(MigrationTool.DEFAULT)
    AUTO,
    /** SQL files in the order of their names. */
    @JsonProperty("Plain")
    PLAIN,
    /** Flyway. */
    @JsonProperty("Flyway")
    FLYWAY,
    /** Liquibase with formatted SQL. */
    @JsonProperty("Liquibase")
    LIQUIBASE,
    /** Prisma. */
    @JsonProperty("Prisma")
    PRISMA,
    /** goose. */
    @JsonProperty("Goose")
    GOOSE,
    /** dbmate. */
    @JsonProperty("Dbmate")
    DBMATE,
    /** sqitch. */
    @JsonProperty("Sqitch")
    SQITCH,
    /** golang-migrate. */
    @JsonProperty("GolangMigrate")
    GOLANG_MIGRATE;

    static final String DEFAULT = "Auto";
}
