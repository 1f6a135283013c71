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
        long after, Func<string?, DateTimeOffset, long, bool> isWanted, CancellationToken cancellation) => InOrder(Lines()
        .Select((line, i) => (line, Number: i + 1L))
        .SkipWhile(l => l.Number <= after)
        .AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Min(Environment.ProcessorCount, 8)).WithCancellation(cancellation)
        .Where(l => !string.IsNullOrWhiteSpace(l.line))
        .Select(l => Entry(l.line, l.Number, isWanted))
        .AsSequential());

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
            return JsonElement.Parse(line).TryGetProperty("time"u8, out var time) && TrafficTime.Of(time) < until;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>
    /// Refuses a log that is not in the order of time, as exports with the newest first are: windows, releases and bars would be told wrongly, and nothing
    /// would show it. Within a day lines may be in any order, because many programs write a request when its answer has ended.
    /// </summary>
    private IEnumerable<TrafficEntry> InOrder(IEnumerable<(TrafficEntry? Entry, WorkspaceException? Error)> read)
    {
        var last = DateTimeOffset.MinValue;
        foreach (var (entry, error) in read)
        {
            if (error is not null)
            {
                throw error;
            }

            if (entry is null)
            {
                continue;
            }

            if (last - entry.Time > TimeSpan.FromDays(1))
            {
                throw Unreadable(entry.Position, "It is more than a day before a line above it, and a log is in the order of time: sort it, with times of one "
                    + "form by \"jq -c -s 'sort_by(.time)[]' FILE\"", null);
            }

            last = entry.Time > last ? entry.Time : last;
            yield return entry;
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

    /// <summary>A line, or what is wrong with it: told in the order of lines, so that it is the first that is named.</summary>
    private (TrafficEntry? Entry, WorkspaceException? Error) Entry(string line, long number, Func<string?, DateTimeOffset, long, bool> isWanted)
    {
        try
        {
            return (TrafficLine.Read(line, number, (caller, time) => isWanted(caller, time, number), needsText), null);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            return (null, Unreadable(number, e.Message, e));
        }
    }

    private WorkspaceException Unreadable(long number, string why, Exception? inner) => new(ErrorKind.BadData,
        $"{Neutralise.Line(path)}:{number}: {why.TrimEnd('.')}. 'docs/watch.md' describes the fields and converts logs of other programs.", inner);
}
