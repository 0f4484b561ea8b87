//! Which tokens were there already, and where their results are: a million of them in less than twenty megabytes.
//!
//! A token is remembered by 86 bits of its digest and never itself. That two different tokens of a list are taken for
//! one has a chance of n² / 2⁸⁷: less than 10⁻¹⁴ for a million, less than 10⁻¹⁰ for a hundred million. The digests
//! are two of `SipHash`, with keys that each run makes up: nobody finds a token beforehand that is taken for another.
//!
//! The table is 64 shards of pages with 64 slots of fifteen bytes. A token belongs to a page by its digest, or to the
//! first one behind it that had room. One byte a slot stands by itself at the head of its page: a look at these 64 tells
//! in nearly all cases which slot to look at, if any. A table made for about as many as come need not grow. Where they
//! are more, a shard that is 92 % full grows by a fifth. No two do so at the same time, so that together they are always
//! some 84 % full; all at once they would at times be only 77. All pages are of one size: those that one shard gives back
//! when it has moved into more the next one takes. With all that a token costs 18 to 20 bytes, and all together at most
//! 64 KiB more, which only a short list notices.

#[cfg(test)]
mod tests;

use std::hash::{BuildHasher, RandomState};

/// The last place that can be remembered: a terabyte into a file.
pub const LAST_PLACE: u64 = (1 << PLACE_BITS) - 2;

const PLACE_BITS: u32 = 40;
const PLACE_MASK: u128 = (1 << PLACE_BITS) - 1;
/// The bits of a digest by which a token is told from others of its shard.
const TAG_BITS: u32 = 80;
/// Those of them that stand at the head of the page.
const MARK_BITS: u32 = 8;
const SHARDS: usize = 64;
const PAGE: usize = 64;
/// The mark of a slot without an entry.
const FREE: u8 = 0;
/// How full a shard may be, in percent.
const FULLEST: usize = 92;
/// How many times as large it is afterwards.
const GROWTH: f64 = 1.2;
/// How full it is when it holds as many as it was made for, in percent: there may be a twenty-fifth more.
const ROOMY: usize = 88;
/// So many marks are looked at together.
const WORD: usize = size_of::<u64>();

/// A token, unrecognisable and 16 bytes long; the same for the same token of one [`Seen`] only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key(u128);

/// Places by token.
pub struct Seen {
    shards: Vec<Shard>,
    hashers: [RandomState; 2],
    bytes: usize,
}

/// A part of the table, to which a token belongs by its digest.
struct Shard {
    /// Which it is.
    number: usize,
    #[expect(clippy::vec_box, reason = "blocks of one size, of which none is too small for what follows")]
    pages: Vec<Box<Page>>,
    entries: usize,
}

struct Page {
    marks: [u8; PAGE],
    slots: [Slot; PAGE],
}

/// What is left of the tag above the place plus one, the least byte first.
type Slot = [u8; (TAG_BITS - MARK_BITS + PLACE_BITS) as usize / 8];

/// Where a token is, or where it would go: a page and a slot of it.
enum Found {
    Taken(usize, usize),
    Free(usize, usize),
}

impl Key {
    const fn shard(self) -> usize {
        self.0 as usize % SHARDS
    }

    const fn tag(self) -> u128 {
        self.0 >> (u128::BITS - TAG_BITS)
    }
}

impl Seen {
    /// A table that need not grow for about so many tokens.
    #[must_use]
    pub fn with_room(tokens: usize) -> Self {
        let mut seen = Self::default();
        let pages = tokens.saturating_mul(100).div_ceil(SHARDS * PAGE * ROOMY);
        for shard in &mut seen.shards {
            shard.pages = (0..pages).map(|_| Page::empty()).collect();
        }
        seen.bytes = seen.shards.iter().map(Shard::bytes).sum();
        seen
    }

    /// By what a token is known again.
    #[must_use]
    pub fn key(&self, token: &str) -> Key {
        let [high, low] = self.hashers.each_ref().map(|hasher| u128::from(hasher.hash_one(token)));
        Key(high << 64 | low)
    }

    /// Remembers a token, or the new place of one that was there already. A place behind [`LAST_PLACE`] becomes that.
    pub fn insert(&mut self, key: Key, place: u64) {
        self.make_room(key);
        self.shards[key.shard()].insert(key.tag(), place);
    }

    /// The place of a token that was there already; else it is remembered with `place`.
    pub fn place_or_insert(&mut self, key: Key, place: u64) -> Option<u64> {
        self.make_room(key);
        let (shard, tag) = (&mut self.shards[key.shard()], key.tag());
        let found = shard.find(tag)?;
        match found {
            Found::Taken(page, at) => Some(shard.pages[page].place(at)),
            Found::Free(..) => {
                shard.set(&found, tag, place);
                None
            }
        }
    }

    fn make_room(&mut self, key: Key) {
        let shard = &mut self.shards[key.shard()];
        if shard.is_full() {
            let before = shard.bytes();
            shard.grow();
            let now: usize = self.shards.iter().map(Shard::bytes).sum();
            self.bytes = self.bytes.max(now + before);
        }
    }

    /// The most memory that the table ever took at once, in bytes, what was copied while it grew included.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes
    }
}

impl Default for Seen {
    fn default() -> Self {
        let shards: Vec<Shard> = (0..SHARDS).map(Shard::new).collect();
        Self { bytes: size_of_val(shards.as_slice()), shards, hashers: Default::default() }
    }
}

