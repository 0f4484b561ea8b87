//! Days of the calendar as Meizu's statistics write them. No fact of the protocol: both sides count days with it.

use std::ops::RangeInclusive;

/// A day by its distance from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(i64);

impl Day {
    /// The day that it is in Beijing, `millis` milliseconds after 1970-01-01T00:00:00Z.
    pub(super) fn in_beijing(millis: u64) -> Self {
        const EAST: u64 = 8 * 3600;
        Self(i64::try_from((millis / 1000 + EAST) / 86_400).unwrap_or_default())
    }

    /// A day written as `yyyyMMdd`. `None`: no such day.
    #[cfg(feature = "emulator")]
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let part = |range: std::ops::Range<usize>| text.get(range).and_then(|digits| digits.parse().ok());
        let day = Self::of(part(0..4)?, part(4..6)?, part(6..8)?);
        (day.compact() == text).then_some(day)
    }

    /// How many days `other` is later.
    #[cfg(feature = "emulator")]
    pub(super) const fn until(self, other: Self) -> i64 {
        other.0 - self.0
    }

    /// `yyyyMMdd`.
    pub(super) fn compact(self) -> String {
        let (year, month, day) = self.date();
        format!("{year:04}{month:02}{day:02}")
    }

    /// `yyyy-MM-dd`.
    #[cfg(feature = "emulator")]
    pub(super) fn dashed(self) -> String {
        let (year, month, day) = self.date();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// Years begin in March here, so that the leap day is the last one. [Howard Hinnant, `chrono`-compatible
    /// low-level date algorithms]
    #[cfg(feature = "emulator")]
    fn of(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Self(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    fn date(self) -> (i64, i64, i64) {
        let days = self.0 + 719_468;
        let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        (year + era * 400 + i64::from(month <= 2), month, day)
    }
}

/// Whether a text is `yyyy-MM-dd HH:mm:ss`, as the times of a message are written.
pub(super) fn is_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(' ') else { return false };
    let within = |text: &str, separator: char, parts: [(usize, RangeInclusive<u32>); 3]| {
        let written: Vec<&str> = text.split(separator).collect();
        written.len() == 3
            && written.iter().zip(parts).all(|(text, (len, range))| {
                text.len() == len
                    && text.bytes().all(|byte| byte.is_ascii_digit())
                    && text.parse().is_ok_and(|number| range.contains(&number))
            })
    };
    within(date, '-', [(4, 1970..=9999), (2, 1..=12), (2, 1..=31)])
        && within(time, ':', [(2, 0..=23), (2, 0..=59), (2, 0..=59)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_beijing() {
        // 2026-11-22T15:59:59Z and a second later.
        assert_eq!(Day::in_beijing(1_795_363_199_000).compact(), "20261122");
        assert_eq!(Day::in_beijing(1_795_363_200_000).compact(), "20261123");
        assert_eq!(Day::in_beijing(0).compact(), "19700101");
    }

    #[cfg(feature = "emulator")]
    #[test]
    fn days_are_read_as_they_are_written() {
        for text in ["19700101", "20000229", "20241231", "20250101", "20260301", "21000228"] {
            let day = Day::parse(text).expect(text);
            assert_eq!(day.compact(), text);
        }
        for text in ["20260229", "20261301", "2026-1-1", "2026112", "", "21000229", "２０２６11"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        let day = |text| Day::parse(text).expect(text);
        assert_eq!(day("20240228").until(day("20240301")), 2);
        assert_eq!(day("20261123").dashed(), "2026-11-23");
    }

    #[test]
    fn times_have_one_form() {
        assert!(is_time("2026-11-23 08:00:00"));
        for text in
            ["2026-11-23", "2026-11-23T08:00:00", "2026-11-23 8:00:00", "2026-13-23 08:00:00", "2026-11-23 24:00:00"]
        {
            assert!(!is_time(text), "{text}");
        }
    }
}
