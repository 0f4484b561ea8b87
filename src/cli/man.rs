//! `pushctl man`: the help as man pages, one per command.

use std::path::{Path, PathBuf};

use clap::CommandFactory;
use clap_mangen::Man;

use super::exit::Stop;
use super::localize;
use super::run::Run;
use pushctl::outcome::Verdict;
use pushctl::text;
use pushctl::text::Text;

/// Print the man page, or write one per command
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Write the pages of all commands into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(crate) fn run(run: &Run, args: &Args) -> Result<Verdict, Stop> {
    let command = localize::command(super::Cli::command(), run.terminal.lang);
    match &args.out {
        Some(folder) => write(command, folder).map_err(|error| not_written(folder, &error))?,
        None => {
            let mut page = Vec::new();
            Man::new(command).render(&mut page)?;
            run.terminal.line(&String::from_utf8_lossy(&page))?;
        }
    }
    Ok(Verdict::Ok)
}

fn write(command: clap::Command, folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    clap_mangen::generate_to(command, folder)
}

fn not_written(folder: &Path, error: &std::io::Error) -> Stop {
    let folder = folder.display().to_string();
    Stop::new(
        text!("--out {folder}: {error}", "--out {folder}：{error}"),
        Text::new("name a folder that you may write to", "请指定一个可以写入的文件夹"),
    )
}
