//! What `init` says on a terminal: what was read from where, what is to change.

use pushctl::config::Place;
use pushctl::import::{Found, Import, Unread};
use pushctl::output::{Color, Terminal, layout};
use pushctl::text;
use pushctl::text::Text;
use pushctl::vendors;

/// Up to so many values of one file are named one by one.
const FEW: usize = 3;

/// What is told of a file needs so many columns beside its name.
const NARROW: usize = 40;

/// What was read, each file with its line.
pub(super) fn import(terminal: &Terminal, import: &Import) {
    for project in &import.projects {
        for line in layout::wrap(terminal.say(project), terminal.width) {
            terminal.remark(&terminal.paint_stderr(Color::Bold, &line));
        }
    }
    let mut rows: Vec<(String, String)> = groups(import).iter().map(|group| row(terminal, group)).collect();
    let of_remarks = import.remarks.iter().map(|remark| (place(&remark.place), terminal.say(&remark.text).to_owned()));
    rows.extend(of_remarks);
    let optional = import.unread.iter().map(|own| (place(&own.place), terminal.say(&unread_value(own)).to_owned()));
    rows.extend(optional);
    if import.found.is_empty() {
        terminal.remark(terminal.say(&Text::new("nothing could be taken over", "没有读到可以导入的值")));
    } else {
        terminal.remark(terminal.say(&Text::new("read:", "读到：")));
    }
    table(terminal, &rows);
    blanks(terminal, import);
}

/// `FILE:LINE`; the file alone where no line is meant.
pub(super) fn place(place: &Place) -> String {
    if place.source.text().is_empty() {
        return place.source.name.clone();
    }
    format!("{}:{}", place.source.name, place.line_column().0)
}

/// A value that cannot be read, with its place.
pub(super) fn unread(own: &Unread) -> Text {
    let (place, said) = (place(&own.place), unread_value(own));
    let (en, zh) = (said.get(text::Lang::En), said.get(text::Lang::Zh));
    text!("{place}: {en}", "{place}：{zh}")
}

fn unread_value(own: &Unread) -> Text {
    let (name, expression) = (&own.name, &own.expression);
    text!("cannot read {name}: `{expression}`", "读不出 {name}：`{expression}`")
}

/// The values of one file that belong together.
struct Group<'a> {
    values: Vec<&'a Found>,
}

fn groups(import: &Import) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for found in &import.found {
        let is_it = |group: &&mut Group<'_>| {
            let first = group.values[0];
            first.place.source.name == found.place.source.name && first.origin == found.origin
        };
        match groups.iter_mut().find(is_it) {
            // Flavours and build configurations state one value many times.
            Some(group) if group.values.iter().any(|own| is_same(own, found)) => {}
            Some(group) => group.values.push(found),
            None => groups.push(Group { values: vec![found] }),
        }
    }
    groups
}

fn is_same(one: &Found, other: &Found) -> bool {
    one.table == other.table && one.field.key == other.field.key && one.value == other.value
}

fn row(terminal: &Terminal, group: &Group<'_>) -> (String, String) {
    let values = &group.values;
    let first = values.iter().min_by_key(|found| found.place.span.start).map_or(values[0], |first| first);
    let label = place(&first.place);
    if values.len() <= FEW {
        let of = |found: &&Found| format!("{}.{} {}", found.table, found.field.key, found.shown());
        return (label, values.iter().map(of).collect::<Vec<_>>().join(", "));
    }
    let mut tables: Vec<&str> = values.iter().map(|found| found.table).collect();
    tables.dedup();
    let mut names: Vec<&str> = Vec::new();
    for table in tables {
        let name = vendors::find(table).map_or(table, |vendor| terminal.say(&vendor.name));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let (count, origin) = (values.len(), first.origin);
    let (en, zh) = (names.join(", "), names.join("、"));
    let said = match origin {
        "" => Text::owned(format!("{en}: {count} values"), format!("{zh} 共 {count} 个值")),
        origin => Text::owned(format!("{origin}: {en}: {count} values"), format!("{origin}：{zh} 共 {count} 个值")),
    };
    (label, terminal.say(&said).to_owned())
}

/// Files beside what they tell; one below the other where the terminal is narrow.
fn table(terminal: &Terminal, rows: &[(String, String)]) {
    let columns = rows.iter().map(|(label, _)| layout::width(label)).max().unwrap_or(0) + 2;
    let width = terminal.width.saturating_sub(2);
    for (label, said) in rows {
        let lines = if width < columns + NARROW {
            let below = layout::wrap(said, width.saturating_sub(2));
            std::iter::once(label.clone()).chain(below.into_iter().map(|line| format!("  {line}"))).collect()
        } else {
            layout::hang(label, columns, said, width).lines().map(str::to_owned).collect::<Vec<_>>()
        };
        for line in lines {
            terminal.remark(&format!("  {line}"));
        }
    }
}

/// What is not filled in, and the vendors that are left out because of it.
fn blanks(terminal: &Terminal, import: &Import) {
    if import.blanks.is_empty() {
        return;
    }
    let names = import.blanks.iter().map(|blank| blank.name.as_str()).collect::<Vec<_>>().join(" ");
    let mut left_out: Vec<&str> = Vec::new();
    for blank in &import.blanks {
        let is_set_up = import.found.iter().any(|found| found.table == blank.table);
        let Some(vendor) = vendors::find(blank.table).filter(|_| !is_set_up) else { continue };
        if !left_out.contains(&terminal.say(&vendor.name)) {
            left_out.push(terminal.say(&vendor.name));
        }
    }
    let (en, zh) = (left_out.join(", "), left_out.join("、"));
    let said = if left_out.is_empty() {
        text!("not filled in (0 or empty): {names}", "没有填写（0 或空字符串）：{names}")
    } else {
        Text::owned(
            format!("not filled in (0 or empty): {names} → {en} left out for now"),
            format!("没有填写（0 或空字符串）：{names} → {zh} 先不写入"),
        )
    };
    for line in layout::wrap(terminal.say(&said), terminal.width.saturating_sub(2)) {
        terminal.remark(&format!("  {line}"));
    }
}
