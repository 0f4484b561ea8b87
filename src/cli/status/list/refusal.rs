//! Why a list cannot be read, or its results not be written.

use std::path::Path;

use super::progress::thousands;
use crate::cli::exit::Stop;
use pushctl::text;
use pushctl::text::{Lang, Text};
use pushctl::tokens::results::{Refusal, resume_path};

/// The list cannot be read.
pub(super) fn unread(from: &Path, reason: &Text) -> Stop {
    let from = from.display();
    let (en, zh) = (reason.get(Lang::En), reason.get(Lang::Zh));
    Stop::new(
        Text::owned(format!("--from {from}: {en}"), format!("--from {from}：{zh}")),
        Text::new(
            "name a file that you may read, or - for standard input",
            "请指定一个可以读取的文件，或用 - 表示标准输入",
        ),
    )
}

/// The results are too many to be printed as one document, which has to be in memory as a whole.
pub(super) fn of_document(lines: u64, most: u64) -> Stop {
    let (lines, most) = (thousands(lines), thousands(most));
    Stop::new(
        text!(
            "--format json: one document holds {most} results at most, and these would be {lines}",
            "--format json：一个文档最多放 {most} 条结果，这里有 {lines} 条"
        ),
        Text::new(
            "--format ndjson prints one a line; with --out FILE they are there, and the document has the counts",
            "--format ndjson 每行打印一条；用 --out FILE 写入文件，文档里是统计",
        ),
    )
}

/// The results cannot be written.
pub(super) fn of_results(out: &Path, refusal: Refusal) -> Stop {
    let name = out.display().to_string();
    let other = || {
        Text::new(
            "name a file that does not exist yet, or remove this one and begin anew",
            "请指定一个还不存在的文件，或删掉它重新开始",
        )
    };
    match refusal {
        Refusal::Exists => Stop::new(
            text!("--out {name}: the file is there already", "--out {name}：文件已经存在"),
            Text::new(
                "--resume goes on where its run stopped; else name a file that does not exist yet",
                "--resume 从它停下的地方继续；否则请指定一个还不存在的文件",
            ),
        ),
        Refusal::Taken => Stop::new(
            text!("--out {name}: another run of pushctl is writing it", "--out {name}：另一个 pushctl 正在写它"),
            Text::new("wait for it, or name another file", "等它结束，或指定另一个文件"),
        ),
        Refusal::Other(reason) => {
            let (en, zh) = (reason.get(Lang::En), reason.get(Lang::Zh));
            Stop::new(
                Text::owned(
                    format!("--resume: the results in {name} cannot be gone on with: {en}"),
                    format!("--resume：不能接着 {name} 里的结果继续：{zh}"),
                ),
                other(),
            )
        }
        Refusal::Damaged(reason) => {
            let (en, zh) = (reason.get(Lang::En), reason.get(Lang::Zh));
            Stop::new(Text::owned(format!("--resume: {name}: {en}"), format!("--resume：{name}：{zh}")), other())
        }
        Refusal::Io(path, error) => {
            let path = path.display().to_string();
            let hint = if path == resume_path(out).display().to_string() {
                text!("{path} is kept beside the results while they grow", "查询期间 {path} 会放在结果旁边")
            } else {
                Text::new("name a file in a folder that you may write to", "请指定一个可以写入的文件夹里的文件")
            };
            Stop::new(text!("--out {path}: {error}", "--out {path}：{error}"), hint)
        }
    }
}
