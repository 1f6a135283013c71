using Roundtable.Annotation.Runs;
using Roundtable.Cli.CommandLine;
using Roundtable.Models.Batches;
using Roundtable.Workspace.Runs;
using Roundtable.Workspace.Runs.Batches;

namespace Roundtable.Cli.Runs;

/// <summary>One line on standard error that says how far a run is, with its rate, its cost and the time left.</summary>
internal sealed class ProgressLine : IProgress<RunProgress>, IProgress<IReadOnlyList<BatchState>>, IDisposable
{
    private readonly TextWriter _error;
    private bool _shown;

    private ProgressLine(TextWriter error) => _error = error;

    /// <summary>Opens the line; null where nobody would see it.</summary>
    public static ProgressLine? Open(Invocation invocation) => Console.IsErrorRedirected || invocation.Json ? null : new ProgressLine(invocation.Error);

    /// <inheritdoc/>
    public void Report(RunProgress value)
    {
        _shown = true;
        _error.Write($"\r\u001b[K{RunText.Progress(value)}");
    }

    /// <inheritdoc/>
    public void Report(IReadOnlyList<BatchState> value)
    {
        _shown = true;
        _error.Write($"\r\u001b[K{BatchReport.Progress(value)}");
    }

    /// <summary>Clears the line.</summary>
    public void Dispose()
    {
        if (_shown)
        {
            _error.Write("\r\u001b[K");
        }
    }
}
