//! The two forms of an ECDSA signature on P-256.
//!
//! A JWT holds `r` and `s`, 32 bytes each (RFC 7518, section 3.4). Several servers send DER in its place, which APNs
//! evidently takes: such a token is still read, to say what is unusual about it.

/// The 64 bytes of `r` and `s` in a DER signature. `None`: it is none.
pub(super) fn fixed(der: &[u8]) -> Option<Vec<u8>> {
    let [0x30, length, rest @ ..] = der else { return None };
    if usize::from(*length) != rest.len() {
        return None;
    }
    let (r, rest) = integer(rest)?;
    let (s, rest) = integer(rest)?;
    rest.is_empty().then(|| [r, s].concat())
}

/// One integer of at most 32 bytes, filled up to 32.
fn integer(bytes: &[u8]) -> Option<([u8; 32], &[u8])> {
    let [0x02, length, rest @ ..] = bytes else { return None };
    let (number, rest) = rest.split_at_checked(usize::from(*length))?;
    let number = number.strip_prefix(&[0]).unwrap_or(number);
    let mut whole = [0; 32];
    let start = 32_usize.checked_sub(number.len())?;
    whole[start..].copy_from_slice(number);
    Some((whole, rest))
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    /// One signature in both forms, made with RFC 6979 from a throw-away key.
    #[test]
    fn der_and_fixed_are_one_signature() {
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).expect("base64url");
        let der =
            bytes("MEYCIQCGe-oSQnDeK36iwDnMzl5-daFrYAlDObcAlnjGHwrmZAIhANbEvBoek3zXdMl1N34cQrVDxAEqLBEcr28zL1LkDARW");
        let fixed_form =
            bytes("hnvqEkJw3it-osA5zM5efnWha2AJQzm3AJZ4xh8K5mTWxLwaHpN813TJdTd-HEK1Q8QBKiwRHK9vMy9S5AwEVg");
        assert_eq!(fixed(&der), Some(fixed_form.clone()));
        assert_eq!(fixed(&fixed_form), None);
        assert_eq!(fixed(&der[..der.len() - 1]), None);
        assert_eq!(fixed(&[]), None);
    }
}
