//! JSON Schema of push.toml and push.example.toml, both from the declared fields.
