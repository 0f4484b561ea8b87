//! Keys that nobody has: for runs against an emulator with what is unset made up, and for tests. No key file may lie
//! in the repository, and no key is written to disk.

use std::fmt::Write as _;
use std::sync::Mutex;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use num_bigint::BigUint;

use crate::encoding::sha256;

/// A PKCS#8 key on P-256 in PEM form, made at the first call. The same `number` gives the same key in this process,
/// so that client and emulator agree.
///
/// # Panics
/// Without random numbers from the system.
#[must_use]
pub fn ec_key_pem(number: usize) -> String {
    static KEYS: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let mut keys = KEYS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    while keys.len() <= number {
        keys.push(rcgen::KeyPair::generate().expect("random numbers").serialize_pem().replace("\r\n", "\n"));
    }
    keys[number].clone()
}

/// How far the next primes of each key are from the numbers in [`half`]; found once, by trial.
const OFFSETS: [(u32, u32); 2] = [(654, 398), (174, 1104)];

/// A PKCS#8 key of RSA with 2048 bits in PEM form, always the same for the same `number`: its primes are those that
/// follow two hashes. To search for primes anew would take seconds.
///
/// # Panics
/// If there is no key of that number: there are two, 0 and 1.
#[must_use]
pub fn rsa_key_pem(number: usize) -> String {
    let (first, second) = OFFSETS[number];
    let (p, q) = (half(number, 'p') + first, half(number, 'q') + second);
    let (p, q) = if p > q { (p, q) } else { (q, p) };
    let one = BigUint::from(1_u8);
    let e = BigUint::from(65_537_u32);
    let (below_p, below_q) = (&p - &one, &q - &one);
    let d = e.modinv(&(&below_p * &below_q)).expect("e has no factor in common with p - 1 and q - 1");
    let inverse = q.modinv(&p).expect("two primes");
    let numbers = [BigUint::ZERO, &p * &q, e, d.clone(), p, q, &d % &below_p, &d % &below_q, inverse];
    let key = sequence(&numbers.iter().flat_map(integer).collect::<Vec<u8>>());
    // PKCS#8: version 0, rsaEncryption (1.2.840.113549.1.1.1) without parameters, the key.
    let algorithm = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
    let parts = [integer(&BigUint::ZERO), algorithm.to_vec(), tagged(0x04, &key)];
    pem("PRIVATE KEY", &sequence(&parts.concat()))
}

/// 1024 bits made of hashes, the highest two and the lowest one set.
fn half(number: usize, name: char) -> BigUint {
    let mut bytes: Vec<u8> =
        (0..4).flat_map(|part| sha256(format!("pushctl made-up key {number} {name} {part}").as_bytes())).collect();
    bytes[0] |= 0xc0;
    bytes[127] |= 1;
    BigUint::from_bytes_be(&bytes)
}

fn integer(number: &BigUint) -> Vec<u8> {
    let mut bytes = number.to_bytes_be();
    if bytes[0] >= 0x80 {
        bytes.insert(0, 0);
    }
    tagged(0x02, &bytes)
}

fn sequence(contents: &[u8]) -> Vec<u8> {
    tagged(0x30, contents)
}

/// A DER value: tag, length, contents.
fn tagged(tag: u8, contents: &[u8]) -> Vec<u8> {
    let length = contents.len().to_be_bytes();
    let length = &length[length.iter().take_while(|byte| **byte == 0).count().min(length.len() - 1)..];
    let mut value = vec![tag];
    if contents.len() >= 0x80 {
        value.push(0x80 | u8::try_from(length.len()).unwrap_or_default());
    }
    value.extend_from_slice(length);
    value.extend_from_slice(contents);
    value
}

fn pem(kind: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let mut pem = format!("-----BEGIN {kind}-----\n");
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(64));
        let _ = writeln!(pem, "{line}");
        rest = after;
    }
    let _ = writeln!(pem, "-----END {kind}-----");
    pem
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jwt::PrivateKey;

    #[test]
    fn made_up_keys_are_keys_and_stay_the_same() {
        for number in 0..2 {
            assert!(PrivateKey::from_pem(ec_key_pem(number).as_bytes()).expect("a key").is_ec());
            assert!(!PrivateKey::from_pem(rsa_key_pem(number).as_bytes()).expect("a key").is_ec());
            assert_eq!(ec_key_pem(number), ec_key_pem(number));
            assert_eq!(rsa_key_pem(number), rsa_key_pem(number));
        }
        assert_ne!(ec_key_pem(0), ec_key_pem(1));
        assert_ne!(rsa_key_pem(0), rsa_key_pem(1));
    }
}
