//! What `explain vivo` tells.

use crate::text::Text;

pub(super) static GUIDE: &[(Text, Text)] = &[];
pub(super) static CHECKLIST: &[Text] = &[];
