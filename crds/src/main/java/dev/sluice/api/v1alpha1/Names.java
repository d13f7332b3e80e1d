package dev.sluice.api.v1alpha1;

/** The forms of names that Kubernetes itself asks for, as regular expressions of the schema. */
final class Names {

    /** A DNS subdomain: the name of a Secret or a ConfigMap. */
    static final String SUBDOMAIN = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    /** A DNS label. */
    static final String LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

    /** A key of the data of a Secret or a ConfigMap. */
    static final String DATA_KEY = "^[-._a-zA-Z0-9]+$";

    /** A label's key: a DNS subdomain and a slash, both optional, and a name. */
    static final String LABEL_KEY = "^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
            + "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$";

    /** A label's value. */
    static final String LABEL_VALUE = "^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$";

    private Names() {}
}
