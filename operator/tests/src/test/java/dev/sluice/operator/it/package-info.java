/**
 * Integration tests: the packaged operator, a real kube-apiserver and real PostgreSQL servers. One API server and one
 * operator serve all classes; each test has a namespace of its own.
 */
package dev.sluice.operator.it;
