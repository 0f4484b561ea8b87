//! The slips that people make with a sign over plain concatenated parts, whatever vendor wants it. The emulator holds
//! the secret, so it can try each of them.

use crate::text;
use crate::text::Text;

/// A sign: a digest over parts without anything between them.
pub(crate) struct Concatenated<'a, const N: usize> {
    /// The vendor, as its texts name it.
    pub(crate) vendor: &'static str,
    /// The parts' names on the wire, in the vendor's order.
    pub(crate) names: [&'static str; N],
    /// The parts.
    pub(crate) parts: [&'a str; N],
    /// Which of them is the timestamp, in milliseconds.
    pub(crate) timestamp: usize,
    /// The digest in lower-case hex, and its name.
    pub(crate) digest: (fn(&str) -> String, &'static str),
}

impl<const N: usize> Concatenated<'_, N> {
    /// The right sign.
    pub(crate) fn sign(&self) -> String {
        self.over(&self.parts.concat())
    }

    fn over(&self, text: &str) -> String {
        (self.digest.0)(text)
    }

    /// The right digest, written wrongly.
    pub(crate) fn wrong_writing(&self, sign: &str) -> Option<Text> {
        let (right, vendor, digest) = (self.sign(), self.vendor, self.digest.1);
        if sign.eq_ignore_ascii_case(&right) {
            return Some(text!(
                "sign: {digest} of the same text in UPPER case; {vendor} wants lower case",
                "sign：文本对了，但 {digest} 是大写；{vendor} 要小写"
            ));
        }
        let blanks = Text::new("sign: right, but with blanks around it", "sign：值对了，但前后有空白");
        sign.trim().eq_ignore_ascii_case(&right).then_some(blanks)
    }

    /// What has the right parts, and something between, around or over them, or another order or time.
    pub(crate) fn diagnose(&self, made: &str) -> Option<Text> {
        self.joined(made)
            .or_else(|| self.blanked(made))
            .or_else(|| self.twice(made))
            .or_else(|| self.other_time(made))
            .or_else(|| self.other_order(made))
    }

    fn joined(&self, made: &str) -> Option<Text> {
        let vendor = self.vendor;
        let separators = [" ", "\n", "\t", "&", "+", ",", "|", "-", "_", ":", ";"];
        let separator = separators.iter().find(|separator| self.over(&self.parts.join(separator)) == made)?;
        Some(text!(
            "sign: the parts are joined with {separator:?}; {vendor} wants nothing between them",
            "sign：各部分之间有 {separator:?}；{vendor} 要直接相连"
        ))
    }

    fn blanked(&self, made: &str) -> Option<Text> {
        for blank in [" ", "\n", "\r\n", "\t"] {
            for at in 0..N {
                for blanked in [format!("{blank}{}", self.parts[at]), format!("{}{blank}", self.parts[at])] {
                    let mut others = self.parts.map(str::to_owned);
                    others[at] = blanked;
                    if self.over(&others.concat()) == made {
                        let name = self.names[at];
                        return Some(text!(
                            "sign: a blank or line break around {name} was signed too",
                            "sign：{name} 前后的空白或换行也参与了签名"
                        ));
                    }
                }
            }
        }
        None
    }

    fn twice(&self, made: &str) -> Option<Text> {
        let (right, vendor, digest) = (self.sign(), self.vendor, self.digest.1);
        let twice = [right.clone(), right.to_ascii_uppercase()].iter().any(|text| self.over(text) == made);
        twice.then(|| {
            text!(
                "sign: {digest} of the {digest}; {vendor} wants it once",
                "sign：做了两次 {digest}；{vendor} 只要一次"
            )
        })
    }

    /// Signed with another timestamp than the one that was sent.
    fn other_time(&self, made: &str) -> Option<Text> {
        let sent: u64 = self.parts[self.timestamp].parse().ok()?;
        let with = |time: u64| {
            let mut parts = self.parts.map(str::to_owned);
            parts[self.timestamp] = time.to_string();
            self.over(&parts.concat()) == made
        };
        if with(sent / 1000) || with(sent.saturating_add(500) / 1000) {
            return Some(Text::new(
                "sign: made with the timestamp in seconds, sent in milliseconds",
                "sign：签名用的 timestamp 是秒，发送的是毫秒",
            ));
        }
        if with(sent / 1000 * 1000) {
            return Some(Text::new(
                "sign: made with a timestamp rounded to seconds; sign the one that is sent",
                "sign：签名用的 timestamp 取整到了秒；要和发送的一致",
            ));
        }
        // Two looks at the clock are some milliseconds apart.
        let apart =
            (1..=200_u64).find(|apart| with(sent.saturating_sub(*apart)) || with(sent.saturating_add(*apart)))?;
        Some(text!(
            "sign: made with another timestamp than the one sent, {apart} ms apart; look at the clock once",
            "sign：签名和发送用了两个 timestamp，差 {apart} 毫秒；只取一次时间"
        ))
    }

    fn other_order(&self, made: &str) -> Option<Text> {
        let mut orders = Vec::new();
        permute(&mut Vec::new(), N, &mut orders);
        let is_it =
            |order: &&Vec<usize>| self.over(&order.iter().map(|at| self.parts[*at]).collect::<String>()) == made;
        let order = orders.iter().find(is_it)?;
        let order = order.iter().map(|at| self.names[*at]).collect::<Vec<_>>().join(" + ");
        let (vendor, wanted) = (self.vendor, self.names.join(" + "));
        Some(text!("sign: made from {order}; {vendor} wants {wanted}", "sign：顺序是 {order}；{vendor} 要 {wanted}"))
    }
}

/// Every order of `count` things; a sign has four parts at most.
fn permute(begun: &mut Vec<usize>, count: usize, done: &mut Vec<Vec<usize>>) {
    if begun.len() == count {
        done.push(begun.clone());
        return;
    }
    for at in 0..count {
        if !begun.contains(&at) {
            begun.push(at);
            permute(begun, count, done);
            begun.pop();
        }
    }
}
