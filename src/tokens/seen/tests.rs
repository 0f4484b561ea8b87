use super::*;

impl Seen {
    fn key_of(&self, number: u64) -> Key {
        self.key(&number.to_string())
    }

    fn place(&self, key: Key) -> Option<u64> {
        self.shards[key.shard()].place(key.tag())
    }
}

impl Shard {
    fn place(&self, tag: u128) -> Option<u64> {
        match self.find(tag)? {
            Found::Taken(page, at) => Some(self.pages[page].place(at)),
            Found::Free(..) => None,
        }
    }
}

#[test]
fn a_token_has_the_place_it_was_given_last() {
    let mut seen = Seen::default();
    assert_eq!(seen.place(seen.key_of(1)), None);
    seen.insert(seen.key_of(1), 0);
    seen.insert(seen.key_of(2), 7);
    assert_eq!(
        (seen.place(seen.key_of(1)), seen.place(seen.key_of(2)), seen.place(seen.key_of(3))),
        (Some(0), Some(7), None)
    );
    seen.insert(seen.key_of(1), LAST_PLACE);
    assert_eq!(seen.place(seen.key_of(1)), Some(LAST_PLACE));
    seen.insert(seen.key_of(2), u64::MAX);
    assert_eq!(seen.place(seen.key_of(2)), Some(LAST_PLACE));
    assert_eq!(
        (seen.place_or_insert(seen.key_of(2), 3), seen.place_or_insert(seen.key_of(4), 9)),
        (Some(LAST_PLACE), None)
    );
    assert_eq!(seen.place(seen.key_of(4)), Some(9));
}

/// Not by any other: what one run takes for the same another does not.
#[test]
fn a_token_is_known_again_by_the_same_table() {
    let (one, other) = (Seen::default(), Seen::default());
    assert_eq!(one.key("aa11"), one.key("aa11"));
    assert_ne!(one.key("aa11"), one.key("aa12"));
    assert_ne!(one.key("aa11"), other.key("aa11"));
}

/// Also when there are some more or fewer than expected.
#[test]
fn room_that_was_made_is_enough_and_not_too_much() {
    for expected in [95_000, 106_000] {
        let mut seen = Seen::with_room(expected);
        let at_first = seen.bytes();
        for number in 0..100_000 {
            seen.insert(seen.key_of(number), number);
        }
        assert!(seen.bytes() < 20 * 100_000, "{} bytes, made for {expected}", seen.bytes());
        assert_eq!(seen.bytes() == at_first, expected >= 100_000);
        assert!((0..100_000).all(|number| seen.place(seen.key_of(number)) == Some(number)));
    }
}

/// Twenty bytes a token at every moment, and 64 KiB that a short list notices.
#[test]
fn a_million_tokens() {
    const TOKENS: u64 = 1_000_000;
    let mut seen = Seen::default();
    for number in 0..TOKENS {
        seen.insert(seen.key_of(number), number * 311);
        let tokens = usize::try_from(number).unwrap() + 1;
        assert!(seen.bytes() <= 20 * tokens + (64 << 10) + 4096, "{} bytes for {tokens} tokens", seen.bytes());
        assert!(tokens < 100_000 || seen.bytes() < 20 * tokens, "{} bytes for {tokens} tokens", seen.bytes());
    }
    assert_eq!(seen.shards.iter().map(|shard| shard.entries).sum::<usize>(), 1_000_000);
    for number in 0..TOKENS {
        assert_eq!(seen.place(seen.key_of(number)), Some(number * 311));
    }
    for number in TOKENS..TOKENS + 100_000 {
        assert_eq!(seen.place(seen.key_of(number)), None);
    }
}

/// Most lists are short: fifty tokens must not take what fifty thousand do.
#[test]
fn a_short_list_takes_little() {
    let mut seen = Seen::default();
    for number in 0..50 {
        seen.insert(seen.key_of(number), number);
    }
    assert!(seen.bytes() < 64 << 10, "{} bytes", seen.bytes());
}

/// A shard whose homes are all at its end goes on at its start, and finds everything there again after growing.
#[test]
fn tags_that_want_the_same_page() {
    const LAST_HOME: u128 = (u64::MAX as u128) << (TAG_BITS - 64);
    let mut shard = Shard::new(0);
    // Odd ones: the marks 0 and 1 are one.
    let tags: Vec<u128> = (0..500).map(|number| LAST_HOME + 2 * number + 1).collect();
    for (place, tag) in (0..).zip(&tags) {
        if shard.is_full() {
            shard.grow();
        }
        shard.insert(*tag, place);
    }
    for (place, tag) in (0..).zip(&tags) {
        assert_eq!(shard.place(*tag), Some(place));
    }
    assert_eq!(shard.place(LAST_HOME + 2 * 500 + 1), None);
}
