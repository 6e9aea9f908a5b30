//! What a published page may load and do: the Content-Security-Policy and the headers around it.

/// The policy that every page carries: the site's own files and nothing else, nothing inline.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; \
                          connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";

/// What a host adds to every answer besides; a page cannot say these for itself.
pub const HEADERS: [(&str, &str); 4] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
];
