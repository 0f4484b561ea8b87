//! Waiting for vendors: all at once, one spinner each on a terminal, and Ctrl-C that loses nothing that is known.

use std::io::IsTerminal;
use std::time::Duration;

use futures_util::StreamExt;
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use super::exit::Stop;
use super::run::Run;
use pushctl::text::Text;

/// How many vendors are asked at once: all there are.
const AT_ONCE: usize = 16;

/// What was done of a list of things, in its order, until it ended or Ctrl-C ended it.
pub(crate) struct Done<T> {
    /// `None`: not finished.
    pub(crate) results: Vec<Option<T>>,
}

impl<T> Done<T> {
    /// How many were not finished.
    pub(crate) fn left(&self) -> usize {
        self.results.iter().filter(|result| result.is_none()).count()
    }
}

impl Run {
    /// Does all of `work` at once. What hangs keeps nobody else from being done. `names` are shown beside spinners.
    pub(crate) fn wait_for_all<T>(
        &self,
        names: &[String],
        work: impl IntoIterator<Item = impl Future<Output = T>>,
    ) -> Result<Done<T>, Stop> {
        let bars = self.bars(names);
        let mut results: Vec<Option<T>> = names.iter().map(|_| None).collect();
        let numbered = work.into_iter().enumerate().map(|(at, work)| async move { (at, work.await) });
        let mut stream = futures_util::stream::iter(numbered.collect::<Vec<_>>()).buffer_unordered(AT_ONCE);
        block_on(async {
            loop {
                tokio::select! {
                    result = stream.next() => match result {
                        Some((at, result)) => {
                            bars.done(at);
                            results[at] = Some(result);
                        }
                        None => break,
                    },
                    _ = tokio::signal::ctrl_c() => break,
                }
            }
        })?;
        bars.clear();
        Ok(Done { results })
    }

    /// Waits for one thing.
    pub(crate) fn wait_for<T>(&self, future: impl Future<Output = T>) -> Result<T, Stop> {
        let words = self.terminal.say(&Text::new("asking the vendor …", "正在询问厂商 …")).to_owned();
        let bars = self.bars(&[words]);
        let result = block_on(async {
            tokio::select! {
                result = future => Ok(result),
                _ = tokio::signal::ctrl_c() => Err(Stop::Interrupted),
            }
        });
        bars.clear();
        result?
    }

    fn bars(&self, names: &[String]) -> Bars {
        let wanted = !self.terminal.quiet && !self.globals.verbose && std::io::stderr().is_terminal();
        let all = MultiProgress::new();
        let bars = if wanted { names.iter().map(|name| spinner(&all, name)).collect() } else { Vec::new() };
        Bars { all, bars }
    }
}

/// A spinner per thing that is waited for; none where nobody would see them.
struct Bars {
    all: MultiProgress,
    bars: Vec<ProgressBar>,
}

impl Bars {
    fn done(&self, at: usize) {
        if let Some(bar) = self.bars.get(at) {
            bar.finish();
        }
    }

    fn clear(&self) {
        // What is not finished would go on turning and draw itself again.
        self.bars.iter().for_each(ProgressBar::finish_and_clear);
        // Nothing can be done about a terminal that went away.
        let _ = self.all.clear();
    }
}

fn spinner(all: &MultiProgress, name: &str) -> ProgressBar {
    // Added before it is first drawn: alone it would leave a line of its own behind.
    let bar = all.add(ProgressBar::new_spinner()).with_message(name.to_owned());
    // The last character stands when it is done.
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
        bar.set_style(style.tick_chars("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏✓"));
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

/// Runs a future to its end, on this thread.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> Result<T, Stop> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    Ok(runtime.map_err(anyhow::Error::from)?.block_on(future))
}