impl Shard {
    const fn new(number: usize) -> Self {
        Self { number, pages: Vec::new(), entries: 0 }
    }

    /// The shard must not be full.
    fn insert(&mut self, tag: u128, place: u64) {
        if let Some(found) = self.find(tag) {
            self.set(&found, tag, place);
        }
    }

    fn set(&mut self, found: &Found, tag: u128, place: u64) {
        let (Found::Taken(page, at) | Found::Free(page, at)) = *found;
        self.pages[page].set(at, tag, place);
        self.entries += usize::from(matches!(found, Found::Free(..)));
    }

    /// Where the tag is, or the first free slot from its home on. `None`: there are no slots at all.
    fn find(&self, tag: u128) -> Option<Found> {
        self.pages_from(tag >> MARK_BITS).find_map(|at| {
            let page = &self.pages[at];
            let taken = page.find(tag).map(|slot| Found::Taken(at, slot));
            taken.or_else(|| page.free().map(|slot| Found::Free(at, slot)))
        })
    }

    /// The pages in which what begins so may be, the likeliest first. They are in the order of the tags, so that what was
    /// near is near in a larger shard as well.
    #[expect(clippy::cast_possible_truncation, reason = "less than the number of pages")]
    fn pages_from(&self, beginning: u128) -> impl Iterator<Item = usize> + use<> {
        let pages = self.pages.len();
        let home = (((beginning >> (TAG_BITS - MARK_BITS - 64)) * pages as u128) >> 64) as usize;
        (home..pages).chain(0..home)
    }

    fn is_full(&self) -> bool {
        (self.entries + 1) * 100 > self.pages.len() * PAGE * FULLEST
    }

    /// Moves into more pages.
    fn grow(&mut self) {
        let larger = (0..self.next_size()).map(|_| Page::empty()).collect();
        for old in std::mem::replace(&mut self.pages, larger) {
            for (mark, slot) in old.marks.iter().zip(&old.slots).take_while(|(mark, _)| **mark != FREE) {
                // None is there twice, and there is more room than before.
                let mut pages = self.pages_from(number(slot) >> PLACE_BITS);
                if let Some((page, at)) = pages.find_map(|page| Some((page, self.pages[page].free()?))) {
                    self.pages[page].marks[at] = *mark;
                    self.pages[page].slots[at] = *slot;
                }
            }
        }
    }

    /// The next of its sizes, in pages: powers of the growth, and those of each shard between those of its neighbours.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "a number of pages"
    )]
    fn next_size(&self) -> usize {
        let least = self.pages.len() + 1;
        let phase = self.number as f64 / SHARDS as f64;
        let power = ((least as f64).log(GROWTH) - phase).ceil() + phase;
        (GROWTH.powf(power) as usize).max(least)
    }

    fn bytes(&self) -> usize {
        size_of::<Self>() + self.pages.capacity() * size_of::<Box<Page>>() + self.pages.len() * size_of::<Page>()
    }
}

impl Page {
    fn empty() -> Box<Self> {
        Box::new(Self { marks: [FREE; PAGE], slots: [Slot::default(); PAGE] })
    }

    /// The first free slot. Nothing is ever taken out, so that those before it are taken and those behind it are free.
    fn free(&self) -> Option<usize> {
        let taken: u8 = self.marks.iter().map(|mark| u8::from(*mark != FREE)).sum();
        (usize::from(taken) < PAGE).then_some(taken.into())
    }

    /// The slot that holds a tag.
    fn find(&self, tag: u128) -> Option<usize> {
        let (words, _) = self.marks.as_chunks::<WORD>();
        for (word, first) in words.iter().zip((0..).step_by(WORD)) {
            let mut hits = same(*word, mark(tag));
            while hits != 0 {
                let slot = first + hits.trailing_zeros() as usize / 8;
                if number(&self.slots[slot]) >> PLACE_BITS == tag >> MARK_BITS {
                    return Some(slot);
                }
                hits &= hits - 1;
            }
        }
        None
    }

    fn place(&self, at: usize) -> u64 {
        u64::try_from(number(&self.slots[at]) & PLACE_MASK).unwrap_or_default().saturating_sub(1)
    }

    fn set(&mut self, at: usize, tag: u128, place: u64) {
        let number = (tag >> MARK_BITS) << PLACE_BITS | (u128::from(place.min(LAST_PLACE)) + 1);
        self.marks[at] = mark(tag);
        self.slots[at].copy_from_slice(&number.to_le_bytes()[..size_of::<Slot>()]);
    }
}

/// Which bytes of a word are a mark: the highest bit of each.
const fn same(word: [u8; WORD], mark: u8) -> u64 {
    const EACH: u64 = u64::from_ne_bytes([1; WORD]);
    const BELOW: u64 = EACH * 0x7f;
    let difference = u64::from_le_bytes(word) ^ (EACH * mark as u64);
    !(((difference & BELOW) + BELOW) | difference | BELOW)
}

/// The bits of a tag that stand at the head of the page; those of a free slot are taken for the next ones.
fn mark(tag: u128) -> u8 {
    (tag.to_le_bytes()[0]).max(FREE + 1)
}

/// What stands in a slot.
fn number(slot: &Slot) -> u128 {
    let mut bytes = [0; size_of::<u128>()];
    bytes[..slot.len()].copy_from_slice(slot);
    u128::from_le_bytes(bytes)
}
