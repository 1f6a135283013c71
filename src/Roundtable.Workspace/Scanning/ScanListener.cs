using Roundtable.Corpus.Plans;

namespace Roundtable.Workspace.Scanning;

/// <summary>Who is kept informed while a scan is made.</summary>
/// <param name="Progress">Is told how far each stage is; null for nobody. Stages may report from several threads.</param>
/// <param name="Warn">Is told in a sentence what was passed over; null for nobody.</param>
public sealed record ScanListener(IProgress<ScanProgress>? Progress = null, Action<string>? Warn = null);
