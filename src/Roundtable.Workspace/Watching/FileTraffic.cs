using System.Text.Json;
using Roundtable.Record.Wording;
using Roundtable.Watching.Traffic;

namespace Roundtable.Workspace.Watching;

/// <summary>A provider's log as JSON Lines. docs/watch.md describes the fields.</summary>
/// <param name="path">The file.</param>
/// <param name="needsText">Whether the words of prompts are needed.</param>
internal sealed class FileTraffic(string path, bool needsText) : TrafficSource
{
    /// <inheritdoc/>
    public override IEnumerable<TrafficEntry> Read(
        long after, Func<string?, DateTimeOffset, long, bool> isWanted, CancellationToken cancellation) => Lines()
        .Select((line, i) => (line, Number: i + 1L))
        .SkipWhile(l => l.Number <= after)
        .AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Min(Environment.ProcessorCount, 8)).WithCancellation(cancellation)
        .Where(l => !string.IsNullOrWhiteSpace(l.line))
        .Select(l => Entry(l.line, l.Number, isWanted))
        .AsSequential()
        .OfType<TrafficEntry>();

    /// <inheritdoc/>
    public override long Middle(DateTimeOffset? until, CancellationToken cancellation)
    {
        var count = 0L;
        foreach (var line in Lines())
        {
            cancellation.ThrowIfCancellationRequested();
            count += until is null || IsBefore(line, until.Value) ? 1 : 0;
        }

        return count / 2;
    }

    /// <inheritdoc/>
    public override string? Prompt(long position, CancellationToken cancellation)
    {
        var line = Lines().ElementAtOrDefault((int)Math.Min(int.MaxValue, position - 1));
        try
        {
            return line is null ? null : TrafficLine.PromptOf(JsonElement.Parse(line));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether a line says that it came before a moment; what cannot be read is told when it is read.</summary>
    private static bool IsBefore(string line, DateTimeOffset until)
    {
        try
        {
            return JsonElement.Parse(line).TryGetProperty("time"u8, out var time) && time.TryGetDateTimeOffset(out var at) && at < until;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private IEnumerable<string> Lines()
    {
        try
        {
            return File.ReadLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException(ErrorKind.NotFound, $"The traffic {Neutralise.Line(path)} cannot be read: {e.Message}", e);
        }
    }

    private TrafficEntry? Entry(string line, long number, Func<string?, DateTimeOffset, long, bool> isWanted)
    {
        try
        {
            return TrafficLine.Read(line, number, (caller, time) => isWanted(caller, time, number), needsText);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new WorkspaceException(ErrorKind.BadData,
                $"{Neutralise.Line(path)}:{number}: {e.Message.TrimEnd('.')}. 'docs/watch.md' describes the fields.", e);
        }
    }
}
